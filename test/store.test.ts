import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import type { Entity, Relationship } from '../src/model/graph.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';
import { runCli } from './support/cli.ts';

async function withStore(work: (store: Store, directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-store-'));
  const store = await openDuckdbStore(directory, { clock: systemClock });
  try {
    await work(store, directory);
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const entity = (key: string, properties: Record<string, unknown> = {}, type = 'thing'): Entity => ({ _key: key, _type: type, _class: ['Record'], displayName: key, ...properties }) as Entity;
const edge = (from: string, to: string): Relationship => ({ _key: `${from}|has|${to}`, _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: from, _toEntityKey: to, displayName: 'HAS' });

async function sync(store: Store, on: number, entities: readonly Entity[], relationships: readonly Relationship[] = [], completeTypes: readonly string[] | '*' = '*', scope = 's') {
  const session = await store.beginSync({ scope, source: 'api', on });
  try {
    await session.entities(entities);
    await session.relationships(relationships);
    return await session.commit({ completeTypes });
  } finally {
    await session.abort();
  }
}

async function live(store: Store): Promise<Map<string, Entity>> {
  const found = new Map<string, Entity>();
  for await (const e of store.entities()) found.set(`${e._scope}/${e._key}`, e);
  return found;
}

const plain = (e: Entity | undefined) => Object.fromEntries(Object.entries(e ?? {}).filter(([key, value]) => !key.startsWith('_') && value !== null && value !== undefined));

describe('a sync', () => {
  it('of any two snapshots gives exactly the difference, and deletes only what is complete', () =>
    withStore(async (store) => {
      const value = fc.oneof(fc.boolean(), fc.integer({ min: -5, max: 5 }), fc.constantFrom('a', 'B', 'é'), fc.constantFrom(['x'], ['x', 'y']), fc.constant([1, 2]));
      const snapshot = fc.dictionary(fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5'), fc.dictionary(fc.constantFrom('p', 'P', 'q', 'tag.AccountName', 'with space'), value, { maxKeys: 3 }), { maxKeys: 5 });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(snapshot, snapshot, fc.boolean(), async (first, second, complete) => {
          const scope = `scope ${++round}`;
          const entities = (s: Record<string, Record<string, unknown>>) => Object.entries(s).map(([key, properties]) => entity(key, properties));
          await sync(store, 1, entities(first), [], '*', scope);

          const result = await sync(store, 2, entities(second), [], complete ? ['thing'] : [], scope);

          const same = (key: string) => JSON.stringify(Object.entries(first[key] ?? {}).sort()) === JSON.stringify(Object.entries(second[key] ?? {}).sort());
          const gone = Object.keys(first).filter((key) => !(key in second));
          expect(result.entities).toEqual({
            created: Object.keys(second).filter((key) => !(key in first)).length,
            updated: Object.keys(second).filter((key) => key in first && !same(key)).length,
            deleted: complete ? gone.length : 0,
          });
          const expected = { ...(complete ? {} : first), ...second };
          const now = [...(await live(store))].filter(([key]) => key.startsWith(`${scope}/`));
          expect(Object.fromEntries(now.map(([key, e]) => [key.slice(scope.length + 1), plain(e)]))).toEqual(
            Object.fromEntries(Object.entries(expected).map(([key, properties]) => [key, { displayName: key, ...properties }])),
          );
        }),
        { numRuns: 12 },
      );
    }));

  it('keeps old and new value of a property whose type changes, and every version', () =>
    withStore(async (store) => {
      await sync(store, 1, [entity('a', { level: 3 })]);
      await sync(store, 2, [entity('a', { level: 'high' })]);
      await sync(store, 3, []);
      await sync(store, 4, [entity('a', { level: ['x'] })]);

      expect((await store.history('a')).map((v) => [v.version, v.beginOn, v.endOn, v.deleted, v.entity.level])).toEqual([
        [1, 1, 2, false, 3],
        [2, 2, 3, true, 'high'],
        [3, 4, undefined, false, ['x']],
      ]);
      expect((await store.changes({ since: 2, until: 2 }))[0]?.properties).toEqual([{ name: 'level', old: 3, new: 'high' }]);
      const [now] = [...(await live(store)).values()];
      expect(now).toMatchObject({ _createdOn: 1, _version: 3 });
    }));

  it('leaves out edges without an end, finds ends in other scopes, and deletes edges with their ends', () =>
    withStore(async (store) => {
      await sync(store, 1, [entity('person')], [], '*', 'hr');

      const first = await sync(store, 2, [entity('a')], [edge('a', 'person'), edge('a', 'nobody')]);

      expect(first).toMatchObject({ relationships: { created: 1, updated: 0, deleted: 0 }, dangling: 1 });
      const second = await sync(store, 3, [], [], '*', 'hr');
      expect(second).toMatchObject({ entities: { deleted: 1 }, relationships: { deleted: 1 } });
      expect([...(await live(store)).keys()]).toEqual(['s/a']);
    }));

  it('counts the later of two members with the same key', () =>
    withStore(async (store) => {
      await sync(store, 1, [entity('a', { n: 1 }), entity('a', { n: 2 })]);

      expect(plain((await live(store)).get('s/a'))).toEqual({ displayName: 'a', n: 2 });
      expect((await store.history('a')).length).toBe(1);
    }));

  it('gives raw data back, for entities and for the next run', () =>
    withStore(async (store) => {
      const raw = [{ name: 'default', rawData: { id: 1, deep: { list: [1, 'é'] } } }];
      await sync(store, 1, [{ ...entity('a'), _rawData: raw } as unknown as Entity]);

      expect((await store.rawData({ source: 'api', scope: 's' }, ['a', 'b'])).get('a')).toEqual(raw);
      for await (const e of store.entities({ raw: true })) expect(e._rawData).toEqual(raw);
    }));
});

/** Changes the file with SQL of its own. */
async function edit(directory: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path.join(directory, 'graph.duckdb'));
  const connection = await instance.connect();
  for (const statement of sql.split(';')) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

/** Takes away what later migrations have brought. */
const AS_OF_VERSION_1 =
  'ALTER TABLE raw DROP COLUMN source; ALTER TABLE change DROP COLUMN source; DROP TABLE record; DROP TABLE upload; DROP TABLE result_set; DROP TABLE result_member; DROP TABLE scope_state; DROP TABLE catalog_classes; DROP TABLE catalog_ends; UPDATE store_version SET version = 1';

describe('the store', () => {
  it('is owned by one process and says which', () =>
    withStore(async (_store, directory) => {
      const other = await runCli(['--data-dir', directory, 'status'], { env: { GRAPH_ZOOM_LOCK_WAIT: '0' } });

      expect(other.code).toBe(1);
      expect(other.stderr).toMatch(new RegExp(`in use by another graph-zoom \\(process ${process.pid}\\)`));
      expect(other.stderr).not.toMatch(/\n\s+at /);
    }));

  it('upgrades an older file and refuses a newer one without touching it', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-store-'));
    const open = () => openDuckdbStore(directory, { clock: systemClock });
    const older = await open();
    await sync(older, 1, [entity('a'), entity('b')], [edge('a', 'b')]);
    await older.close();
    await edit(directory, AS_OF_VERSION_1);

    const upgraded = await open();
    await upgraded.runs.setState('s', 'n', 5);
    expect(await upgraded.runs.getState('s', 'n')).toBe(5);
    expect(await upgraded.catalog()).toMatchObject({
      types: [
        { type: 'thing', classSets: [['Record']] },
        { type: 'thing_has_thing', classSets: [['HAS']], ends: [{ from: 'thing', to: 'thing' }] },
      ],
    });
    await upgraded.close();

    await edit(directory, 'UPDATE store_version SET version = 99');
    await expect(open()).rejects.toMatchObject({ code: 'store-newer' });
    await rm(directory, { recursive: true, force: true });
  });

  it('may be opened to read only, by several at once, after an older file was brought up to date', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-store-'));
    const own = await openDuckdbStore(directory, { clock: systemClock });
    await sync(own, 1, [entity('a'), entity('b')], [edge('a', 'b')]);
    await own.close();
    await edit(directory, AS_OF_VERSION_1);

    const readers = [await openDuckdbStore(directory, { clock: systemClock, readOnly: true }), await openDuckdbStore(directory, { clock: systemClock, readOnly: true })];
    for (const reader of readers) expect(await reader.counts()).toEqual({ entities: { thing: 2 }, relationships: { thing_has_thing: 1 } });
    await expect(readers[0]?.runs.setState('s', 'n', 5)).rejects.toThrow(/read-only/);
    for (const reader of readers) await reader.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('keeps a checkpoint until it is cleared, the latest part of each', () =>
    withStore(async (store) => {
      await store.checkpoint.put('s', [{ key: 'a', part: 'settings', on: 10, value: { v: 1 } }]);
      await store.checkpoint.put('s', [{ key: 'a', part: 'settings', on: 20, value: { v: 2 } }]);

      expect(await store.checkpoint.get('s', ['a'], 5)).toEqual([{ key: 'a', part: 'settings', on: 20, value: { v: 2 } }]);
      expect(await store.checkpoint.get('s', ['a'], 21)).toEqual([]);
      await store.checkpoint.clear('s');
      expect(await store.checkpoint.count('s', 0)).toBe(0);
    }));
});
