import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { registerFormats, registerSchemas } from '@jupiterone/data-model';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { writeFolderWhole } from '../src/export/folder/write-folder.ts';
import { exportJ1Integration } from '../src/export/j1-integration/export.ts';
import type { Store } from '../src/store/store.ts';
import { withCollection } from './support/collection.ts';
import { withOwnStore } from './support/own-store.ts';
import { holdGraph, SMALL } from './support/small-graph.ts';

type Item = { _key: string; _type: string; _class: string[] } & Record<string, unknown>;
interface Summary {
  readonly integrationStepResults: { id: string; status: string; partialTypes: string[]; encounteredTypeCounts: Record<string, number> }[];
  readonly metadata: { partialDatasets: { types: string[] } };
}

const write = (store: Store, folder: string, options: { raw?: boolean; scope?: string } = {}) => writeFolderWhole(folder, 'j1-integration', (part) => exportJ1Integration(store, part, { raw: false, ...options }));
const summaryOf = async (folder: string): Promise<Summary> => JSON.parse(await readFile(path.join(folder, 'summary.json'), 'utf8'));

/** Every file below `graph`, with what is in it. */
async function filesOf(folder: string): Promise<Map<string, Item[]>> {
  const graph = path.join(folder, 'graph');
  const files = (await readdir(graph, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const { entities = [], relationships = [] } = JSON.parse(await readFile(path.join(graph, file), 'utf8')) as { entities?: Item[]; relationships?: Item[] };
        return [file, [...entities, ...relationships]] as [string, Item[]];
      }),
    ),
  );
}

it('has a folder for each step of the collection, files of one type, and entities that are valid in the data model', () =>
  withCollection({ users: 600 }, async ({ store, directory, collect }) => {
    await collect();
    const folder = path.join(directory, '.j1-integration');
    await write(store, folder, { raw: true });
    const files = await filesOf(folder);
    expect([...files].map(([file, { length }]) => `${file} ${length}`)).toEqual(
      expect.arrayContaining(['fetch-account/entities/zoom_account-0001.json 1', 'fetch-users/entities/zoom_user-0001.json 500', 'fetch-users/relationships/zoom_account_has_user-0001.json 500']),
    );
    expect([...new Set([...files.keys()].map((file) => file.split('/')[0]))]).toEqual(['fetch-account', 'fetch-groups', 'fetch-roles', 'fetch-users']);
    for (const [file, items] of files) expect(new Set(items.map(({ _type }) => _type)).size, file).toBe(1);
    const { entities, relationships } = await store.info();
    expect([...files.values()].flat()).toHaveLength(entities + relationships);

    const ajv = new Ajv({ strict: false, allErrors: true });
    registerFormats(ajv as never);
    registerSchemas(ajv as never);
    for (const [file, items] of files)
      for (const entity of file.includes('/entities/') ? items : []) {
        expect(entity._rawData, entity._key).toBeDefined();
        for (const name of entity._class) expect(ajv.getSchema(`#${name}`)?.(entity) ? [] : ajv.getSchema(`#${name}`)?.errors, entity._key).toEqual([]);
      }
    const { integrationStepResults, metadata } = await summaryOf(folder);
    expect(integrationStepResults.map(({ id, status }) => `${id} ${status}`)).toEqual(['fetch-account success', 'fetch-groups success', 'fetch-roles success', 'fetch-users success']);
    expect(integrationStepResults.at(-1)?.encounteredTypeCounts.zoom_user).toBe((await store.counts()).entities.zoom_user);
    expect(metadata.partialDatasets.types).toEqual([]);
  }));

it('the same graph gives the same files', () =>
  withOwnStore(async (store, directory) => {
    await holdGraph(store);
    await write(store, path.join(directory, 'a'));
    await write(store, path.join(directory, 'b'));
    const [a, b] = [await filesOf(path.join(directory, 'a')), await filesOf(path.join(directory, 'b'))];
    expect(a).toEqual(b);
    expect([...a.keys()]).toEqual(['fetch-roles/entities/zoom_role-0001.json', 'fetch-users/entities/zoom_user-0001.json', 'fetch-users/relationships/zoom_user_assigned_role-0001.json']);
    expect(Object.keys([...a.values()][0]?.[0] as object).filter((name) => /^_(?!key|type|class)/.test(name))).toEqual([]);
  }));

it('names types whose last list was not read to its end as partial', () =>
  withOwnStore(async (store, directory) => {
    await holdGraph(store);
    const step = (id: string, status: string) => ({ id, status });
    await store.runs.save({
      id: '1',
      scope: 'one',
      startedOn: 1,
      endedOn: 2,
      status: 'complete',
      report: { steps: [step('fetch-account', 'complete'), step('fetch-groups', 'complete'), step('fetch-roles', 'complete'), step('fetch-users', 'complete')] },
    });
    await store.runs.save({
      id: '2',
      scope: 'one',
      startedOn: 3,
      endedOn: 4,
      status: 'partial',
      report: { steps: [step('fetch-account', 'complete'), step('fetch-groups', 'skipped'), step('fetch-roles', 'complete'), step('fetch-users', 'complete')] },
    });
    await store.runs.save({ id: '3', scope: 'one', startedOn: 5, status: 'running', report: null });
    await write(store, path.join(directory, 'out'));
    expect((await summaryOf(path.join(directory, 'out'))).metadata.partialDatasets.types).toEqual(['zoom_account_has_group', 'zoom_group']);

    await store.runs.save({ id: '4', scope: 'one', startedOn: 6, endedOn: 7, status: 'failed', report: { error: { code: 'zoom-denied', message: 'no' } } });
    await write(store, path.join(directory, 'out'), { scope: 'one' });
    const { metadata, integrationStepResults } = await summaryOf(path.join(directory, 'out'));
    expect(metadata.partialDatasets.types).toEqual(expect.arrayContaining(['zoom_account', 'zoom_group', 'zoom_role', 'zoom_user']));
    expect(integrationStepResults.find(({ id }) => id === 'fetch-users')).toMatchObject({ status: 'failure', partialTypes: expect.arrayContaining(['zoom_user']) });
  }));

it('what no collection brings is one step, and an instance of many must be named where keys meet', () =>
  withOwnStore(async (store, directory) => {
    const people = { entities: [{ _key: 'person:1', _type: 'person', _class: ['Person'], displayName: 'Jo Doe' }], relationships: [] };
    await holdGraph(store, SMALL, 'one');
    await holdGraph(store, people, 'hr');
    await write(store, path.join(directory, 'out'));
    expect([...(await filesOf(path.join(directory, 'out'))).keys()]).toContain('export/entities/person-0001.json');
    await holdGraph(store, SMALL, 'two');
    await expect(write(store, path.join(directory, 'out'))).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('in one and in two'), hint: expect.stringContaining('--instance') });
    await write(store, path.join(directory, 'out'), { scope: 'two' });
    expect([...(await filesOf(path.join(directory, 'out'))).values()].flat()).toHaveLength(4);
  }));
