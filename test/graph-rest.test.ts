import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob, startUploadServer, type UploadServer } from './support/upload-server.ts';

const entity = (key: string, more: Record<string, unknown> = {}) => ({ _key: key, _type: 'thing', _class: ['Record'], displayName: key, ...more });

let server: UploadServer;
beforeAll(async () => {
  server = await startUploadServer();
});
afterAll(() => server.close());

interface Flat {
  readonly _key: string;
  readonly _type: string;
  readonly _scope: string;
  readonly _deleted: boolean;
}
/** All items of a list, page by page; `between` is done after each page. */
async function pages(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Flat[]> {
  const items: Flat[] = [];
  let cursor = '';
  do {
    const { status, body } = await server.call('GET', `${path}${cursor}`);
    expect(status).toBe(200);
    items.push(...body.items);
    cursor = body.endCursor ? `&cursor=${body.endCursor}` : '';
    await between();
  } while (cursor);
  return items;
}

describe('the list of entities', () => {
  it('gives flat objects with all their metadata, and no cursor at the end', async () => {
    const instance = server.platform.addInstance({ name: 'Acme' });
    await runJob(server, { source: 'integration-external', integrationInstanceId: instance.id }, { entities: [entity('flat', { _type: 'flat_thing', email: ['a@example.com'], n: 1 })] });
    const { body } = await server.call('GET', '/entities?limit=4000&includeDeleted=false');
    expect(body).not.toHaveProperty('endCursor');
    expect(body.items.find(({ _type }: Flat) => _type === 'flat_thing')).toEqual({
      _id: expect.any(String),
      _key: 'flat',
      _type: 'flat_thing',
      _class: ['Record'],
      displayName: 'flat',
      email: ['a@example.com'],
      n: 1,
      _version: 1,
      _createdOn: expect.any(Number),
      _beginOn: expect.any(Number),
      _scope: instance.scope,
      _source: 'integration-external',
      _integrationInstanceId: instance.id,
      _integrationName: 'Acme',
      _accountId: 'acme',
      _deleted: false,
    });
  });

  it('gives each entity once, in pages of any size, while others are written and deleted', async () => {
    const keys = Array.from({ length: 23 }, (_, i) => `paged ${String(i).padStart(2, '0')}`);
    const scope = { source: 'api', scope: 'paged' };
    await runJob(server, scope, { entities: keys.map((key, i) => entity(key, { _type: i % 3 === 0 ? 'zebra' : 'aardvark' })) });
    await runJob(server, { source: 'api', scope: 'twin' }, { entities: keys.map((key) => entity(key, { _type: 'zebra' })) });
    let n = 0;
    const items = await pages('/entities?limit=4', () => runJob(server, { source: 'api', scope: 'meanwhile' }, { entities: [entity(`meanwhile ${n++}`, { _type: n % 2 ? 'aardvark' : 'zebra' })] }));
    for (const [name, expected] of [
      ['paged', keys],
      ['twin', keys],
    ] as const)
      expect(
        items
          .filter(({ _scope }) => _scope === name)
          .map(({ _key }) => _key)
          .sort(),
      ).toEqual(expected);
  });

  it('gives what was deleted as well, where it is asked to, as it was last', async () => {
    const scope = { source: 'api', scope: 'deleted' };
    await runJob(server, scope, { entities: [entity('kept'), entity('gone', { n: 1 }), entity('back')] });
    await runJob(server, scope, { entities: [entity('kept'), entity('gone', { n: 2 })] });
    await runJob(server, scope, { entities: [entity('kept'), entity('back')] });
    const found = async (path: string) => (await pages(path)).filter(({ _scope }) => _scope === 'deleted').map(({ _key, _deleted }) => [_key, _deleted]);
    expect(await found('/entities?limit=2&includeDeleted=true')).toEqual([
      ['back', false],
      ['gone', true],
      ['kept', false],
    ]);
    expect(await found('/entities?limit=2')).toEqual([
      ['back', false],
      ['kept', false],
    ]);
    const { body } = await server.call('GET', '/entities?includeDeleted=true&limit=4000');
    expect(body.items.find(({ _key }: Flat) => _key === 'gone')).toMatchObject({ n: 2, _version: 2, _endOn: expect.any(Number) });
  });

  it('says with 422 that a page is too large, so that the client asks for half of it', async () => {
    const text = 'x'.repeat(2_000_000);
    const scope = { source: 'api', scope: 'large' };
    for (let n = 0; n < 3; n++) await runJob(server, { ...scope, syncMode: 'CREATE_OR_UPDATE' }, { entities: Array.from({ length: 6 }, (_, i) => entity(`large ${n} ${i}`, { _type: 'a_large_thing', text })) });
    expect((await server.call('GET', '/entities?limit=18')).status).toBe(422);
    const { status, body } = await server.call('GET', '/entities?limit=4.5');
    expect([status, body.items.length]).toEqual([200, 4]);
    await runJob(server, scope, {});
  });

  it('refuses what is no number, no cursor, or the cursor of another list', async () => {
    for (const query of ['limit=0', 'limit=-1', 'limit=4001', 'limit=x', 'cursor=x', 'includeDeleted=maybe']) {
      const { status, body } = await server.call('GET', `/entities?${query}`);
      expect([query, status, typeof body.error.message]).toEqual([query, 400, 'string']);
    }
    const { body } = await server.call('GET', '/entities?limit=1');
    expect((await server.call('GET', `/relationships?cursor=${body.endCursor}`)).body.error.code).toBe('INVALID_CURSOR');
  });
});

describe('the list of relationships', () => {
  it('gives them flat, with both ends', async () => {
    await runJob(server, { source: 'api', scope: 'edges' }, { entities: [entity('a'), entity('b')], relationships: [{ _key: 'a|has|b', _type: 'a_has_b', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b' }] });
    expect((await pages('/relationships?limit=1')).filter(({ _scope }) => _scope === 'edges')).toMatchObject([
      { _key: 'a|has|b', _class: 'HAS', displayName: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b', _fromEntityId: expect.any(String), _toEntityId: expect.any(String), _accountId: 'acme', _deleted: false },
    ]);
  });
});

describe('one entity', () => {
  it('is found by its _id, with hashes of its raw data, which is read by name', async () => {
    await runJob(
      server,
      { source: 'api', scope: 'raw' },
      {
        entities: [entity('raw', { _rawData: { default: { body: '{"id":1}', contentType: 'application/json' }, page: { body: '<script>alert(1)</script>', contentType: 'text/html' } } })],
      },
    );
    const id = (await pages('/entities?limit=100')).filter(({ _scope }) => _scope === 'raw').map((one) => (one as unknown as { _id: string })._id)[0];
    const get = async (more = '') => (await server.call('GET', `/entities/${id}${more}`)).body;

    const { _rawDataHashes, ...rest } = await get();
    expect(rest).toMatchObject({ _id: id, _key: 'raw' });
    expect(Object.keys(JSON.parse(Buffer.from(_rawDataHashes, 'base64').toString('utf8')))).toEqual(['default', 'page']);
    const { entries } = await get('/raw-data');
    expect(entries.default).toMatchObject({ contentType: 'application/json', contentLength: 8, deleted: false, versionId: expect.any(String) });
    expect(entries.page).toMatchObject({ contentType: 'text/html' });
    expect(await get('/raw-data-versions')).toEqual({ entries: { default: [entries.default], page: [entries.page] } });
    expect(await get('/raw-data/default/versions')).toEqual({ versions: [entries.default] });
    expect(await get('/raw-data/default/versions/latest')).toEqual({ id: 1 });
    const page = await fetch(`${server.url}/entities/${id}/raw-data/page/versions/latest`);
    expect([page.headers.get('content-type'), await page.text()]).toEqual(['text/plain; charset=utf-8', '<script>alert(1)</script>']);
    expect((await server.call('GET', `/entities/${id}/raw-data/none/versions`)).body.error.code).toBe('RAW_DATA_NOT_FOUND');
    expect((await server.call('GET', '/entities/nobody')).body.error.code).toBe('ENTITY_NOT_FOUND');
  });
});

describe('validation of queries', () => {
  it('says of each whether it is right; a parameter needs no value', async () => {
    const queries = ['FIND User', 'FIND User WITH active = ${active} AND email = ${param.email}', 'FIND User WHERE', 'FIND User AS u RETURN u.name, count('];
    const { body } = await server.call('POST', '/j1ql/validate', { queries });
    expect(body.map(({ query, valid }: { query: string; valid: boolean }) => [query, valid])).toEqual([
      [queries[0], true],
      [queries[1], true],
      [queries[2], false],
      [queries[3], false],
    ]);
    expect(body[2].error).toMatchObject({ message: expect.any(String), code: expect.any(String) });
    expect((await server.call('POST', '/j1ql/validate', { queries: Array(251).fill('FIND User') })).status).toBe(400);
    expect((await server.call('POST', '/j1ql/validate', { queries: 'FIND User' })).status).toBe(400);
  });
});

describe('the data model', () => {
  it('has a schema for each class', async () => {
    const { body } = await server.call('GET', '/data-model/schemas/classes');
    expect(body.User).toMatchObject({ $id: '#User' });
  });
});
