import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { exportOpenGraph } from '../src/export/opengraph/export.ts';
import { edgeKind, nodeKind } from '../src/export/opengraph/names.ts';
import { SAVED_QUERIES, writeSavedQueries } from '../src/export/opengraph/saved-queries.ts';
import { withCollection } from './support/collection.ts';
import { withOwnStore } from './support/own-store.ts';
import { holdGraph, NASTY, SMALL } from './support/small-graph.ts';
import { textOf } from './support/text-of.ts';

interface Properties {
  readonly [name: string]: unknown;
}
interface OpenGraph {
  readonly graph: {
    readonly nodes: readonly { id: string; kinds: string[]; properties: Properties }[];
    readonly edges: readonly { kind: string; start: { value: string }; end: { value: string }; properties: Properties }[];
  };
}

/** The document, when it is one that BloodHound takes in. */
async function valid(text: string): Promise<OpenGraph> {
  const document = JSON.parse(text);
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(await readFile(path.join(import.meta.dirname, 'fixtures/opengraph-schema.json'), 'utf8')));
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  return document;
}

it('a collected organisation is a graph that BloodHound takes in, with every node and edge', () =>
  withCollection({ users: 60, faults: { unknownKeys: true } }, async ({ store, collect }) => {
    await collect({ tagAccountName: 'Example' });
    const { graph } = await valid(await textOf(exportOpenGraph(store, { raw: false })));
    const { entities, relationships } = await store.info();
    expect([graph.nodes.length, graph.edges.length]).toEqual([entities, relationships]);
    const ids = new Set(graph.nodes.map(({ id }) => id));
    expect(graph.edges.every(({ start, end }) => ids.has(start.value) && ids.has(end.value))).toBe(true);
    expect(new Set(graph.nodes.flatMap(({ kinds }) => kinds))).toEqual(new Set(['Zoom_Account', 'Zoom_Group', 'Zoom_Role', 'Zoom_User']));
    expect(new Set(graph.edges.map(({ kind }) => kind))).toEqual(new Set(['Zoom_Has', 'Zoom_Assigned']));
    const [owner] = graph.nodes.filter(({ properties }) => properties.superadmin === true);
    expect(owner?.properties).toMatchObject({ name: 'Owner', displayname: 'Owner', admin: true, _key: 'zoom_role:0', tag_accountname: 'Example' });
  }));

it('values are primitives or lists of one kind, and what anybody wrote stays what it was', () =>
  withOwnStore(async (store) => {
    await holdGraph(store);
    const { graph } = await valid(await textOf(exportOpenGraph(store, { raw: false })));
    const ada = graph.nodes.find(({ properties }) => properties._key === 'zoom_user:ada');
    expect(ada?.properties).toMatchObject({ name: 'ada', ...NASTY, seats: -3, flags: [true, false], none: [], mixed: ['a', '1', 'true'], tag_accountname: 'Example' });
    expect(graph.nodes.find(({ properties }) => properties._key === 'zoom_user:bob')?.properties).not.toHaveProperty('seats');
  }));

it('the same key in two scopes is two nodes, each with its own edges', () =>
  withOwnStore(async (store) => {
    await holdGraph(store, SMALL, 'one');
    await holdGraph(store, SMALL, 'two');
    const { graph } = await valid(await textOf(exportOpenGraph(store, { raw: false })));
    expect(new Set(graph.nodes.map(({ id }) => id.toUpperCase())).size).toBe(6);
    const scopeOf = new Map(graph.nodes.map(({ id, properties }) => [id, properties._scope]));
    for (const { start, end, properties } of graph.edges) expect([scopeOf.get(start.value), scopeOf.get(end.value)]).toEqual([properties._scope, properties._scope]);
    const only = await valid(await textOf(exportOpenGraph(store, { raw: false, scope: 'two' })));
    expect(only.graph.nodes.map(({ properties }) => properties._scope)).toEqual(['two', 'two', 'two']);
  }));

it('names that differ in case, or are the own ones of BloodHound, stay apart', () =>
  withOwnStore(async (store) => {
    await holdGraph(store, { entities: [{ _key: 'x', _type: 'acme-device type', _class: ['Device'], displayName: 'X', name: 'other', Size: 1, size: 2, 'si.ze': 3, objectid: 'mine' }], relationships: [] });
    const { graph } = await valid(await textOf(exportOpenGraph(store, { raw: false })));
    expect(graph.nodes).toMatchObject([{ kinds: ['GraphZoom_AcmeDeviceType'], properties: { name: 'X', name_2: 'other', size: 1, size_2: 2, si_ze: 3, objectid_2: 'mine' } }]);
  }));

it.each([
  ['zoom_user', 'Zoom_User'],
  ['person', 'GraphZoom_Person'],
  ['user', 'GraphZoom_User'],
  ['tag_thing', 'GraphZoom_TagThing'],
  ['zoom_phone_user', 'Zoom_PhoneUser'],
])('the type %s is the kind %s', (type, kind) => {
  expect(nodeKind(type)).toBe(kind);
});

it.each([
  ['zoom_user_assigned_role', 'ASSIGNED', 'Zoom_Assigned'],
  ['person_manages_person', 'MANAGES', 'GraphZoom_Manages'],
  ['zoom_x', 'IS NOT-A', 'Zoom_IsNotA'],
])('%s of class %s is %s', (type, relationshipClass, kind) => {
  expect(edgeKind(type, relationshipClass)).toBe(kind);
});

it('saved queries ask for kinds and properties that the export has, each in a file of its own', () =>
  withCollection({ users: 60 }, async ({ store, directory, collect }) => {
    await collect();
    const { items } = await store.page('entity', { limit: 1000 });
    const user = items.find(({ object }) => object._type === 'zoom_user')?.object._key ?? '';
    await holdGraph(
      store,
      {
        entities: [{ _key: 'person:1', _type: 'person', _class: ['Person'], displayName: 'Jo Doe', active: false }],
        relationships: [{ _key: 'is', _type: 'zoom_user_is_person', _class: 'IS', displayName: 'IS', _fromEntityKey: user, _toEntityKey: 'person:1' }],
      },
      'people',
    );
    const { graph } = await valid(await textOf(exportOpenGraph(store, { raw: false })));
    const kinds = [...new Set([...graph.nodes.flatMap((node) => node.kinds), ...graph.edges.map(({ kind }) => kind)])];
    const properties = [...new Set(graph.nodes.flatMap((node) => Object.keys(node.properties)))];

    const folder = path.join(directory, 'queries');
    await mkdir(folder);
    await writeSavedQueries(folder);
    const files = await readdir(folder);
    expect(files.sort()).toEqual(SAVED_QUERIES.map(({ id }) => `${id}.json`).sort());
    expect(new Set(SAVED_QUERIES.map(({ name }) => name)).size).toBe(SAVED_QUERIES.length);
    for (const file of files) {
      const saved = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
      expect(Object.keys(saved), file).toEqual(['name', 'description', 'query']);
      for (const [, kind] of saved.query.matchAll(/:(\w+)[)\]]/g)) expect(kinds, file).toContain(kind);
      for (const [, property] of saved.query.matchAll(/\b[a-z]\.(\w+)/g)) expect(properties, file).toContain(property);
    }
  }));
