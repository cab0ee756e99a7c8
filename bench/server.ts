import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { loadEnvironment } from '../src/config.ts';
import { startFakeZoom } from '../src/fake-zoom/server.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import type { Caller } from '../src/platform/platform.ts';
import { type Serving, startServing } from '../src/serve.ts';
import type { Row } from './rows.ts';

/** As large as the demo. */
const USERS = 150;
const SECONDS = 8;
const UPLOADED = 20_000;
const UPLOAD_BATCH = 2_000;
/** No request a second is promised: these say when something has gone wrong. */
const P99_MS = 3_000;
const P99_MEANWHILE_MS = 5_000;

const KEY = 'the-key-of-the-bench';
const BENCH: Caller = { kind: 'system', id: 'bench', name: 'bench', role: 'administrator' };
const QUERY = 'FIND zoom_user WITH isAdmin = true AS u RETURN u.displayName, u.email LIMIT 20';
const ASKED = {
  'GraphQL queryV1': { at: '/graphql', body: { query: 'query ($q: String!) { queryV1(query: $q) { type data } }', variables: { q: QUERY } } },
  '/api/store/query': { at: '/api/store/query', body: { query: QUERY, now: Date.now(), pageSize: 20 } },
} as const;

/** Queries held by a server over loopback, asked by a process of its own; alone, and while 20,000 entities are finalized. */
export async function* benchServer(): AsyncGenerator<Row> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-'));
  const serving = await startServing({ env: loadEnvironment({ GRAPH_ZOOM_API_KEY: KEY }), dataDir, host: '127.0.0.1', port: 0, allowedHosts: [], behindProxy: false, insecure: false, logLevel: 'error' });
  try {
    await collectDemo(serving);
    for (const [name, asked] of Object.entries(ASKED))
      for (const connections of [8, 32]) {
        const { requests, latency } = await load(serving.server.url, asked, connections, SECONDS);
        yield { what: `server, ${name}, ${connections} connections: p99 (ms), at ${Math.round(requests.average)} requests a second`, value: latency.p99, atMost: P99_MS };
      }
    yield await whileFinalizing(serving.server.url);
  } finally {
    await serving.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function collectDemo({ operation: { platform, runner } }: Serving): Promise<void> {
  const fake = await startFakeZoom({ users: USERS, seed: 7, plan: 'unlimited' });
  const { id } = await platform.instances.create({ name: 'demo', definitionId: ZOOM.id, config: { ...fake.credentials, plan: 'business', rateShare: '1', apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl } }, BENCH);
  await (await runner.run(id, 'request', BENCH)).done;
  await fake.close();
}

async function whileFinalizing(url: string): Promise<Row> {
  const jobs = '/persister/synchronization/jobs';
  const { job } = await post<{ job: { id: string } }>(url, jobs, { source: 'api', scope: 'bench' });
  for (let from = 0; from < UPLOADED; from += UPLOAD_BATCH) {
    const entities = Array.from({ length: UPLOAD_BATCH }, (_, i) => ({
      _key: `device:${from + i}`,
      _type: 'acme_device',
      _class: 'Device',
      displayName: `Device ${from + i}`,
      serial: String(from + i),
      managed: i % 2 === 0,
    }));
    await post(url, `${jobs}/${job.id}/entities`, { entities });
  }
  const asking = load(url, ASKED['GraphQL queryV1'], 8, SECONDS);
  const began = performance.now();
  await post(url, `${jobs}/${job.id}/finalize`, {});
  const took = Math.round(performance.now() - began);
  const { latency, non2xx, errors } = await asking;
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} queries failed while a job was finalized`);
  return { what: `server, GraphQL queryV1, 8 connections: p99 (ms) while ${UPLOADED} entities are finalized (${took} ms)`, value: latency.p99, atMost: P99_MEANWHILE_MS };
}

async function post<T>(url: string, at: string, body: unknown): Promise<T> {
  const answer = await request(`${url}${at}`, { method: 'POST', headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const told = await answer.body.json();
  if (answer.statusCode !== 200) throw new Error(JSON.stringify(told));
  return told as T;
}

interface Load {
  readonly requests: { readonly average: number };
  readonly latency: { readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** One request again and again, over so many connections. */
async function load(url: string, { at, body }: { at: string; body: unknown }, connections: number, seconds: number): Promise<Load> {
  const args = ['-c', connections, '-d', seconds, '-m', 'POST', '-H', 'content-type=application/json', '-H', `authorization=Bearer ${KEY}`, '-b', JSON.stringify(body), '--no-progress', '--json', `${url}${at}`];
  const { stdout } = await promisify(execFile)(process.execPath, ['node_modules/autocannon/autocannon.js', ...args.map(String)]);
  return JSON.parse(stdout) as Load;
}
