import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import Fastify from 'fastify';
import { pino } from 'pino';
import { ApiError } from '../../src/api/api-error.ts';
import type { ApiContext } from '../../src/api/context.ts';
import { registerGraph } from '../../src/api/graph/register.ts';
import { registerPersister } from '../../src/api/persister/register.ts';
import { type Clock, systemClock } from '../../src/lib/clock.ts';
import { GraphZoomError } from '../../src/lib/errors.ts';
import type { Caller } from '../../src/platform/platform.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';
import { NO_ALERTING } from './no-alerting.ts';
import { createPlainPlatform, type PlainPlatform } from './plain-platform.ts';

export type TestCaller = Caller & { readonly instanceId?: string };
const ADMINISTRATOR: TestCaller = { kind: 'key', id: 'k', name: 'test', role: 'administrator' };

/** An answer with whatever JSON is in it. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect to be there.
  readonly body: any;
}

export interface UploadServer {
  readonly url: string;
  readonly store: Store;
  readonly platform: PlainPlatform;
  /** Who asks from now on. */
  caller: TestCaller;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** The routes for uploads and for the graph over a real store, at a real port, with a caller instead of keys. */
export async function startUploadServer(options: { directory?: string; clock?: Clock; platform?: PlainPlatform } = {}): Promise<UploadServer> {
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), 'graph-zoom-upload-')));
  const clock = options.clock ?? systemClock;
  const store = await openDuckdbStore(directory, { clock });
  const platform = options.platform ?? createPlainPlatform();
  const app = Fastify({ bodyLimit: 1_000_000 });
  const server = { store, platform, caller: ADMINISTRATOR } as UploadServer & { url: string };
  app.addHook('onRequest', async (request) => {
    request.caller = server.caller;
  });
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.headers['content-encoding'] !== 'gzip') return payload;
    delete request.headers['content-length'];
    delete request.headers['content-encoding'];
    return payload.pipe(createGunzip());
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const [status, code] = error instanceof ApiError ? [error.status, error.code] : error instanceof GraphZoomError ? [500, error.code] : [error.statusCode ?? 500, 'ERROR'];
    if (status >= 500) console.error(error);
    return reply.code(status).send({ error: { code, message: error.message } });
  });
  const unused = () => Promise.reject(new Error('not used here'));
  const context: ApiContext = { ...NO_ALERTING, store, platform, clock, log: pino({ level: 'silent' }), account: 'acme', run: unused, stopRun: unused, probe: unused, dataDir: directory };
  registerPersister(app, context);
  registerGraph(app, context);
  server.url = await app.listen({ port: 0, host: '127.0.0.1' });
  server.call = async (method, to, body, headers = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(to.startsWith('http') ? to : `${server.url}${to}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  server.close = async () => {
    await app.close();
    await store.close();
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  };
  return server;
}

const JOBS = '/persister/synchronization/jobs';

/** Opens a job; gives its id. */
export async function openJob(server: UploadServer, body: Record<string, unknown>): Promise<string> {
  const { status, body: answer } = await server.call('POST', JOBS, body);
  if (status !== 200) throw new Error(JSON.stringify(answer));
  return answer.job.id as string;
}

/** A whole job: opened, uploaded to in one request, finalized. Gives the finalized job. */
export async function runJob(server: UploadServer, open: Record<string, unknown>, upload: Record<string, unknown>, options: { partialTypes?: readonly string[]; query?: string } = {}) {
  const id = await openJob(server, open);
  const uploaded = await server.call('POST', `${JOBS}/${id}/upload${options.query ?? ''}`, upload);
  if (uploaded.status !== 200) throw new Error(JSON.stringify(uploaded.body));
  const { status, body } = await server.call('POST', `${JOBS}/${id}/finalize`, options.partialTypes ? { partialDatasets: { types: options.partialTypes } } : {});
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.job as Record<string, unknown> & { id: string };
}

export const jobPath = (id: string, more = ''): string => `${JOBS}/${id}${more}`;
