import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFolderWhole } from '../src/export/folder/write-folder.ts';
import { exportCsv } from '../src/export/table/csv.ts';
import { exportParquet } from '../src/export/table/parquet.ts';
import type { Store, StoredEntity, StoredRelationship } from '../src/store/store.ts';
import { withCollection } from './support/collection.ts';
import { askDuckdb } from './support/duckdb.ts';
import { withOwnStore } from './support/own-store.ts';
import { withServedStore } from './support/served-store.ts';
import { holdGraph, NASTY, SMALL } from './support/small-graph.ts';

type Row = Record<string, unknown>;
const present = (row: object): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
const byKey = (rows: readonly object[]): Row => Object.fromEntries(rows.map(present).map((row) => [`${row._scope} ${row._key}`, row]));
/** In a file `_class` is a list, also of a relationship. */
const asRow = (member: StoredEntity | StoredRelationship): Row => ({ ...member, _class: [member._class].flat() });

async function membersOf(store: Store, folder: 'entities' | 'relationships', type: string): Promise<Row> {
  const members: Row[] = [];
  for await (const member of store[folder]({ type })) members.push(asRow(member));
  return byKey(members);
}
const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const hashesOf = async (folder: string) =>
  Promise.all(
    (await filesOf(folder)).map(
      async (file) =>
        `${file} ${createHash('sha256')
          .update(await readFile(path.join(folder, file)))
          .digest('hex')}`,
    ),
  );
const parquet = (store: Store, folder: string, scope?: string) => writeFolderWhole(folder, 'parquet', (part) => exportParquet(store, part, { raw: false, ...(scope === undefined ? {} : { scope }) }));
const csv = (store: Store, folder: string) => writeFolderWhole(folder, 'csv', (part) => exportCsv(store, part, { raw: false }));

describe('an export as Parquet', () => {
  it('has a file for each type, and DuckDB reads from it what the store holds', () =>
    withCollection({ users: 60, faults: { unknownKeys: true } }, async ({ store, directory, collect }) => {
      await collect();
      const folder = path.join(directory, 'out');
      await parquet(store, folder);
      expect(await filesOf(folder)).toEqual([
        '.graph-zoom-export',
        ...['account', 'group', 'role', 'user'].map((type) => `entities/zoom_${type}.parquet`),
        ...['account_has_group', 'account_has_role', 'account_has_user', 'group_has_user', 'user_assigned_role'].map((type) => `relationships/zoom_${type}.parquet`),
      ]);
      for (const file of (await filesOf(folder)).slice(1)) {
        const [kind, name] = file.split('/') as ['entities' | 'relationships', string];
        expect(byKey(await askDuckdb(`SELECT * FROM '${folder}/${file}'`)), file).toEqual(await membersOf(store, kind, path.basename(name, '.parquet')));
      }
    }));

  it('types its columns, and begins with metadata', () =>
    withOwnStore(async (store, directory) => {
      await holdGraph(store);
      await parquet(store, path.join(directory, 'out'));
      const columns = await askDuckdb(`DESCRIBE SELECT * FROM '${directory}/out/entities/zoom_user.parquet'`);
      const types = new Map(columns.map(({ column_name, column_type }) => [column_name, column_type]));
      expect([...types.keys()].slice(0, 5)).toEqual(['_key', '_type', '_class', 'displayName', '_id']);
      expect(Object.fromEntries(types)).toMatchObject({
        _class: 'VARCHAR[]',
        _version: 'BIGINT',
        _createdOn: 'BIGINT',
        active: 'BOOLEAN',
        seats: 'DOUBLE',
        createdOn: 'DOUBLE',
        email: 'VARCHAR[]',
        ids: 'DOUBLE[]',
        flags: 'BOOLEAN[]',
        none: 'VARCHAR[]',
        mixed: 'VARCHAR[]',
        'tag.AccountName': 'VARCHAR',
      });
      const [ada] = await askDuckdb(`SELECT * FROM '${directory}/out/entities/zoom_user.parquet' WHERE _key = 'zoom_user:ada'`);
      expect(ada).toMatchObject({ ...NASTY, share: 0.5, large: 1e21, mixed: ['a', '1', 'true'], none: [], empty: null });
    }));

  it('makes text of a property that had values of several kinds, and tells names apart that differ in case', () =>
    withOwnStore(async (store, directory) => {
      await holdGraph(store, {
        entities: [
          { _key: 'a', _type: 'thing', _class: ['Record'], displayName: 'a', size: 'large', Size: true, tags: [1], parts: ['x'] },
          { _key: 'b', _type: 'thing', _class: ['Record'], displayName: 'b', size: 3, tags: ['x'], parts: 'one' },
        ],
        relationships: [],
      });
      await parquet(store, path.join(directory, 'out'));
      const rows = await askDuckdb(`SELECT * FROM '${directory}/out/entities/thing.parquet' ORDER BY _key`);
      expect(rows.map(({ tags, parts }) => ({ tags, parts }))).toEqual([
        { tags: ['1'], parts: '["x"]' },
        { tags: ['x'], parts: 'one' },
      ]);
      expect(rows.map(({ Size, size_2 }) => [Size, size_2])).toEqual([
        [true, 'large'],
        [null, '3'],
      ]);
    }));

  it('is the same bytes for the same graph, whoever owns the store', () =>
    withServedStore(async ({ store, connect }) =>
      withOwnStore(async (_, directory) => {
        await holdGraph(store);
        await parquet(store, path.join(directory, 'here'));
        await parquet(connect(), path.join(directory, 'there'));
        expect(await hashesOf(path.join(directory, 'there'))).toEqual(await hashesOf(path.join(directory, 'here')));
        await csv(store, path.join(directory, 'here'));
        await csv(connect(), path.join(directory, 'there'));
        expect(await hashesOf(path.join(directory, 'there'))).toEqual(await hashesOf(path.join(directory, 'here')));
      }),
    ));

  it('of one scope leaves the others out', () =>
    withOwnStore(async (store, directory) => {
      await holdGraph(store, SMALL, 'one');
      await holdGraph(store, { entities: [{ _key: 'p', _type: 'person', _class: ['Person'], displayName: 'P' }, SMALL.entities[1] as never], relationships: [] }, 'two');
      await parquet(store, path.join(directory, 'out'), 'two');
      expect(await filesOf(path.join(directory, 'out'))).toEqual(['.graph-zoom-export', 'entities/person.parquet', 'entities/zoom_user.parquet']);
      expect(await askDuckdb(`SELECT _key, _scope FROM '${directory}/out/entities/zoom_user.parquet'`)).toEqual([{ _key: 'zoom_user:bob', _scope: 'two' }]);
    }));
});

describe('an export as CSV', () => {
  it('is read back by DuckDB as what the store holds: lists as JSON, formulas behind an apostrophe', () =>
    withCollection({ users: 40 }, async ({ store, directory, collect }) => {
      await collect();
      await csv(store, path.join(directory, 'out'));
      for (const file of (await filesOf(path.join(directory, 'out'))).slice(1)) {
        const [kind, name] = file.split('/') as ['entities' | 'relationships', string];
        const expected = Object.values(await membersOf(store, kind, path.basename(name, '.csv'))).map((row) => Object.entries(row as Row).map(([property, value]) => [property, inCsv(value)]));
        const read = await askDuckdb(`SELECT * FROM read_csv('${directory}/out/${file}', all_varchar = true, header = true)`);
        expect(byKey(read), file).toEqual(byKey(expected.map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== '')))));
      }
    }));

  it('keeps numbers numbers, and runs nothing in a spreadsheet', () =>
    withOwnStore(async (store, directory) => {
      await holdGraph(store);
      await csv(store, path.join(directory, 'out'));
      const text = await readFile(path.join(directory, 'out/entities/zoom_user.csv'), 'utf8');
      expect(text).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",`);
      expect(text).toContain(',-3,');
      expect(text.split('\n')[0]).toMatch(/^_key,_type,_class,displayName,_id,_scope,_source,_version,_createdOn,_beginOn,active,/);
      const [ada] = await askDuckdb(`SELECT * FROM read_csv('${directory}/out/entities/zoom_user.csv') WHERE _key = 'zoom_user:ada'`);
      expect(ada).toMatchObject({ active: true, seats: -3, share: 0.5, createdOn: 1_767_225_600_000, ids: '[1,2]', email: '["ada@example.com"]', lines: NASTY.lines, quotes: NASTY.quotes, foreign: NASTY.foreign });
      const [, held] = (await readFile(path.join(directory, 'out/relationships/zoom_user_assigned_role.csv'), 'utf8')).split('\n');
      expect(held).toMatch(/^zoom_user:ada\|assigned\|zoom_role:0,zoom_user_assigned_role,"\[""ASSIGNED""\]",ASSIGNED,zoom_user:ada,zoom_role:0,/);
    }));

  it('gives types whose names are no names of files a name of their own, inside the folder', () =>
    withOwnStore(async (store, directory) => {
      const types = ['../../up', 'a/b', 'a_b', 'Thing', 'thing', '.hidden', 'x'.repeat(300)];
      await holdGraph(store, { entities: types.map((_type, index) => ({ _key: `k${index}`, _type, _class: ['Record'], displayName: _type })), relationships: [] });
      await csv(store, path.join(directory, 'out'));
      const files = (await filesOf(path.join(directory, 'out'))).slice(1);
      expect(files).toHaveLength(types.length);
      expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(types.length);
      expect(files.every((file) => /^entities\/[A-Za-z0-9_-][A-Za-z0-9_.-]*\.csv$/.test(file))).toBe(true);
      expect(files).toEqual(expect.arrayContaining(['entities/a_b.csv', 'entities/Thing.csv']));
    }));

  it('is readable by its owner only', () =>
    withOwnStore(async (store, directory) => {
      await holdGraph(store);
      for (const [write, file] of [
        [csv, 'entities/zoom_user.csv'],
        [parquet, 'entities/zoom_user.parquet'],
      ] as const) {
        await write(store, path.join(directory, 'out'));
        expect((await stat(path.join(directory, 'out'))).mode & 0o777).toBe(0o700);
        expect((await stat(path.join(directory, 'out', file))).mode & 0o777).toBe(0o600);
      }
    }));
});

/** What a cell of a text file has. */
const inCsv = (value: unknown): string => (Array.isArray(value) ? JSON.stringify(value) : typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value));
