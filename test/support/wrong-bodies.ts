import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CUSTOM } from '../../src/platform/definition-custom.ts';
import { POLLING_INTERVALS } from '../../src/platform/platform.ts';

const entity = { _key: 'user:ada', _type: 'acme_user', _class: ['User'], displayName: 'Ada', age: 36 };
const relationship = { _key: 'a|has|b', _type: 'acme_user_has_device', _class: 'HAS', _fromEntityKey: 'user:ada', _toEntityKey: 'device:1' };
const query = { query: 'FIND zoom_user AS u RETURN u.displayName LIMIT 3', now: 1_700_000_000_000, pageSize: 10, timeoutMs: 1000, variables: { a: 'b' } };
const subgraph = { source: 'api', scope: 'test' };

/** Bodies that a route understands, by the end of its address: what is spoilt in one place is more telling than what is nothing at all. */
const RIGHT: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [
    /^\/api\/instances(?:\/:id)?$/,
    POLLING_INTERVALS.map((interval) => ({
      name: 'Acme',
      definitionId: 'zoom',
      description: 'd',
      polling: { interval, hour: 4, dayOfWeek: 1, timeZone: 'Europe/Berlin' },
      config: { clientId: 'x', '@tag': { AccountName: true } },
    })),
  ],
  [/^\/api\/instances$/, [{ name: 'Custom', definitionId: CUSTOM.id, config: { a: 1, b: { c: [null] } } }]],
  [/\/instances\/test$/, [{ config: { accountId: 'a', clientId: 'b', clientSecret: 'c' }, instanceId: 'i' }]],
  [/\/api\/keys$/, [{ name: 'k', role: 'reader', instanceId: 'i', expiresOn: 4_000_000_000_000 }]],
  [/\/login-links$/, [{ role: 'reader', name: 'Ada' }]],
  [/store\/(?:query|count|explain)$/, [query, { ...query, includeDeleted: true, cursor: 'x' }, { ...query, smartClasses: { A: 'FIND User' } }]],
  [/store\/by-id$/, [{ ids: ['x'] }]],
  [/store\/raw-data$/, [{ subgraph, keys: ['x'] }]],
  [/store\/counts$/, [{ scope: 'x' }]],
  [/store\/changes$/, [{ since: 0, until: 2e12, scope: 'x', key: 'y', limit: 5 }]],
  [/store\/history$/, [{ key: 'x' }]],
  [/store\/find$/, [{ text: 'x' }]],
  [/store\/values$/, [{ property: 'displayName', types: ['zoom_user'], limit: 5 }]],
  [/store\/runs-list$/, [{ scope: 'x', limit: 5 }]],
  [/store\/runs-get-state$/, [{ scope: 'x', name: 'n' }]],
  [/store\/runs-set-state$/, [{ scope: 'x', name: 'n', value: { a: 1 } }]],
  [/store\/runs-save$/, [{ id: 'x', scope: 's', startedOn: 0, endedOn: 1, status: 'failed', report: {} }]],
  [/store\/checkpoint-put$/, [{ scope: 's', parts: [{ key: 'k', part: 'p', on: 1, value: {} }] }]],
  [/store\/checkpoint-(?:get|count|clear)$/, [{ scope: 's', keys: ['k'], since: 1 }, { scope: 's', since: null }, { scope: 's' }]],
  [/store\/(?:entities|relationships)$/, [{ type: 't', scope: 's', source: 'api', keys: ['k'], raw: true }]],
  [/store\/syncs$/, [{ ...subgraph, on: 1, ends: 'any', edit: true }]],
  [/syncs\/:id\/entities$/, [{ items: [entity] }]],
  [/syncs\/:id\/relationships$/, [{ items: [relationship] }]],
  [/syncs\/:id\/commit$/, [{ completeTypes: ['t'], except: ['t'], deleteIds: { entities: ['x'], hard: true } }, { completeTypes: '*' }]],
  [
    /synchronization\/jobs$/,
    [
      { source: 'api', scope: 'test', syncMode: 'DIFF' },
      { source: 'integration-external', integrationInstanceId: 'i', integrationJobId: 'j' },
    ],
  ],
  [
    /jobs\/:id\/(?:entities|relationships|upload)$/,
    [
      { entities: [entity], relationships: [relationship] },
      { deleteEntities: [{ _id: 'x' }], deleteRelationships: [{ _key: 'x' }] },
    ],
  ],
  [/jobs\/:id\/finalize$/, [{ partialDatasets: { types: ['t'] } }]],
  [/jobs\/:id\/abort$/, [{ reason: 'r', terminalStatus: 'ABORTED' }]],
  [/jobs\/:id\/events$/, [{ events: [{ name: 'n', description: 'd' }] }]],
  [/j1ql\/validate$/, [{ queries: ['FIND User', 'FIND'] }]],
  [
    /graphql$|^\/$/,
    [
      { query: 'query ($q: String!) { queryV1(query: $q) { type data } }', variables: { q: 'FIND zoom_user' }, operationName: null },
      [{ query: '{ iamGetAccount { id } }' }, { query: 'mutation { createEntity(entityKey: "k", entityType: "t", entityClass: ["User"], properties: {a: 1}) { entity { _id } } }' }],
    ],
  ],
];

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
/** Texts that are no JSON, or JSON that nobody means. */
const TEXTS = [
  '',
  ' ',
  'null',
  '[]',
  '{}',
  '""',
  '0',
  '{',
  '{"a":',
  '[1,',
  '{"a":1}}',
  '\u0000',
  'undefined',
  '{"__proto__":{"role":"administrator"}}',
  '{"constructor":{"prototype":{"role":"administrator"}}}',
  nested(300),
  nested(100_000),
  `{"a":${nested(5000)}}`,
  `{"name":"${'x'.repeat(100_000)}"}`,
  '1e400',
  '-1e308',
  '<a/>',
  'a,b\n1,2',
  '- a\n- b',
  '&a [*a]',
];
const BYTES = [Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('{"name":"\xff\xfe"}', 'latin1'), Buffer.from([0x1f, 0x8b, 0x08]), gzipSync('{"a":1}').subarray(0, 15)];
/** Unpacked it is a hundred times what the largest route takes. */
const BOMB = gzipSync(Buffer.alloc(150_000_000, ' '));

/** Values that a field rarely expects. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    1e300,
    -1e300,
    2 ** 53,
    2 ** 63,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '../../etc/passwd',
    "'; DROP TABLE entity; --",
    '***masked***',
    'x'.repeat(20_000),
    '__proto__',
    'constructor',
    [],
    {},
    [null],
    [[]],
    { $gt: '' },
    '9'.repeat(400),
    '2024-13-45',
    '\u202e',
  ),
);

/** The same value with one place of it replaced, removed, or with something more in it. */
function spoilt(value: unknown, where: number, by: unknown, how: number): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const copy = structuredClone(value) as object;
  const walk = (holder: object): void => {
    for (const [key, item] of Object.entries(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key });
      if (typeof item === 'object' && item !== null) walk(item);
    }
  };
  walk(copy);
  const place = places[where % places.length];
  if (!place || how === 0) return by;
  if (how === 1) delete place.holder[place.key];
  else if (how === 2 && !Array.isArray(place.holder)) place.holder[String(by).slice(0, 500)] = by;
  else place.holder[place.key] = by;
  return copy;
}

export interface WrongBody {
  readonly body: string | Uint8Array;
  readonly headers: Record<string, string>;
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'text/csv',
  'application/yaml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'nonsense',
  'application/octet-stream',
  'application/xml',
];

/** Bodies that a route of this address should refuse or bear. */
export function wrongBody(url: string): fc.Arbitrary<WrongBody> {
  const found = RIGHT.filter(([pattern]) => pattern.test(url)).flatMap(([, bodies]) => bodies);
  const right = found.length > 0 ? found : [{ a: 1 }];
  const json = fc.tuple(fc.constantFrom(...right), fc.nat(40), odd, fc.nat(3)).map(([value, where, by, how]) => ({ body: JSON.stringify(spoilt(value, where, by, how)) ?? '', headers: {} }));
  const any = fc.record({
    body: fc.constantFrom<string | Uint8Array>(...TEXTS, ...BYTES, ...right.map((value) => JSON.stringify(value))),
    type: fc.constantFrom(...TYPES),
    encoding: fc.constantFrom('', '', '', 'gzip', 'br', 'deflate, gzip'),
  });
  return fc.oneof(
    { arbitrary: json, weight: 120 },
    { arbitrary: any.map(({ body, type, encoding }) => ({ body, headers: { 'content-type': type, ...(encoding === '' ? {} : { 'content-encoding': encoding }) } })), weight: 60 },
    { arbitrary: fc.constant({ body: BOMB, headers: { 'content-encoding': 'gzip' } }), weight: 1 },
  );
}

/** Parts of addresses. */
export const wrongPart = fc.oneof(fc.constantFrom('x', '%00', '%ff', '%zz', '..%2f..', '.', '%F0%9F%92%A9', '__proto__', 'x'.repeat(900), 'x'.repeat(3000), "'--", '*', '%5B%5D', '0'), fc.uuid());
/** What follows an address. */
export const wrongQuery = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      fc.constantFrom('limit', 'cursor', 'status', 'token', 'includeDeleted', 'instanceId', 'ignoreDuplicates', '__proto__', 'x'),
      fc.oneof(fc.constantFrom('', '-1', '0', '1e9', 'NaN', 'null', '%00', '%ff', 'x'.repeat(5000), 'WzFd', '[]'), fc.string({ maxLength: 20 }).map(encodeURIComponent), fc.base64String({ maxLength: 80 })),
    )
    .map(([name, value]) => `?${name}=${value}`),
  fc.constantFrom('?limit=1&limit=2', '?cursor[]=x', '?a[__proto__][b]=1', '?%zz', '?&&==&', `?${'a=b&'.repeat(1500)}`),
);
