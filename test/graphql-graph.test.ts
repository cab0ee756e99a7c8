import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
  await server.fill(
    [
      { _key: 'zoom_user:ada', _type: 'zoom_user', _class: ['User'], displayName: 'Ada', email: ['ada@acme.example'], active: true, _rawData: [{ name: 'default', rawData: { id: 'ada' } }] },
      { _key: 'zoom_group:all', _type: 'zoom_group', _class: ['Group'], displayName: 'All' },
    ],
    [{ _key: 'all|has|ada', _type: 'zoom_group_has_user', _class: 'HAS', _fromEntityKey: 'zoom_group:all', _toEntityKey: 'zoom_user:ada', displayName: 'HAS' }],
  );
});
afterAll(async () => {
  await server.close();
  expect(server.logged).toEqual([]);
});

/* As the Node and Python clients send them. */
const CREATE = `mutation CreateEntity($entityKey: String!, $entityType: String!, $entityClass: [String!]!, $properties: JSON) {
  createEntity(entityKey: $entityKey, entityType: $entityType, entityClass: $entityClass, properties: $properties) { entity { _id __typename } vertex { id entity { _id __typename } __typename } __typename }
}`;
const UPDATE = 'mutation UpdateEntity($entityId: String!, $properties: JSON) { updateEntity(entityId: $entityId, properties: $properties) { entity { _id } vertex { id properties } } }';
const DELETE = 'mutation DeleteEntity($entityId: String!, $timestamp: Long, $hardDelete: Boolean) { deleteEntityV2(entityId: $entityId, timestamp: $timestamp, hardDelete: $hardDelete) { entity __typename } }';
const RELATE = `mutation CreateRelationship($relationshipKey: String!, $relationshipType: String!, $relationshipClass: String!, $fromEntityId: String!, $toEntityId: String!, $properties: JSON) {
  createRelationship(relationshipKey: $relationshipKey, relationshipType: $relationshipType, relationshipClass: $relationshipClass, fromEntityId: $fromEntityId, toEntityId: $toEntityId, properties: $properties) {
    relationship { _id } edge { id toVertexId fromVertexId relationship { _id } properties }
  }
}`;
const RELATE_ANEW = `mutation UpdateRelationship($relationshipId: String!, $fromEntityId: String!, $toEntityId: String!, $timestamp: Long, $properties: JSON) {
  updateRelationship(relationshipId: $relationshipId, fromEntityId: $fromEntityId, toEntityId: $toEntityId, timestamp: $timestamp, properties: $properties) {
    relationship { _id _key _type _class _fromEntityId _toEntityId displayName } edge { id fromVertexId toVertexId properties }
  }
}`;

const rows = async (query: string, includeDeleted = false) =>
  (await server.ask('query Q($query: String!, $d: Boolean) { queryV1(query: $query, includeDeleted: $d) { data } }', { query, d: includeDeleted })).data.queryV1.data;
const idOf = async (query: string): Promise<string> => (await rows(query))[0].entity._id;
const laptop = (properties: Record<string, unknown> = {}, key = 'laptop:1') => server.ask(CREATE, { entityKey: key, entityType: 'laptop', entityClass: ['Device'], properties });

describe('an entity made by hand', () => {
  it('is found, belongs to the source api, and takes further properties under its key', async () => {
    const made = await laptop({ owner: 'ada', size: 13, tags: ['a', 'b'] });
    const id = made.data.createEntity.entity._id;
    expect(made.data.createEntity.vertex).toMatchObject({ id, entity: { _id: id } });
    expect(await rows('FIND laptop')).toMatchObject([{ id, entity: { _key: 'laptop:1', _source: 'api', _version: 1, displayName: 'laptop:1' }, properties: { owner: 'ada', size: 13 } }]);
    expect((await laptop({ size: 14 })).data.createEntity.entity._id).toBe(id);
    expect(await rows('FIND laptop')).toMatchObject([{ entity: { _version: 2 }, properties: { owner: 'ada', size: 14 } }]);
  });

  it('changes where it is told to, and loses what is null', async () => {
    const id = await idOf('FIND laptop');
    const { data } = await server.ask(UPDATE, { entityId: id, properties: { owner: null, disk: 'encrypted', _key: 'ignored', _id: 'ignored' } });
    expect(data.updateEntity.vertex).toEqual({ id, properties: { size: 14, tags: ['a', 'b'], disk: 'encrypted' } });
    const newer = await server.ask('mutation UpdateEntityV2($timestamp: Long, $entity: JSON!) { updateEntityV2(timestamp: $timestamp, entity: $entity) { entity __typename } }', {
      entity: { _id: id, displayName: 'My laptop', size: 15 },
      timestamp: Date.now(),
    });
    expect(newer.data.updateEntityV2.entity).toMatchObject({ _id: id, _key: 'laptop:1', displayName: 'My laptop', size: 15, _accountId: 'acme', _deleted: false });
  });

  it('keeps all changes that come at once', async () => {
    const id = await idOf('FIND laptop');
    await Promise.all(Array.from({ length: 8 }, (_, n) => server.ask(UPDATE, { entityId: id, properties: { [`p${n}`]: n } })));
    expect((await rows('FIND laptop'))[0].properties).toMatchObject({ p0: 0, p1: 1, p2: 2, p3: 3, p4: 4, p5: 5, p6: 6, p7: 7 });
  });

  it('is refused with properties that are no values, an empty key, or a key of another type', async () => {
    const refused = async (answer: Promise<{ errors?: readonly { message: string; extensions: { code: string } }[] }>) => {
      const { errors } = await answer;
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      return errors?.[0]?.message;
    };
    expect(await refused(laptop({ nested: { a: 1 } }))).toContain('nested');
    expect(await refused(laptop({}, ''))).toContain('_key is empty');
    expect(await refused(server.ask(CREATE, { entityKey: 'laptop:1', entityType: 'phone', entityClass: ['Device'] }))).toContain('laptop already');
  });

  it('is deleted softly, or without a trace', async () => {
    const id = await idOf('FIND laptop');
    const { data } = await server.ask(DELETE, { entityId: id, timestamp: Date.now() });
    expect(data.deleteEntityV2.entity).toMatchObject({ _id: id, _deleted: true, _endOn: expect.any(Number) });
    expect(await rows('FIND laptop')).toEqual([]);
    expect(await rows('FIND laptop', true)).toHaveLength(1);
    const other = (await laptop({}, 'laptop:2')).data.createEntity.entity._id;
    await server.ask(DELETE, { entityId: other, hardDelete: true });
    expect(await rows('FIND laptop WITH _key = "laptop:2"', true)).toEqual([]);
    expect((await server.ask(DELETE, { entityId: other })).errors?.[0]).toMatchObject({ message: `Entity not found: ${other}`, path: ['deleteEntityV2'], extensions: { code: 'NOT_FOUND', serviceName: 'graph' } });
  });
});

describe("an integration's entity", () => {
  it('can be changed, keeps its source and its relationships, and is overwritten by the next run', async () => {
    const id = await idOf('FIND zoom_user');
    await server.ask(UPDATE, { entityId: id, properties: { note: 'on leave' } });
    expect(await rows('FIND zoom_group THAT HAS zoom_user AS u RETURN u._source AS source, u.note AS note, u.active AS active')).toEqual([{ source: 'integration-managed', note: 'on leave', active: true }]);
    expect((await server.ask('query ($id: String!) { fetchEntityById(entityId: $id) { entity } }', { id })).data.fetchEntityById.entity).toMatchObject({ _id: id, note: 'on leave', email: ['ada@acme.example'] });
  });

  it('has raw data, which can be read and added to', async () => {
    const id = await idOf('FIND zoom_user');
    const UPSERT = 'mutation UpsertEntityRawData($entityId: String!, $source: String!, $rawData: [JSON!]!) { upsertEntityRawData(entityId: $entityId, source: $source, rawData: $rawData) { status } }';
    const READ = `query GetEntityRawData($entityId: String!, $source: String!) {
      entityRawDataLegacy(entityId: $entityId, source: $source) { entityId payload { ... on RawDataJSONEntityLegacy { contentType name data } } }
    }`;
    expect((await server.ask(UPSERT, { entityId: id, source: 'api', rawData: [{ name: 'badge', contentType: 'application/json', data: { floor: 3 } }] })).data.upsertEntityRawData).toEqual({ status: true });
    expect((await server.ask(READ, { entityId: id, source: 'integration-managed' })).data.entityRawDataLegacy.payload).toEqual([
      { contentType: 'application/json', name: 'default', data: { id: 'ada' } },
      { contentType: 'application/json', name: 'badge', data: { floor: 3 } },
    ]);
    expect((await server.ask(UPSERT, { entityId: id, source: 'api', rawData: ['x'] })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask('mutation ($id: String!) { deleteEntityRawData(entityId: $id, source: "api", names: ["badge", "other"]) { deleteCount } }', { id })).data.deleteEntityRawData).toEqual({ deleteCount: 1 });
  });

  it('is found as a vertex by id or key', async () => {
    const id = await idOf('FIND zoom_user');
    const VERTEX = 'query V($id: String, $filters: VertexFilters) { vertex(id: $id, filters: $filters) { id entity { _key _type _class displayName _source _createdOn } properties } }';
    const byId = (await server.ask(VERTEX, { id })).data.vertex;
    expect(byId).toMatchObject({ id, entity: { _key: 'zoom_user:ada', _type: ['zoom_user'], _class: ['User'] } });
    expect((await server.ask(VERTEX, { filters: { _key: 'zoom_user:ada', _class: ['User'] } })).data.vertex).toEqual(byId);
    expect((await server.ask(VERTEX, { filters: { _key: 'zoom_user:ada', _type: ['zoom_group'] } })).data.vertex).toBeNull();
    expect((await server.ask(VERTEX, {})).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a relationship made by hand', () => {
  it('connects entities of any source, changes, and goes', async () => {
    const [from, to] = [(await laptop({}, 'laptop:3')).data.createEntity.entity._id, await idOf('FIND zoom_user')];
    const made = await server.ask(RELATE, { relationshipKey: 'l3|assigned|ada', relationshipType: 'laptop_assigned_user', relationshipClass: 'ASSIGNED', fromEntityId: from, toEntityId: to, properties: { since: 2020 } });
    const id = made.data.createRelationship.relationship._id;
    expect(made.data.createRelationship.edge).toEqual({ id, fromVertexId: from, toVertexId: to, relationship: { _id: id }, properties: { since: 2020 } });
    expect(await rows('FIND laptop THAT ASSIGNED AS r zoom_user AS u RETURN r.since AS since, u.displayName AS name')).toEqual([{ since: 2020, name: 'Ada' }]);
    const changed = await server.ask(RELATE_ANEW, { relationshipId: id, fromEntityId: from, toEntityId: to, properties: { since: 2021 } });
    expect(changed.data.updateRelationship).toMatchObject({
      relationship: { _id: id, _key: 'l3|assigned|ada', _class: 'ASSIGNED', _fromEntityId: from, _toEntityId: to, displayName: 'ASSIGNED' },
      edge: { properties: { since: 2021 } },
    });
    expect((await server.ask(RELATE_ANEW, { relationshipId: id, fromEntityId: to, toEntityId: from, properties: {} })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const gone = await server.ask(
      'mutation DeleteRelationship($relationshipId: String! $timestamp: Long) { deleteRelationship(relationshipId: $relationshipId, timestamp: $timestamp) { relationship { _id } edge { id toVertexId fromVertexId relationship { _id } properties } } }',
      { relationshipId: id },
    );
    expect(gone.data.deleteRelationship.relationship._id).toBe(id);
    expect(await rows('FIND laptop THAT ASSIGNED zoom_user')).toEqual([]);
    expect((await server.ask('query ($id: String!) { fetchRelationshipById(relationshipId: $id) { relationship } }', { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('of an integration can be changed too, and the newer fields do the same', async () => {
    const [from, to] = [await idOf('FIND zoom_group'), await idOf('FIND zoom_user')];
    const tree = await rows('FIND zoom_group THAT HAS zoom_user RETURN TREE');
    const id = tree.edges[0].id;
    const { data } = await server.ask('mutation ($r: JSON!) { updateRelationshipV2(relationship: $r) { relationship } }', { r: { _id: id, reviewed: true } });
    expect(data.updateRelationshipV2.relationship).toMatchObject({ _id: id, _source: 'integration-managed', reviewed: true, _fromEntityId: from });
    const made = await server.ask('mutation ($r: JSON!) { createRelationshipV2(input: {relationship: $r}) { relationship } }', {
      r: { _key: 'g|allows|u', _type: 'group_allows_user', _class: 'ALLOWS', _fromEntityId: from, _toEntityId: to, x: 1 },
    });
    expect(made.data.createRelationshipV2.relationship).toMatchObject({ _source: 'api', x: 1, _fromEntityKey: 'zoom_group:all' });
    await server.ask('mutation ($id: String!) { deleteRelationshipV2(relationshipId: $id, hardDelete: true) { relationship } }', { id: made.data.createRelationshipV2.relationship._id });
    expect(await rows('FIND zoom_group THAT ALLOWS zoom_user')).toEqual([]);
    const missing = await server.ask(RELATE, { relationshipKey: 'k', relationshipType: 't', relationshipClass: 'HAS', fromEntityId: from, toEntityId: 'nobody' });
    expect(missing.errors?.[0]).toMatchObject({ message: 'Entity not found: nobody', extensions: { code: 'NOT_FOUND' } });
  });
});

describe('counts', () => {
  it('tell what there is by class and type, as the MCP server asks', async () => {
    const { data } = await server.ask('query GetEntityCounts { getEntityCounts { classes types } }', {}, 'reader');
    expect(data.getEntityCounts).toEqual({ classes: { Device: 1, Group: 1, User: 1 }, types: { laptop: 1, zoom_group: 1, zoom_user: 1 } });
    expect((await server.ask('{ allEntityCounts entityCount(filters: {_class: ["User", "Group"]}) typeCounts(classes: ["User"]) }')).data).toEqual({
      allEntityCounts: { laptop: 1, zoom_group: 1, zoom_user: 1 },
      entityCount: 2,
      typeCounts: { zoom_user: 1 },
    });
    expect((await server.ask('{ entityCount(search: "ada") }')).errors?.[0]?.extensions.code).toBe('NOT_SUPPORTED');
  });

  it('tell which properties there are', async () => {
    expect((await server.ask('query getAllAssetProperties { getAllAssetProperties }')).data.getAllAssetProperties).toEqual(expect.arrayContaining(['_key', 'email', 'displayName']));
    const { data } = await server.ask('query QueryProperties($entity: String) { queryProperties(entity: $entity) { id accountId entity name valueType count __typename } }', { entity: 'User' });
    expect(data.queryProperties).toContainEqual({ id: 'User.email', accountId: 'acme', entity: 'User', name: 'email', valueType: 'array', count: 1, __typename: 'Property' });
  });
});
