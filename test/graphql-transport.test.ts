import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type GraphQLField, type GraphQLInputType, getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOMAINS } from '../src/api/graphql/domains/index.ts';
import { createSchema } from '../src/api/graphql/schema.ts';
import { UNSUPPORTED } from '../src/api/graphql/unsupported.ts';
import { Emitter } from '../src/lib/events.ts';
import type { Role } from '../src/platform/platform.ts';
import { ROLES } from '../src/platform/roles.ts';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

const schema = createSchema(DOMAINS);
const ROOTS = DOMAINS.flatMap(({ Query = {}, Mutation = {} }) => [
  ...Object.entries(Query).map(([name, { needs }]) => ({ kind: 'query' as const, name, needs })),
  ...Object.entries(Mutation).map(([name, { needs }]) => ({ kind: 'mutation' as const, name, needs })),
]);

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
  await server.fill([{ _key: 'zoom_user:ada', _type: 'zoom_user', _class: ['User'], displayName: 'Ada' }]);
});
afterAll(async () => {
  await server.close();
  // Nothing that a client sent was taken for the server's fault.
  expect(server.logged).toEqual([]);
});

const ACCOUNT = 'query account { iamGetAccount { accountId accountSubdomain accountName accountOwner status accountType accountLogoUrl __typename } }';
const code = (answer: { errors?: readonly { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code;

describe('the three addresses', () => {
  it('answer the same, a list for a list and an object for an object', async () => {
    const data = {
      iamGetAccount: { accountId: 'acme', accountSubdomain: 'acme', accountName: 'acme', accountOwner: '', status: 'ENABLED', accountType: 'ENTERPRISE', accountLogoUrl: null, __typename: 'IamAccountNode' },
    };
    for (const path of ['/graphql', '/rules/graphql', '/']) {
      expect(await server.post({ query: ACCOUNT }, { path, as: 'reader' })).toMatchObject({ status: 200, type: expect.stringContaining('application/json'), json: { data } });
      expect((await server.post([{ query: ACCOUNT }, { query: '{ nothing }' }], { path })).json).toMatchObject([{ data }, { data: null, errors: [{ extensions: { code: 'NOT_SUPPORTED' } }] }]);
    }
  });

  it('refuse a wrong key with 401', async () => {
    expect((await server.post({ query: ACCOUNT }, { key: 'wrong' })).status).toBe(401);
  });

  it('refuse bodies that are no GraphQL request with 400 and a reason', async () => {
    for (const body of [
      'null',
      '[]',
      '{}',
      '"text"',
      '7',
      '[[]]',
      '{"query":7}',
      '{"query":""}',
      '{"query":"{a}","variables":[]}',
      '{"query":"{a}","operationName":{}}',
      JSON.stringify(Array.from({ length: 51 }, () => ({ query: ACCOUNT }))),
    ]) {
      const { status, json } = await server.post(body);
      expect(status, body).toBe(400);
      expect(json.errors[0].message, body).toMatch(/\.$/);
    }
    expect((await server.post('{not json')).status).toBe(400);
    expect((await server.post(ACCOUNT, { headers: { 'content-type': 'text/csv' } })).status).toBe(415);
    expect((await server.post({ query: ACCOUNT, variables: { a: 'x'.repeat(9_000_000) } })).status).toBe(413);
  });

  it('run the operation that is named, and say so where none is', async () => {
    const query = 'query A { iamGetAccount { id } } query B { b: iamGetAccount { accountId } } fragment Unused on Nowhere { x }';
    expect((await server.post({ query, operationName: 'B' })).json.data).toEqual({ b: { accountId: 'acme' } });
    expect(code((await server.post({ query })).json)).toBe('BAD_USER_INPUT');
    expect(code((await server.post({ query, operationName: 'C' })).json)).toBe('BAD_USER_INPUT');
    expect(code((await server.post({ query: 'fragment F on Query { __typename }' })).json)).toBe('BAD_USER_INPUT');
  });

  it('heed fragments, @include and @skip, and variables that fit loosely', async () => {
    const query = `query Q($yes: Boolean!, $id: ID!, $unused: String) { ...Root iamGetAccount { id @skip(if: $yes) accountName @include(if: $yes) } integrationInstance(id: $id) { id } }
      fragment Root on Query { again: iamGetAccount { ... on IamAccountNode { id } } }`;
    const answer = await server.ask(query, { yes: true, id: 'none', more: 1 });
    expect(answer.data).toEqual({ again: { id: 'acme' }, iamGetAccount: { accountName: 'acme' }, integrationInstance: null });
    expect(code(await server.ask('query ($n: Int) { integrationInstance(id: $n) { id } }', { n: 1 }))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(code(await server.ask('query ($id: String) { integrationInstance(id: $id) { id } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('tell what is wrong with a document', async () => {
    expect((await server.ask('{ iamGetAccount { id }')).errors?.[0]).toMatchObject({ message: expect.stringContaining('Syntax Error'), extensions: { code: 'GRAPHQL_PARSE_FAILED', serviceName: 'graphql' } });
    expect((await server.ask('{ iamGetAccount { nope } }')).errors?.[0]).toMatchObject({
      message: expect.stringContaining('nope'),
      locations: [{ line: 1, column: 19 }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(code(await server.ask('query ($a: Int!) { integrationInstances(limit: $a) { pageInfo { hasNextPage } } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('take mutations under the keyword query only where all fields are mutations', async () => {
    expect((await server.ask('query { deleteParameter(name: "x") { success } }')).data).toEqual({ deleteParameter: { success: false } });
    expect(code(await server.ask('query { deleteParameter(name: "x") { success } iamGetAccount { id } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('what is not supported', () => {
  it('is told with its name, whatever is selected and whatever variables are declared', async () => {
    const answer = await server.ask(
      'query complianceFrameworks($limit: Int, $filters: ComplianceFilters, $x: [Unheard!]!) { mine: complianceFrameworks(limit: $limit, filters: $filters) { frameworks { ...F } } ok: iamGetAccount { id } } fragment F on ComplianceFramework { id name }',
      { limit: 1 },
    );
    expect(answer).toEqual({
      data: null,
      errors: [{ message: expect.stringMatching(/^complianceFrameworks is not supported: .*\.$/), path: ['mine'], extensions: { code: 'NOT_SUPPORTED', serviceName: 'graphql', field: 'complianceFrameworks' } }],
    });
    expect(code(await server.ask('subscription { changes { id } }'))).toBe('NOT_SUPPORTED');
    expect(code(await server.ask('mutation { ...F } fragment F on Mutation { createSmartClass(input: {a: 1}) { id } }'))).toBe('NOT_SUPPORTED');
  });

  it('is told of every field that JupiterOne has and this server has not', async () => {
    for (const name of UNSUPPORTED.flatMap(({ fields }) => fields)) {
      expect(
        ROOTS.map((root) => root.name),
        name,
      ).not.toContain(name);
      const { status, json } = await server.post({ query: `mutation { a: ${name}(input: {x: [1, {y: $v}]}) { any { thing } } }` });
      expect([status, code(json)], name).toEqual([200, 'NOT_SUPPORTED']);
      expect(json.errors[0].message).toContain(name);
    }
  });
});

describe('roles', () => {
  it('are declared by every root field, each name once', () => {
    const names = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {}));
    expect(ROOTS.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(new Set(names).size).toBe(names.length);
    for (const { needs } of ROOTS) expect(ROLES).toContain(needs);
  });

  it('are looked at before anything else, for every root field', async () => {
    for (const { kind, name, needs } of ROOTS) {
      const document = minimal(kind, name);
      for (const role of ROLES) {
        const { status, json } = await server.post(document, { as: role });
        expect(status, name).toBe(200);
        const may = ROLES.indexOf(role) >= ROLES.indexOf(needs);
        const forbidden = (json.errors ?? []).some((error: { extensions: { code: string } }) => error.extensions.code === 'FORBIDDEN');
        expect([name, role, forbidden, json.errors?.[0]?.extensions.code === 'GRAPHQL_VALIDATION_FAILED']).toEqual([name, role, !may, false]);
      }
    }
  });

  it('let a reader read, an operator run, and only an administrator change anything', () => {
    const of = (role: Role) => ROOTS.filter(({ needs }) => needs === role);
    expect(of('operator').map(({ name }) => name)).toEqual(['invokeIntegrationInstance', 'evaluateRuleInstance', 'evaluateAlertRules', 'updateAlertInstance']);
    // It counts, and keeps nothing.
    expect(
      of('reader')
        .filter(({ kind }) => kind !== 'query')
        .map(({ name }) => name),
    ).toEqual(['evaluateQuestion']);
    expect(
      of('administrator')
        .filter(({ kind }) => kind === 'query')
        .map(({ name }) => name),
    ).toEqual(['integrationInstanceTokens']);
  });
});

describe('limits', () => {
  const times = (n: number, text: (index: number) => string) => Array.from({ length: n }, (_, index) => text(index)).join(' ');
  const refused = async (query: string) => {
    const answer = await server.ask(query);
    expect(code(answer), answer.errors?.[0]?.message).toBe('OPERATION_TOO_LARGE');
  };

  it('hold for fields at the top, fields in all, and depth, fragments included', async () => {
    await refused(`{ ${times(21, (n) => `a${n}: iamGetAccount { id }`)} }`);
    await refused(`{ iamGetAccount { ${times(2_001, (n) => `a${n}: id`)} } }`);
    await refused(`{ integrationJobs { jobs { ${'integrationInstance { jobs { jobs { '.repeat(8)} id ${'} } } '.repeat(8)} } } }`);
    await refused(`{ iamGetAccount { ...F0 } } ${times(20, (n) => `fragment F${n} on IamAccountNode { ...F${n + 1} ...F${n + 1} }`)} fragment F20 on IamAccountNode { id }`);
    expect(code(await server.ask('{ iamGetAccount { ...F } } fragment F on IamAccountNode { ...F }'))).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('hold for tokens and levels of a document, and of variables', async () => {
    expect(code(await server.ask(`{ ${'a '.repeat(10_001)} }`))).toBe('GRAPHQL_PARSE_FAILED');
    for (const depth of [100, 1_000, 2_000, 3_000]) {
      const lists = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      expect(['OPERATION_TOO_LARGE', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(code(await server.ask(`mutation { createDashboard(input: {name: "x", deep: ${lists}}) { id } }`)));
      expect(code(await server.ask(`{ iamGetAccount ${'{ id '.repeat(depth)}${'}'.repeat(depth)} }`))).toBe('OPERATION_TOO_LARGE');
      expect(code(await server.ask(`{ ${'... { '.repeat(depth)} iamGetAccount { id } ${'}'.repeat(depth)} }`))).toBe('OPERATION_TOO_LARGE');
    }
    const { status } = await server.post(`{"query":"{a}","variables":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`);
    expect(status).toBe(400);
  });

  it('hold for lists of jobs below each other', async () => {
    const admin = { kind: 'system', id: 'x', name: 'x', role: 'administrator' } as const;
    for (let n = 0; n < 15; n++) {
      const instance = await server.platform.instances.create({ name: `I${n}`, definitionId: '8013680b-311a-4c2e-b53b-c8735fd97a5c' }, admin);
      await server.platform.jobs.open({ instanceId: instance.id, definitionId: instance.definitionId, cause: 'upload' });
    }
    const { errors } = await server.ask(`{ integrationInstances { instances { ${times(14, (n) => `a${n}: jobs { jobs { id } }`)} } } }`);
    expect(errors?.at(-1)?.extensions.code).toBe('OPERATION_TOO_LARGE');
  });

  it('end a query when its client has hung up', async () => {
    const real = server.store.query;
    const seen = new Emitter<{ asked: undefined; ended: string }>();
    const [asked, ended] = [seen.once('asked'), seen.once('ended')];
    server.store.query = (_plan, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => {
          seen.emit('ended', String(options.signal?.reason));
          reject(options.signal?.reason);
        });
        seen.emit('asked', undefined);
      });
    const gone = new AbortController();
    const body = JSON.stringify({ query: '{ queryV1(query: "FIND zoom_user") { data } }' });
    const answer = fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer reader' }, signal: gone.signal, body });
    await asked;
    gone.abort();
    await expect(answer).rejects.toThrow();
    expect(await ended).toContain('The client is gone');
    server.store.query = real;
    expect((await server.ask('{ queryV1(query: "FIND zoom_user") { type } }')).data.queryV1.type).toBe('list');
  });
});

describe('introspection', () => {
  it('is for whoever has a key', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect((await server.post({ query: getIntrospectionQuery() }, { key: 'none' })).status).toBe(401);
    const { data } = await server.ask(getIntrospectionQuery(), {}, 'reader');
    expect(data.__schema.types.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        'IntegrationDefinition',
        'ConfigField',
        'IntegrationInstance',
        'IntegrationInstanceLite',
        'IntegrationJob',
        'IntegrationEvent',
        'RawDataJSONEntityLegacy',
        'InsightsDashboard',
        'DashboardParameter',
        'InsightsWidget',
        'InsightsDashboardLayoutConfig',
        'InsightsDashboardLayoutItem',
        'IntegrationJobStatus',
        'ListIntegrationInstancesSearchFilter',
        'IntegrationPollingInterval',
        'IntegrationPollingIntervalCronExpression',
        'IntegrationPollingIntervalCronExpressionInput',
        'CreateIntegrationInstanceInput',
        'UpdateIntegrationInstanceInput',
        'QueryV1Flags',
        'DeferredResponseOption',
        'DeferredResponseFormat',
        'CreateInsightsDashboardInput',
        'PatchInsightsDashboardInput',
        'CreateInsightsWidgetInput',
        'Widget',
        'ParameterValue',
        'Long',
        'JSON',
      ]),
    );
  });
});

describe('anything', () => {
  const documents = ROOTS.map(({ kind, name }) => minimal(kind, name).query);
  const anything = fc.oneof(fc.jsonValue(), fc.record({ query: fc.oneof(fc.string(), fc.constantFrom(...documents)), variables: fc.jsonValue(), operationName: fc.jsonValue() }, { requiredKeys: [] }));

  it('as a body gives an answer or 400', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, fc.array(anything, { maxLength: 4 })), async (body) => {
        const { status, json } = await server.post(body);
        expect([200, 400]).toContain(status);
        if (status === 400) expect(typeof (json.errors?.[0]?.message ?? json.message)).toBe('string');
      }),
      { numRuns: 300 },
    );
  });

  it('as a document that was cut, doubled or mixed up gives an answer', async () => {
    const spoilt = fc
      .tuple(fc.constantFrom(...documents), fc.nat(200), fc.nat(200), fc.constantFrom('', '{', '}', '$', '"', '...', '@include(if: 1)', 'null', '[', ':', '\u0000', '💥'))
      .map(([text, from, to, put]) => text.slice(0, from) + put + text.slice(Math.min(from, to)));
    await fc.assert(
      fc.asyncProperty(spoilt, async (query) => {
        const { status, json } = await server.post({ query }, { as: 'reader' });
        expect(status).toBe(query === '' ? 400 : 200);
        for (const error of json.errors ?? []) expect(error.extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
      }),
      { numRuns: 300 },
    );
  });

  it('as variables of any field gives an answer that is not the server’s fault', async () => {
    const values = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
      fc.constant('zoom_user:ada'),
      fc.constant('00000000-0000-0000-0000-000000000000'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ROOTS), fc.infiniteStream(values), async ({ kind, name }, stream) => {
        const { query, variables } = minimal(kind, name);
        const given = Object.fromEntries(Object.keys(variables).map((key) => [key, stream.next().value]));
        const { status, json } = await server.post({ query, variables: given });
        expect(status).toBe(200);
        for (const error of json.errors ?? []) expect([name, given, error.message, error.extensions.code]).not.toContain('INTERNAL_SERVER_ERROR');
      }),
      { numRuns: 400 },
    );
  });
});

describe('the page of reference', () => {
  it('has every root field with its role', () => {
    const page = readFileSync('docs/reference/graphql.md', 'utf8');
    for (const { name, needs } of ROOTS) expect(page).toMatch(new RegExp(`\\| \`${name}[(:\`].*\\| ${needs} \\|`));
    for (const name of UNSUPPORTED.flatMap(({ fields }) => fields)) expect(page).toContain(name);
  });
});

/** A document that asks for a root field with all its arguments as variables. */
function minimal(kind: 'query' | 'mutation', name: string): { query: string; variables: Record<string, unknown> } {
  const field = (kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields()[name] as GraphQLField<unknown, unknown>;
  const variables = Object.fromEntries(field.args.map((arg) => [arg.name, sample(arg.type)]));
  const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const used = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const selection = isObjectType(type) || isUnionType(type) ? ' { __typename }' : '';
  return { query: `${kind} Fuzz${declared ? `(${declared})` : ''} { ${name}${used ? `(${used})` : ''}${selection} }`, variables };
}

function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(({ type: of }) => isNonNullType(of))
        .map((field) => [field.name, sample(field.type)]),
    );
  return { Int: 1, Long: 1, Boolean: false, ID: 'none', String: 'none', ParameterValue: 'none' }[type.name as 'Int'] ?? {};
}
