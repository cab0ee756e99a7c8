import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEntity } from '../src/store/store.ts';
import { jobPath, openJob, runJob, startUploadServer, type UploadServer } from './support/upload-server.ts';

const entity = (key: string, more: Record<string, unknown> = {}) => ({ _key: key, _type: 'thing', _class: 'Record', displayName: key, ...more });
const edge = (from: string, to: string, more: Record<string, unknown> = {}) => ({ _key: `${from}|has|${to}`, _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: from, _toEntityKey: to, ...more });

let server: UploadServer;
beforeEach(async () => {
  server = await startUploadServer();
});
afterEach(() => server.close());

async function entities(scope?: string): Promise<Map<string, StoredEntity>> {
  const found = new Map<string, StoredEntity>();
  for await (const one of server.store.entities(scope === undefined ? {} : { scope })) found.set(one._key, one);
  return found;
}
async function edges(): Promise<string[]> {
  const found: string[] = [];
  for await (const { _key, _scope } of server.store.relationships()) found.push(`${_scope}: ${_key}`);
  return found;
}
const refused = async (open: Record<string, unknown>, upload: Record<string, unknown>) => {
  const { status, body } = await server.call('POST', jobPath(await openJob(server, open), '/upload'), upload);
  return [status, body.error?.code];
};

describe('a job with PATCH', () => {
  const patch = { source: 'api', scope: 's', syncMode: 'PATCH' };

  it('adds and changes properties, leaves others as they are, takes those away that are null, and deletes nothing', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a', { one: 1, two: 2, gone: 'x' }), entity('b')] });

    const job = await runJob(server, patch, { entities: [{ _key: 'a', two: 22, three: [3], gone: null }, entity('new')] });

    expect(job).toMatchObject({ numEntitiesUpdated: 1, numEntitiesCreated: 1, numEntitiesDeleted: 0 });
    const live = await entities();
    expect([...live.keys()].sort()).toEqual(['a', 'b', 'new']);
    expect(live.get('a')).toMatchObject({ one: 1, two: 22, three: [3], _version: 2, displayName: 'a' });
    expect(live.get('a')).not.toHaveProperty('gone');
    expect(await runJob(server, patch, { entities: [{ _key: 'a', two: 22 }] })).toMatchObject({ numEntitiesUpdated: 0 });
  });

  it('lays properties over an entity of another source, named by its _id, until that source says otherwise', async () => {
    const instance = server.platform.addInstance({ name: 'Acme', config: { '@tag': { AccountName: true } } });
    const upload = { entities: [entity('fn', { runtime: 'node' })] };
    const integration = { source: 'integration-external', integrationInstanceId: instance.id };
    await runJob(server, integration, upload);
    const before = (await entities()).get('fn');

    expect(await runJob(server, patch, { entities: [{ _id: before?._id, lastErrorCount: 4 }] })).toMatchObject({ numEntitiesUpdated: 1, numEntitiesCreated: 0 });

    expect((await entities()).get('fn')).toMatchObject({ _id: before?._id, _source: 'integration-external', _scope: instance.scope, runtime: 'node', lastErrorCount: 4, 'tag.AccountName': 'Acme' });
    await runJob(server, integration, upload);
    expect((await entities()).get('fn')).not.toHaveProperty('lastErrorCount');
  });

  it('counts what it cannot do, and does the rest', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a')] });
    const job = await runJob(server, patch, {
      entities: [{ _key: 'unknown', x: 1 }, { _id: '00000000-0000-4000-8000-000000000000', x: 1 }, { _key: 'a', _type: 'other', x: 1 }, entity('b')],
    });
    expect(job).toMatchObject({ status: 'FINISHED', numEntityCreateErrors: 1, numEntityUpdateErrors: 2, numEntitiesCreated: 1 });
    expect((await entities()).get('a')).not.toHaveProperty('x');
  });

  it('takes no relationships', async () => {
    expect(await refused(patch, { relationships: [edge('a', 'b')] })).toEqual([400, 'RELATIONSHIPS_NOT_ALLOWED']);
  });

  it('of an instance touches nothing of another', async () => {
    const instance = server.platform.addInstance({ name: 'Acme' });
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a')] });
    const foreign = (await entities()).get('a');
    const job = await runJob(server, { source: 'integration-external', integrationInstanceId: instance.id, syncMode: 'PATCH' }, { entities: [{ _id: foreign?._id, x: 1 }] });
    expect(job).toMatchObject({ numEntityUpdateErrors: 1, numEntitiesUpdated: 0 });
  });

  it('loses nothing where several come at once', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a')] });
    const id = (await entities()).get('a')?._id;
    await Promise.all(Array.from({ length: 6 }, (_, n) => runJob(server, { ...patch, scope: n % 2 ? 's' : 'elsewhere' }, { entities: [{ _id: id, [`p${n}`]: n }] })));
    expect((await entities()).get('a')).toMatchObject({ p0: 0, p1: 1, p2: 2, p3: 3, p4: 4, p5: 5 });
  });
});

describe('a job with CREATE_OR_UPDATE', () => {
  const upsert = { source: 'api', syncMode: 'CREATE_OR_UPDATE' };

  it('needs no scope: it changes what came by the API under a key, and creates the rest beside all scopes', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a', { one: 1 })] });

    const job = await runJob(server, upsert, { entities: [entity('a', { two: 2 }), entity('b')], relationships: [edge('a', 'b')] });

    expect(job).toMatchObject({ scope: null, numEntitiesUpdated: 1, numEntitiesCreated: 1, numRelationshipsCreated: 1 });
    const live = await entities();
    expect(live.get('a')).toMatchObject({ _scope: 's', one: 1, two: 2 });
    expect(live.get('b')?._scope).toBe('');
    expect(await runJob(server, upsert, { entities: [entity('b')], relationships: [edge('a', 'b')] })).toMatchObject({ numEntitiesUpdated: 0, numRelationshipsUpdated: 0, numRelationshipsCreated: 0 });
  });

  it('changes a relationship that it names by its key, and keeps the ends that it does not name', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a'), entity('b')], relationships: [edge('a', 'b', { since: 1 })] });
    const job = await runJob(server, { ...upsert, scope: 's' }, { relationships: [{ _key: 'a|has|b', _type: 'thing_has_thing', until: 2 }] });
    expect(job).toMatchObject({ numRelationshipsUpdated: 1 });
    for await (const one of server.store.relationships()) expect(one).toMatchObject({ since: 1, until: 2, _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b' });
    expect(await runJob(server, { ...upsert, scope: 's' }, { relationships: [{ _key: 'none', _type: 'thing_has_thing' }] })).toMatchObject({ numRelationshipCreateErrors: 1 });
  });

  it('deletes by _id in any scope, by _key in its own, with what is attached', async () => {
    await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a'), entity('b'), entity('c')], relationships: [edge('a', 'b'), edge('b', 'c')] });
    await runJob(server, { source: 'api', scope: 'other' }, { entities: [entity('b')] });
    const a = (await entities('s')).get('a');

    const job = await runJob(server, upsert, { deleteEntities: [{ _id: a?._id }, { _id: 'nobody' }] });
    expect(job).toMatchObject({ numEntitiesDeleted: 1, numEntityDeleteErrors: 1, numRelationshipsDeleted: 1 });

    expect(await runJob(server, { ...upsert, scope: 's' }, { deleteEntities: [{ _key: 'b' }], deleteRelationships: [{ _key: 'no such' }] })).toMatchObject({ numEntitiesDeleted: 1, numRelationshipDeleteErrors: 1 });
    expect([...(await entities('s')).keys()]).toEqual(['c']);
    expect([...(await entities('other')).keys()]).toEqual(['b']);
  });

  it('is the only one that deletes by name', async () => {
    expect(await refused({ source: 'api', scope: 's' }, { deleteEntities: [{ _id: 'x' }] })).toEqual([400, 'DELETES_NOT_ALLOWED']);
  });
});

describe('a job with CROSS_SCOPE', () => {
  it('joins entities of different scopes, creates none, and takes nothing away that it does not bring', async () => {
    await runJob(server, { source: 'api', scope: 'people' }, { entities: [entity('ada')] });
    await runJob(server, { source: 'api', scope: 'devices' }, { entities: [entity('laptop'), entity('phone')] });
    const across = { source: 'api', scope: 'ownership', syncMode: 'CROSS_SCOPE' };
    const scopes = { _fromEntityScope: 'people', _toEntityScope: 'devices' };
    expect(await runJob(server, across, { relationships: [edge('ada', 'laptop', scopes), edge('ada', 'nothing', scopes)] })).toMatchObject({ numRelationshipsCreated: 1, numRelationshipCreateErrors: 1 });
    expect(await runJob(server, across, { relationships: [edge('ada', 'phone', scopes)] })).toMatchObject({ numRelationshipsCreated: 1, numRelationshipsDeleted: 0 });
    expect(await edges()).toEqual(['ownership: ada|has|laptop', 'ownership: ada|has|phone']);

    expect(await refused(across, { entities: [entity('x')] })).toEqual([400, 'ENTITIES_NOT_ALLOWED']);
    expect(await refused(across, { relationships: [edge('ada', 'laptop')] })).toEqual([400, 'INVALID_RELATIONSHIP']);
  });
});

describe('relationships', () => {
  it('whose ends are named by an _id of another graph are joined by key', async () => {
    const foreign = '00000000-0000-4000-8000-000000000000';
    await runJob(server, { source: 'api', scope: 'far' }, { entities: [entity('far')] });
    const far = (await entities('far')).get('far')?._id;
    const job = await runJob(
      server,
      { source: 'api', scope: 's' },
      {
        entities: [entity('a'), entity('b')],
        relationships: [
          edge('a', 'b', { _fromEntityId: foreign, _toEntityId: foreign }),
          { _key: 'a|knows|far', _type: 'thing_knows_thing', _class: 'KNOWS', _fromEntityKey: 'a', _toEntityId: far },
          edge('a', 'a', { _toEntityId: far }),
        ],
      },
    );
    expect(job).toMatchObject({ numRelationshipsCreated: 3, numRelationshipCreateErrors: 0 });
    const ends = new Map<string, string>();
    for await (const one of server.store.relationships()) ends.set(one._key, one._toEntityKey);
    expect(Object.fromEntries(ends)).toEqual({ 'a|has|b': 'b', 'a|knows|far': 'far', 'a|has|a': 'far' });
  });

  it('that are mapped join what their filter finds anywhere, and make it where they may', async () => {
    await runJob(server, { source: 'api', scope: 'hr' }, { entities: [{ _key: 'person:ada', _type: 'person', _class: 'Person', displayName: 'Ada', email: ['ada@example.com'] }] });
    const mapped = (email: string, more: Record<string, unknown> = {}) => ({
      _key: `user|is|${email}`,
      _type: 'user_is_person',
      _class: 'IS',
      _mapping: { sourceEntityKey: 'user', relationshipDirection: 'FORWARD', targetEntity: { _class: 'Person', _type: 'person', _key: `p:${email}`, email }, targetFilterKeys: [['_class', 'email']], ...more },
    });
    const job = await runJob(
      server,
      { source: 'api', scope: 's' },
      { entities: [entity('user')], relationships: [mapped('ada@example.com'), mapped('nobody@example.com', { skipTargetCreation: true }), mapped('new@example.com', { targetFilterKeys: ['email'] })] },
    );
    expect(job).toMatchObject({ numRelationshipsUploaded: 3, numRelationshipsCreated: 0, numMappedRelationshipsCreated: 2 });
    expect((await entities()).get('p:new@example.com')).toMatchObject({ _source: 'system-mapper', email: 'new@example.com' });

    expect(await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('user')] })).toMatchObject({ numMappedRelationshipsDeleted: 2 });
    expect((await entities()).has('p:new@example.com')).toBe(false);
    expect(await refused({ source: 'api', scope: 's' }, { relationships: [mapped('x', { targetFilterKeys: [['_class', 'phone']] })] })).toEqual([400, 'INVALID_MAPPING']);
  });
});
