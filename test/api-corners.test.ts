import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../src/lib/events.ts';
import { createLog } from '../src/lib/log.ts';
import { CUSTOM } from '../src/platform/definition-custom.ts';
import type { Caller } from '../src/platform/platform.ts';
import { eventually } from './support/eventually.ts';
import { type Sent, send, signIn, whileServing, whileServingZoom } from './support/serving.ts';

const TLS = { cert: path.resolve('test/fixtures/tls/cert.pem'), key: path.resolve('test/fixtures/tls/key.pem') };
const JSON_TYPE = { 'content-type': 'application/json' };
const SELF: Caller = { kind: 'system', id: 'test', name: 'test', role: 'administrator' };

describe('a request', () => {
  it('with an empty body of JSON is one without a body', () =>
    whileServing(async ({ ask }) => {
      for (const sent of [{ method: 'POST' }, { method: 'POST', headers: JSON_TYPE }, { body: '', headers: JSON_TYPE, method: 'POST' }, { body: 'null', headers: JSON_TYPE }, { body: {} }] satisfies Sent[])
        expect((await ask('/api/login-links', { as: 'administrator', ...sent })).status, JSON.stringify(sent)).toBe(200);
      expect((await ask('/api/instances/none/run', { method: 'POST', as: 'operator', headers: JSON_TYPE })).status).toBe(404);
      expect((await ask('/api/keys', { method: 'POST', as: 'administrator', headers: JSON_TYPE })).json.error.code).toBe('BAD_REQUEST');
    }));

  it('may name what has a long name', () =>
    whileServing(async ({ ask }) => {
      expect((await ask(`/entities/x/raw-data/${'n'.repeat(250)}/versions`, { as: 'reader' })).status).toBe(404);
      expect((await ask(`/entities/x/raw-data/${'n'.repeat(2500)}/versions`, { as: 'reader' })).status).toBe(414);
    }));

  it('for a key that expires after the last of all days is refused', () =>
    whileServing(async ({ ask }) => {
      const make = async (expiresOn: number) => (await ask('/api/keys', { as: 'administrator', body: { name: 'k', role: 'reader', expiresOn } })).status;
      expect([await make(1), await make(1e300), await make(Date.now() + 86_400_000)]).toEqual([400, 400, 200]);
    }));

  it('of a browser may carry what a proxy in front has asked for', () =>
    whileServing(async (served) => {
      const cookie = await signIn(served);
      expect((await served.ask('/api/me', { headers: { cookie, authorization: 'Basic YTpi' } })).status).toBe(200);
      expect((await served.ask('/api/me', { headers: { cookie, authorization: 'Bearer gz_wrong' } })).status).toBe(401);
      expect((await served.ask('/api/me', { headers: { authorization: 'Basic YTpi' } })).status).toBe(401);
    }));

  it('that comes too often for a link is told so like all others', () =>
    whileServing(async ({ ask }) => {
      for (let tries = 0; tries < 20; tries++) await ask('/login?token=gzl_guess');
      expect(await ask('/login?token=gzl_guess')).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) }, json: { error: { code: 'TOO_MANY_REQUESTS' } } });
    }));
});

describe('a client that hangs up', () => {
  it('ends its query, and is no failure of the server', async () => {
    const logged: string[] = [];
    const log = createLog('warn', { isTTY: true, write: (line: string | Uint8Array) => logged.push(String(line)) > 0 });
    await whileServing(
      async ({ store, url, keys }) => {
        const seen = new Emitter<{ asked: undefined; ended: undefined }>();
        const [asked, ended] = [seen.once('asked'), seen.once('ended')];
        store.query = (_plan, options) =>
          new Promise((_resolve, reject) => {
            options?.signal?.addEventListener('abort', () => {
              reject(options.signal?.reason);
              seen.emit('ended', undefined);
            });
            seen.emit('asked', undefined);
          });
        const gone = new AbortController();
        const answer = fetch(`${url}/api/store/query`, { method: 'POST', signal: gone.signal, headers: { ...JSON_TYPE, authorization: `Bearer ${keys.reader}` }, body: JSON.stringify({ query: 'FIND User', now: 0 }) });
        await asked;
        gone.abort();
        await expect(answer).rejects.toThrow();
        await ended;
      },
      { log },
    );
    expect(logged).toEqual([]);
  });
});

describe('every kind of answer', () => {
  it('has the headers that keep browsers in bounds', () =>
    whileServing(async (served) => {
      const { jobs } = served.operation.platform;
      const job = await jobs.open({ instanceId: 'i', definitionId: 'd', cause: 'upload' });
      await jobs.setStatus(job.id, 'COMPLETED');
      const cookie = await signIn(served);
      for (const [expected, at, sent] of [
        [200, '/healthz', {}],
        [200, '/', { headers: { cookie } }],
        [401, '/', {}],
        [401, '/login?token=x', {}],
        [200, '/style.css', {}],
        [200, '/api/openapi.json', { as: 'reader' }],
        [200, `/api/jobs/${job.id}/events`, { as: 'reader', headers: { accept: 'text/event-stream' } }],
        [200, '/graphql', { as: 'reader', body: { query: '{ iamGetAccount { id } }' } }],
        [404, '/deferred/x', {}],
        [404, '/graphql', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } }],
        [401, '/api/me', {}],
        [421, '/', { headers: { host: 'evil.example' } }],
        [413, '/api/keys', { as: 'administrator', body: 'x'.repeat(1_100_000), headers: JSON_TYPE }],
        [415, '/api/keys', { as: 'administrator', body: 'x', headers: { 'content-type': 'text/html' } }],
        [400, '/api/jobs/%zz', { as: 'reader' }],
      ] as [number, string, Sent & { as?: 'reader' }][]) {
        const { status, headers } = await served.ask(at, sent);
        expect([at, status]).toEqual([at, expected]);
        expect(headers, at).toMatchObject({
          'content-security-policy': expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': at === '/style.css' ? 'max-age=300' : 'no-store',
        });
        expect(headers['access-control-allow-origin'] ?? headers['x-powered-by'] ?? headers.server, at).toBeUndefined();
      }
    }));
});

describe('a server that stops', () => {
  it('waits for no connection that asks nothing, and ends streams of jobs that are open', () =>
    whileServing(async (served) => {
      const { jobs } = served.operation.platform;
      const job = await jobs.open({ instanceId: 'i', definitionId: 'd', cause: 'upload' });
      // As browsers open some for requests that they may send one day.
      const silent = connect(Number(new URL(served.url).port), '127.0.0.1');
      const closed = new Promise((resolve) => silent.once('close', resolve));
      silent.on('error', () => undefined);
      const stream = served.ask(`/api/jobs/${job.id}/events`, { as: 'reader', headers: { accept: 'text/event-stream' } });
      await eventually(async () => expect((await served.operation.platform.keys.list()).some(({ lastUsedOn }) => lastUsedOn !== undefined)).toBe(true));
      await jobs.addEvents(job.id, [{ name: 'n', description: 'd\n\nevent: job\ndata: {}' }]);
      // Whoever waits for the silent one waits a minute: so long Node gives it to send its headers.
      const began = performance.now();
      await served.stop();
      expect(performance.now() - began).toBeLessThan(30_000);
      const { text } = await stream;
      expect(text.match(/^event: /gm)).toEqual(['event: ']);
      await closed;
    }));
});

describe('a server that starts', () => {
  it('removes the copies that one before it was making when it was killed', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'graph-zoom-corners-'));
    await mkdir(path.join(dataDir, 'work'));
    await writeFile(path.join(dataDir, 'work', 'backup-left.duckdb'), 'x');
    await whileServing(async () => expect(await readdir(path.join(dataDir, 'work'))).not.toContain('backup-left.duckdb'), { dataDir });
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gives links to where people reach it', async () => {
    const linksOf = (options: Parameters<typeof whileServing>[1]): Promise<string[]> =>
      new Promise((resolve, reject) => {
        whileServing(
          async (served) => resolve([await served.loginUrl(), (await send(`http://127.0.0.1:${new URL(served.url).port}/api/login-links`, { key: served.keys.administrator, body: {} })).json.url]),
          options,
        ).catch(reject);
      });
    for (const link of await linksOf({ behindProxy: true, allowedHosts: ['graph.example.com', 'other.example.com'] })) expect(link).toMatch(/^https:\/\/graph\.example\.com\/login\?token=gzl_/);
    for (const link of await linksOf({})) expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login\?token=gzl_/);
  });

  it('listens for other machines with TLS, behind a proxy, or where somebody said that it may be in the clear', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'graph.example.com'])
      await expect(whileServing(async () => undefined, { host })).rejects.toMatchObject({ code: 'usage', hint: expect.stringContaining('--tls-cert') });
    for (const options of [{ insecure: true }, { behindProxy: true }, { tls: TLS }]) await whileServing(async ({ url }) => expect(url).toMatch(/^https?:\/\/localhost:\d+$/), { host: '0.0.0.0', ...options });
    await expect(whileServing(async () => undefined, { tls: { cert: TLS.key, key: TLS.cert } })).rejects.toMatchObject({ code: 'file-invalid' });
  });
});

describe('pages', () => {
  it('take no name for HTML, and say why a run has failed', () =>
    whileServingZoom({}, async (served, fake) => {
      const hostile = '<img src=x onerror=alert(1)>"\'&';
      await served.operation.platform.instances.create({ name: hostile, description: hostile, definitionId: CUSTOM.id }, SELF);
      const wrong = await served.addZoom(fake, { name: 'Wrong' });
      await served.ask(`/api/instances/${wrong}`, { method: 'PATCH', as: 'administrator', body: { config: { accountId: 'a', clientId: 'b', clientSecret: 'c', apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl } } });
      const { json: job } = await served.ask(`/api/instances/${wrong}/run`, { method: 'POST', as: 'operator' });
      await served.ask(`/api/jobs/${job.id}/events`, { as: 'reader', headers: { accept: 'text/event-stream' } });
      const { text } = await served.ask('/plain', { headers: { cookie: await signIn(served) } });
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
      expect(text).toMatch(/<span class="bad">failed<\/span>[\s\S]*zoom-credentials/);
      expect(text).toContain('It is empty until the first run has ended.');
      expect(text).not.toMatch(/<img|<script|style=|\[object Object\]|undefined/);
    }));
});

describe('the OpenAPI document', () => {
  it('has schemas that are schemas, and a parameter for each part of an address', () =>
    whileServing(async ({ ask }) => {
      const { json } = await ask('/api/openapi.json', { as: 'reader' });
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      for (const [at, methods] of Object.entries<Record<string, Operation>>(json.paths))
        for (const [method, { summary, parameters = [], requestBody }] of Object.entries(methods)) {
          const name = `${method} ${at}`;
          expect(summary, name).toMatch(/^[A-Z]/);
          expect(
            parameters
              .filter((one) => one.in === 'path')
              .map((one) => one.name)
              .sort(),
            name,
          ).toEqual([...at.matchAll(/\{(\w+)\}/g)].map(([, one]) => one).sort());
          for (const schema of [...parameters, ...Object.values(requestBody?.content ?? {})].map((one) => one.schema)) expect(ajv.validateSchema(schema ?? {}), name).toBe(true);
        }
    }));
});

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: object }>> };
}
