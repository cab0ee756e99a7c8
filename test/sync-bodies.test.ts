import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, jobPath, openJob, startUploadServer, type UploadServer } from './support/upload-server.ts';

let server: UploadServer;
beforeAll(async () => {
  server = await startUploadServer();
});
afterAll(() => server.close());

let scopes = 0;
interface Sent {
  readonly answer: Answer;
  /** The entities of the scope afterwards, without metadata. */
  readonly live: Record<string, unknown>[];
}

/** Sends one body to a new job and finalizes it. */
async function send(body: string | Uint8Array, contentType: string, { path = '/upload', query = '', headers = {} }: { path?: string; query?: string; headers?: Record<string, string> } = {}): Promise<Sent> {
  const scope = `scope ${++scopes}`;
  const id = await openJob(server, { source: 'api', scope });
  const answer = await server.call('POST', jobPath(id, `${path}${query}`), body, { 'content-type': contentType, ...headers });
  await server.call('POST', jobPath(id, '/finalize'));
  const live: Record<string, unknown>[] = [];
  for await (const entity of server.store.entities({ scope, raw: true })) {
    const { _id, _version, _createdOn, _beginOn, _scope, _source, _rawData, ...rest } = entity;
    live.push({ ...rest, ...(_rawData === undefined ? {} : { _rawData }) });
  }
  return { answer, live };
}
const json = (document: unknown, options?: Parameters<typeof send>[2]) => send(JSON.stringify(document), 'application/json', options);
const one = (more: Record<string, unknown>) => ({ entities: [{ _key: 'a', _type: 'thing', _class: 'Record', ...more }] });

describe('a body', () => {
  it('may be packed', async () => {
    const { answer, live } = await send(gzipSync(JSON.stringify(one({ n: 1 }))), 'application/json', { headers: { 'content-encoding': 'gzip' } });
    expect(answer.status).toBe(200);
    expect(live).toMatchObject([{ _key: 'a', n: 1 }]);
  });

  it('may be YAML', async () => {
    const { answer, live } = await send('entities:\n  - _key: a\n    _type: thing\n    _class: Record\n    since: 2024-05-01\n    "no": no\n    size: 1.5\n    list: [x, y]\n', 'application/yaml');
    expect(answer.body.job).toMatchObject({ numEntitiesUploaded: 1 });
    expect(live).toEqual([{ _key: 'a', _type: 'thing', _class: ['Record'], displayName: 'a', since: '2024-05-01', no: 'no', size: 1.5, list: ['x', 'y'] }]);
  });

  it('of YAML may not grow by its aliases', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${String.fromCharCode(96 + i + 1)}`)}]`).join('\n')}\nentities: *i\n`;
    const { answer } = await send(bomb, 'application/yaml');
    expect([answer.status, answer.body.error.code]).toEqual([400, 'INVALID_YAML']);
  });

  it('of more than 16 MB is told to be smaller, packed or not', async () => {
    const big = JSON.stringify(one({ text: 'x'.repeat(16_000_001) }));
    for (const [body, headers] of [
      [big, {}],
      [gzipSync(big), { 'content-encoding': 'gzip' }],
    ] as const) {
      const { answer } = await send(body, 'application/json', { headers });
      expect([answer.status, answer.body.error.code]).toEqual([413, 'RequestEntityTooLargeException']);
    }
  });

  it('names its list as the endpoint does', async () => {
    expect((await json({ entities: {} }, { path: '/entities' })).answer.body.error.code).toBe('ENTITY_IS_NOT_ARRAY');
    expect((await json({}, { path: '/entities' })).answer.body.error.code).toBe('ENTITY_IS_NOT_ARRAY');
    expect((await json({ relationships: 'x' }, { path: '/relationships' })).answer.body.error.code).toBe('RELATIONSHIP_IS_NOT_ARRAY');
    expect((await json([])).answer.status).toBe(400);
    expect((await send('{"entities":[', 'application/json')).answer.body.error.code).toBe('INVALID_JSON');
  });

  it('of 4 MB is taken', async () => {
    const wide = Array.from({ length: 2_000 }, (_, i) => ({
      _key: `user:${i}`,
      _type: 'wide_user',
      _class: ['User'],
      ...Object.fromEntries(Array.from({ length: 100 }, (_, p) => [`setting${p}`, p % 2 === 0 ? `value ${i}` : i])),
    }));
    const body = JSON.stringify({ entities: wide });
    expect(body.length).toBeGreaterThan(3_500_000);
    const id = await openJob(server, { source: 'api', scope: 'wide' });
    const { status } = await server.call('POST', jobPath(id, '/entities'), body);
    expect(status).toBe(200);
  });
});

describe('an object', () => {
  it.each([
    [{ _type: 'thing', _class: 'Record' }, 'entities[0]: _key is missing.'],
    [{ _key: '', _type: 'thing', _class: 'Record' }, '_key is ""'],
    [{ _key: 7, _type: 'thing', _class: 'Record' }, '_key is 7'],
    [{ _key: 'a\u0000', _type: 'thing', _class: 'Record' }, 'control characters'],
    [{ _key: 'a', _class: 'Record' }, '(_key "a"): _type is missing.'],
    [{ _key: 'a', _type: ['thing'], _class: 'Record' }, '_type is thing'],
    [{ _key: 'a', _type: 'thing' }, '_class is missing.'],
    [{ _key: 'a', _type: 'thing', _class: [] }, '_class is no name'],
    [{ _key: 'a', _type: 'thing', _class: 'Record', displayName: 5 }, 'displayName is no text.'],
    [{ _key: 'a', _type: 'thing', _class: 'Record', _rawData: [{ name: 'default', rawData: [] }] }, 'is no object and no text'],
    [{ _key: 'a', _type: 'thing', _class: 'Record', _rawData: [{ rawData: {} }] }, 'without a name'],
    ['text', 'is no object.'],
    [null, 'is no object.'],
  ])('%j is refused, saying why', async (object, message) => {
    const { answer, live } = await json({ entities: [object] });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
    expect(live).toEqual([]);
  });

  it.each([
    ['nested', { a: 1 }],
    ['deep', [[1]]],
    ['objects', [{ a: 1 }]],
    ['mixed', ['a', 1]],
    ['_own', 'x'],
    ['with/slash', 'x'],
    ['', 'x'],
  ])('with a property %s that is not allowed is refused, or taken without it', async (name, value) => {
    const { answer } = await json(one({ fine: 1, [name]: value }));
    expect([answer.status, answer.body.error.code]).toEqual([400, 'ILLEGAL_PROPERTY']);
    expect(answer.body.error.message).toContain(`property ${JSON.stringify(name)}`);

    const { live } = await json(one({ fine: 1, [name]: value }), { query: '?ignoreIllegalProperties=true' });
    expect(live).toEqual([{ _key: 'a', _type: 'thing', _class: ['Record'], displayName: 'a', fine: 1 }]);
  });

  it('that is larger than any number is refused', async () => {
    expect((await send('{"entities":[{"_key":"a","_type":"thing","_class":"Record","n":1e999}]}', 'application/json')).answer.body.error.code).toBe('ILLEGAL_PROPERTY');
  });

  it('may bring the metadata that an export gave it, which is the server’s to say', async () => {
    const { live } = await json(one({ _id: 'x', _version: 7, _scope: 'else', _source: 'api', _accountId: 'other', _deleted: false, _createdOn: 5, _integrationName: 'Other', _rawDataHashes: 'x', n: null }));
    expect(live).toEqual([{ _key: 'a', _type: 'thing', _class: ['Record'], displayName: 'a' }]);
  });

  it('brings its raw data as the SDK writes it, or as the Node client does', async () => {
    const sdk = await json(one({ _rawData: [{ name: 'default', rawData: { id: 1 } }] }));
    const node = await json(one({ _rawData: { default: { body: '{"id":1}', contentType: 'application/json' }, note: { body: 'text', contentType: 'text/plain' } } }));
    expect(sdk.live[0]?._rawData).toEqual([{ name: 'default', rawData: { id: 1 } }]);
    expect(node.live[0]?._rawData).toEqual([
      { name: 'default', rawData: { id: 1 } },
      { name: 'note', rawData: 'text', contentType: 'text/plain' },
    ]);
  });

  it('keeps names that people give to tags, and texts of any characters', async () => {
    const { live } = await json(one({ 'tag.kubernetes.io/app_name': 'x', snake_case: 1, 'with space': true, text: 'a\u0000b\ud800 "quoted" 😀' }));
    expect(live[0]).toMatchObject({ 'tag.kubernetes.io/app_name': 'x', snake_case: 1, 'with space': true });
    expect(String(live[0]?.text)).toContain('"quoted" 😀');
  });
});

describe('a CSV file', () => {
  const csv = (text: string, options?: Parameters<typeof send>[2]) => send(text, 'text/csv', options);

  it('has values of the kinds that they look like, where nothing is lost', async () => {
    const { answer, live } = await csv(
      '\ufeff_key,_type,_class,displayName,n,yes,no,zeros,version,long,list,tag.Env,empty\r\n' +
        'a,row,"User;Person",100,1.5,true,FALSE,007,1.10,12345678901234567890,"[""x"",""y""]",prod,\r\n' +
        '\r\nb,row,"[""Record""]",b,,,,,,,,,\r\n',
    );
    expect(answer.body.job).toMatchObject({ numEntitiesUploaded: 2 });
    expect(live).toEqual([
      { _key: 'a', _type: 'row', _class: ['User', 'Person'], displayName: '100', n: 1.5, yes: true, no: false, zeros: '007', version: '1.10', long: '12345678901234567890', list: ['x', 'y'], 'tag.Env': 'prod' },
      { _key: 'b', _type: 'row', _class: ['Record'], displayName: 'b' },
    ]);
  });

  it('has items of a list in columns of their own', async () => {
    const { live } = await csv('_key,_type,_class,custom.0,custom.1,custom.2\na,items,Record,x,y,\n');
    expect(live).toMatchObject([{ custom: ['x', 'y'] }]);
  });

  it('has entities and relationships, which name an end', async () => {
    const { answer } = await csv('_type,_class,_key,displayName,_fromEntityKey,_toEntityKey\nperson,Person,p1,One,,\nperson,Person,p2,Two,,\nperson_manages_person,MANAGES,p1|manages|p2,,p1,p2\n');
    expect(answer.body.job).toMatchObject({ numEntitiesUploaded: 2, numRelationshipsUploaded: 1 });
  });

  it('of what the server gave out comes back as it was', async () => {
    const before = await json(one({ _type: 'round_trip', text: '100', list: ['a', 'b'], single: ['x'], numbers: [1, 2], flag: false, n: 5, quoted: 'he said "hi",\nok', 'tag.AccountName': 'X' }));
    // As jsonexport, which `j1 export` uses, writes it.
    const { live } = await csv(
      '_id,_key,_type,_class,displayName,text,list,single,numbers,flag,n,quoted,tag.AccountName,_version,_scope,_source,_deleted\n' +
        'x,a,round_trip,Record,a,100,a;b,x,1;2,false,5,"he said ""hi"",\nok",X,1,old,api,false\n' +
        'x,gone,round_trip,Record,gone,1,,,,,,,,1,old,api,true\n',
      { query: '?ignoreDuplicates=true&ignoreIllegalProperties=true', path: '/entities' },
    );
    expect(live).toEqual(before.live);
  });

  it('that is none is refused', async () => {
    expect((await csv('_key,_type\n"a,b\n')).answer.body.error.code).toBe('INVALID_CSV');
    expect((await csv('_key,_key\na,b\n')).answer.body.error.message).toContain('"_key" is there twice');
    expect((await csv('_key,_type,_class\na,,Record\n', { path: '/entities' })).answer.body.error.message).toContain('_type is missing');
  });
});

describe('whatever is sent', () => {
  it('to any route is answered with 200, or with 4xx and a reason; the server lives on', async () => {
    const open = await openJob(server, { source: 'api', scope: 'fuzz' });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), fc.constantFrom('api', 'DIFF', '', null, -1, 1e308, '\u0000'), fc.array(tie('any'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(
        fc.constantFrom(
          'source',
          'scope',
          'syncMode',
          'entities',
          'relationships',
          'deleteEntities',
          'events',
          'partialDatasets',
          'types',
          'reason',
          'terminalStatus',
          'queries',
          '_key',
          '_type',
          '_class',
          '_mapping',
          '_rawData',
          '_fromEntityKey',
          '_toEntityId',
          '_id',
          '__proto__',
          'constructor',
          'name',
          'displayName',
          'tags',
        ),
        tie('any'),
        { maxKeys: 6 },
      ),
    })).object;
    const body = fc.oneof(
      { weight: 6, arbitrary: value.map((object) => JSON.stringify(object)) },
      { weight: 2, arbitrary: fc.record({ entities: fc.array(value, { maxLength: 3 }), relationships: fc.array(value, { maxLength: 2 }) }, { requiredKeys: [] }).map((object) => JSON.stringify(object)) },
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        'null',
        '[]',
        '"x"',
        '{"entities":[{"__proto__":{"a":1}}]}',
        `{"entities":[{"_key":"a","_type":"t","_class":"C","_rawData":[{"name":"d","rawData":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]}]}`,
        '_key,_type\na',
        'entities: !!js/function x',
      ),
    );
    const route = fc.constantFrom<[string, string]>(
      ['POST', '/persister/synchronization/jobs'],
      ['GET', jobPath('nothing')],
      ...['/entities', '/relationships', '/upload', '/uploadUrl', '/events'].map((more): [string, string] => ['POST', jobPath(open, more)]),
      ['POST', jobPath('nothing', '/finalize')],
      ['POST', jobPath('%00', '/abort')],
      ['PUT', `/persister/uploads/${open}/x`],
      ['GET', '/entities?limit=%00&cursor=W10'],
      ['GET', '/relationships?cursor=WyJlbnRpdHkiXQ&limit=3'],
      ['GET', '/entities/x/raw-data'],
      ['POST', '/j1ql/validate'],
    );
    const type = fc.constantFrom('application/json', 'application/yaml', 'text/csv', 'text/plain', 'application/json; charset=utf-16', 'x', '');
    await fc.assert(
      fc.asyncProperty(route, body, type, fc.constantFrom('', '?ignoreIllegalProperties=true&ignoreDuplicates=true', '?ignoreDuplicates=1&ignoreDuplicates=2'), async ([method, path], text, contentType, query) => {
        const { status, body: answer } = await server.call(method, path.includes('?') ? path : `${path}${query}`, method === 'GET' ? undefined : text, { 'content-type': contentType });
        expect(status === 200 || (status >= 400 && status < 500), `${method} ${path}: ${status}`).toBe(true);
        if (status !== 200) expect(typeof answer.error.message).toBe('string');
      }),
      { numRuns: 600 },
    );
    // Nothing of it spoils what comes later.
    expect((await server.call('POST', jobPath(open, '/finalize'))).status).toBe(200);
  });
});
