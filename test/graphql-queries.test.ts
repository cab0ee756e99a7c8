import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity } from '../src/model/graph.ts';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

let server: GraphqlServer;

const person = (n: number): Entity => ({
  _key: `zoom_user:u${n}`,
  _type: 'zoom_user',
  _class: ['User'],
  displayName: `User ${n}`,
  email: [`u${n}@acme.example`],
  number: n,
  active: n % 2 === 0,
  createdOn: 1_700_000_000_000,
});

beforeAll(async () => {
  server = await startGraphql();
  const group: Entity = { _key: 'zoom_group:g', _type: 'zoom_group', _class: ['Group'], displayName: 'All' };
  await server.fill(
    [group, ...Array.from({ length: 600 }, (_, n) => person(n))],
    [{ _key: 'g|has|u1', _type: 'zoom_group_has_user', _class: 'HAS', _fromEntityKey: 'zoom_group:g', _toEntityKey: 'zoom_user:u1', displayName: 'HAS' }],
  );
});
afterAll(() => server.close());

/** As the Node client sends it: in an array, with `__typename` everywhere. */
const NODE = `query QueryLanguageV1($query: String!, $variables: JSON, $includeDeleted: Boolean, $deferredResponse: DeferredResponseOption, $deferredFormat: DeferredResponseFormat, $cursor: String, $flags: QueryV1Flags) {
  queryV1(query: $query, variables: $variables, includeDeleted: $includeDeleted, deferredResponse: $deferredResponse, deferredFormat: $deferredFormat, cursor: $cursor, flags: $flags) { type data url __typename }
}`;
const TERRAFORM = `query ExecuteQuery($query: String!, $includeDeleted: Boolean, $cursor: String) {
  queryV1(query: $query, deferredResponse: DISABLED, includeDeleted: $includeDeleted, cursor: $cursor) { type data url totalCount cursor correlationId }
}`;
const MCP = `query J1QLv2($query: String!, $variables: JSON, $cursor: String, $scopeFilters: JSON, $includeDeleted: Boolean, $returnRowMetadata: Boolean, $returnComputedProperties: Boolean) {
  queryV2(query: $query, variables: $variables, cursor: $cursor, scopeFilters: $scopeFilters, includeDeleted: $includeDeleted, returnRowMetadata: $returnRowMetadata, returnComputedProperties: $returnComputedProperties) { type url correlationId }
}`;
const PYTHON = `query J1QL_v2($query: String!, $variables: JSON, $flags: QueryV1Flags, $includeDeleted: Boolean, $cursor: String) {
  queryV1(query: $query, variables: $variables, deferredResponse: DISABLED, flags: $flags, includeDeleted: $includeDeleted, cursor: $cursor) { type data cursor __typename }
}`;

/** Polls as clients do, without a key. */
async function poll(url: string): Promise<Record<string, unknown>> {
  for (;;) {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const document = (await response.json()) as Record<string, unknown>;
    if (document.status !== 'IN_PROGRESS') return document;
  }
}

describe('queryV1', () => {
  it('answers inline with terraform, a page of 250 rows at a time, and counts them all', async () => {
    const { data } = await server.ask(TERRAFORM, { query: 'FIND zoom_user', includeDeleted: false });
    expect(data.queryV1).toMatchObject({ type: 'list', url: null, totalCount: 600, correlationId: expect.any(String) });
    expect(data.queryV1.data).toHaveLength(250);
    expect(data.queryV1.data[0]).toEqual({
      id: expect.any(String),
      entity: expect.objectContaining({ _accountId: 'acme', _class: ['User'], _type: ['zoom_user'], _deleted: false, displayName: expect.any(String) }),
      properties: expect.objectContaining({ createdOn: '2023-11-14T22:13:20.000Z' }),
    });
    const seen = new Set<string>(data.queryV1.data.map((row: { id: string }) => row.id));
    let cursor: string | null = data.queryV1.cursor;
    while (cursor) {
      const next = await server.ask(TERRAFORM, { query: 'FIND zoom_user', cursor });
      for (const row of next.data.queryV1.data) seen.add(row.id);
      cursor = next.data.queryV1.cursor;
    }
    expect(seen.size).toBe(600);
  });

  it('gives larger pages where their size may vary, and ignores flags beside the query as the Python client sends them', async () => {
    const { json } = await server.post({ query: PYTHON, variables: { query: 'FIND zoom_user', flags: { variableResultSize: true } }, flags: { variableResultSize: true } }, { path: '/' });
    expect(json.data.queryV1.data).toHaveLength(600);
    expect(json.data.queryV1.cursor).toBeNull();
  });

  it('answers tables and trees', async () => {
    const table = await server.ask(TERRAFORM, { query: 'FIND zoom_user AS u RETURN u.active AS active, COUNT(u) AS n ORDER BY active' });
    expect(table.data.queryV1).toMatchObject({
      type: 'table',
      totalCount: 2,
      cursor: null,
      data: [
        { active: false, n: 300 },
        { active: true, n: 300 },
      ],
    });
    const tree = await server.ask(TERRAFORM, { query: 'FIND zoom_group THAT HAS zoom_user RETURN TREE' });
    expect(tree.data.queryV1).toMatchObject({ type: 'tree', totalCount: 3, cursor: null });
    expect(tree.data.queryV1.data.vertices).toHaveLength(2);
    expect(tree.data.queryV1.data.edges[0].relationship).toMatchObject({ _accountId: 'acme', _class: 'HAS' });
  });

  it('takes variables, and refuses those that are no values', async () => {
    const query = 'query Q($v: JSON) { queryV1(query: "FIND zoom_user WITH number = ${n} AS u RETURN u.number", variables: $v) { data } }';
    expect((await server.ask(query, { v: { n: [3, 4] } })).data.queryV1.data).toEqual([{ 'u.number': 3 }, { 'u.number': 4 }]);
    expect((await server.ask(query, { v: { n: { evil: 1 } } })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask(query, { v: {} })).errors?.[0]?.message).toContain('The parameter n has no value');
  });

  it('says in rows from where they come, where asked to', async () => {
    const { data } = await server.ask('{ queryV1(query: "FIND zoom_group AS g THAT HAS AS r zoom_user AS u RETURN u.number", flags: {rowMetadata: true}) { data } }');
    expect(data.queryV1.data).toEqual([
      { 'u.number': 1, _meta: { byAlias: { g: { id: expect.any(String), entity: { _id: expect.any(String) } }, r: { id: expect.any(String), relationship: { _id: expect.any(String) } }, u: expect.anything() } } },
    ]);
    const grouped = await server.ask('{ queryV1(query: "FIND zoom_user AS u RETURN COUNT(u) AS n", flags: {rowMetadata: true}) { data } }');
    expect(grouped.data.queryV1.data).toEqual([{ n: 600 }]);
  });

  it('lays scope filters over the query', async () => {
    const query = 'query Q($f: [JSON!]) { queryV1(query: "FIND zoom_user AS u RETURN COUNT(u) AS n", scopeFilters: $f) { data } }';
    const n = async (f: unknown) => (await server.ask(query, { f })).data.queryV1.data[0].n;
    expect(await n([{ active: true }])).toBe(300);
    expect(await n([{ active: true }, { number: [2, 3, 4] }])).toBe(2);
    expect(await n([{ nothing: null }])).toBe(600);
    expect(await n([])).toBe(600);
    expect((await server.ask(query, { f: ['active'] })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('only checks a query in a dry run', async () => {
    expect((await server.ask('{ queryV1(query: "FIND zoom_user", dryRun: true) { type data } }')).data.queryV1).toEqual({ type: 'list', data: null });
  });

  it('tells a wrong query in the words that clients look for, with the place', async () => {
    const { errors, data } = await server.ask(TERRAFORM, { query: 'FIND zoom_user AS u RETRUN u.email' });
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ path: ['queryV1'], extensions: { code: 'BAD_USER_INPUT', serviceName: 'query', line: 1, column: 21, reason: 'syntax' } });
    expect(errors?.[0]?.message).toMatch(/^Error parsing query\. Unexpected token "RETRUN" at line 1 column 21\./);
    const order = await server.ask(TERRAFORM, { query: 'FIND zoom_user LIMIT 3 RETURN TREE' });
    expect(order.errors?.[0]?.message).toBe('Error parsing query. Unexpected token "RETURN" at line 1 column 24. Expected the end.');
    const cursor = await server.ask(TERRAFORM, { query: 'FIND zoom_user', cursor: 'nonsense' });
    expect(cursor.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('deferred results', () => {
  it('are read by the Node client, again and again, without a key', async () => {
    const { json } = await server.post([{ operationName: 'QueryLanguageV1', query: NODE, variables: { query: 'FIND zoom_user', deferredResponse: 'FORCE', flags: { variableResultSize: true } } }]);
    expect(json).toHaveLength(1);
    const { type, data, url } = json[0].data.queryV1;
    expect([type, data]).toEqual(['deferred', null]);
    expect(url).toMatch(new RegExp(`^${server.url}/deferred/[\\w-]{43}$`));
    const first = await poll(url);
    // Versions before 2.0 fetch the answer from the address in the document.
    expect(first).toMatchObject({ status: 'COMPLETED', url, type: 'list', totalCount: 600, correlationId: expect.any(String) });
    expect(first.data).toHaveLength(600);
    expect(Object.keys(first)).not.toContain('cursor');
    expect(await poll(url)).toEqual(first);
  });

  it('are pages with a cursor where there is more, and none at the end', async () => {
    const page = async (cursor?: string) => {
      const { data } = await server.ask(NODE, { query: 'FIND zoom_user', deferredResponse: 'FORCE', ...(cursor === undefined ? {} : { cursor }) });
      return poll(data.queryV1.url);
    };
    const sizes: number[] = [];
    let document = await page();
    for (;;) {
      sizes.push((document.data as unknown[]).length);
      if (!('cursor' in document)) break;
      document = await page(document.cursor as string);
    }
    expect(sizes).toEqual([250, 250, 100]);
  });

  it('are what the MCP server gets, and what OPTIONAL gives at once when it is quick', async () => {
    const { data } = await server.ask(MCP, { query: 'FIND zoom_group AS g RETURN g.displayName', returnRowMetadata: true });
    expect(data.queryV2).toMatchObject({ type: 'deferred', correlationId: expect.any(String) });
    expect(await poll(data.queryV2.url)).toMatchObject({ status: 'COMPLETED', type: 'table', data: [{ 'g.displayName': 'All', _meta: { byAlias: { g: expect.anything() } } }], correlationId: data.queryV2.correlationId });
    const optional = await server.ask(NODE, { query: 'FIND zoom_group', deferredResponse: 'OPTIONAL' });
    expect(optional.data.queryV1).toMatchObject({ type: 'list', url: null, data: [expect.anything()] });
  });

  it('name the host that the client used, and come as CSV where asked to', async () => {
    const { json } = await server.post({ query: NODE, variables: { query: 'FIND zoom_user WITH number < 2 AS u RETURN u.number, u.email ORDER BY u.number', deferredResponse: 'FORCE', deferredFormat: 'CSV' } });
    const document = await poll(json.data.queryV1.url);
    expect(document.data).toBe('u.number,u.email\n0,u0@acme.example\n1,u1@acme.example\n');
  });

  it('of a wrong query are errors at once, and a wrong cursor is told in the document', async () => {
    expect((await server.ask(NODE, { query: 'FIND', deferredResponse: 'FORCE' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const { data } = await server.ask(NODE, { query: 'FIND zoom_user', deferredResponse: 'FORCE', cursor: 'x' });
    expect(await poll(data.queryV1.url)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('cursor') });
  });

  it('stay what they were when the graph changes', async () => {
    const { data } = await server.ask(NODE, { query: 'FIND thing', deferredResponse: 'FORCE' });
    await poll(data.queryV1.url);
    await server.fill([{ _key: 'thing:1', _type: 'thing', _class: ['Record'] }], [], { source: 'api', scope: 'things' });
    expect((await poll(data.queryV1.url)).data).toEqual([]);
  });

  it('that nobody has are not found, and their addresses are not the names of files', async () => {
    const response = await fetch(`${server.url}/deferred/${'x'.repeat(43)}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 'FAILED' });
    expect((await fetch(`${server.url}/deferred/..%2F..%2Fgraph.duckdb`)).status).toBe(404);
    const { data } = await server.ask(NODE, { query: 'FIND zoom_group', deferredResponse: 'FORCE' });
    await poll(data.queryV1.url);
    const files = await readdir(path.join(server.context.dataDir, 'work', 'deferred'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.join()).not.toContain(data.queryV1.url.split('/').at(-1));
  });
});
