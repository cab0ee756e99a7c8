import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadEnvironment } from '../../src/config.ts';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../../src/fake-zoom/server.ts';
import { ZOOM } from '../../src/platform/definition-zoom.ts';
import type { Role } from '../../src/platform/platform.ts';
import { type Serving, type ServingOptions, startServing } from '../../src/serve.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly json: any;
}

export interface Sent {
  readonly method?: string;
  /** JSON, or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The role whose key is sent; without it none is. */
  readonly as?: Role;
  readonly key?: string;
}

/** The whole server at a port of its own, on a data directory of its own. */
export interface Served extends Serving {
  readonly url: string;
  readonly dataDir: string;
  readonly keys: Readonly<Record<Role, string>>;
  ask(path: string, sent?: Sent): Promise<Reply>;
  /** An instance of a fake Zoom's account, over the API. */
  addZoom(fake: FakeZoom, more?: Record<string, unknown>): Promise<string>;
}

/** Sends a request with any header there is: `fetch` writes some of them itself. */
export function send(url: string, { method, body, headers = {}, key }: Sent = {}): Promise<Reply> {
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const bytes = raw ? body : JSON.stringify(body);
  const options: RequestOptions = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    // Of some methods Node would send a body without saying how long it is.
    headers: {
      ...(raw ? {} : { 'content-type': 'application/json' }),
      ...(bytes === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: /json/.test(answer.headers['content-type'] ?? '') && text !== '' ? JSON.parse(text) : undefined });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

/** Serves while something is done. */
export async function whileServing(work: (served: Served) => Promise<void>, options: Partial<Omit<ServingOptions, 'env'>> & { env?: Record<string, string> } = {}): Promise<void> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'graph-zoom-serving-')));
  const serving = await startServing({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    behindProxy: false,
    insecure: false,
    logLevel: 'silent',
    ...options,
    dataDir,
    env: loadEnvironment({ ZOOM_PLAN: 'business', ZOOM_RATE_SHARE: '1', ...options.env }),
  });
  try {
    const keys = {} as Record<Role, string>;
    for (const role of ['reader', 'operator', 'administrator'] as const) {
      keys[role] = (await serving.operation.platform.keys.create({ name: `Ada the ${role}`, role }, { kind: 'system', id: 'test', name: 'test', role: 'administrator' })).secret;
    }
    const { url } = serving.server;
    const ask: Served['ask'] = (to, { as, ...sent } = {}) => send(`${url}${to}`, { ...(as === undefined ? {} : { key: keys[as] }), ...sent });
    const addZoom: Served['addZoom'] = async (fake, more = {}) => {
      const { accountId, clientId, clientSecret } = fake.credentials;
      const config = { accountId, clientId, clientSecret, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl };
      const { json } = await ask('/api/instances', { as: 'administrator', body: { name: 'Example Inc', definitionId: ZOOM.id, config, ...more } });
      return json.id as string;
    };
    await work({ ...serving, url, dataDir, keys, ask, addZoom });
  } finally {
    await serving.stop();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

/** With a fake Zoom as well. */
export async function whileServingZoom(zoom: Partial<FakeZoomOptions>, work: (served: Served, fake: FakeZoom) => Promise<void>): Promise<void> {
  const fake = await startFakeZoom({ users: 6, plan: 'unlimited', ...zoom });
  try {
    await whileServing((served) => work(served, fake));
  } finally {
    await fake.close();
  }
}

/** Signs a browser in; gives its cookie as it is sent back. */
export async function signIn({ loginUrl }: Serving): Promise<string> {
  const { headers } = await send(await loginUrl());
  return (headers['set-cookie']?.[0] ?? '').split(';', 1)[0] as string;
}
