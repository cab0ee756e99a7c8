import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeZoom } from '../src/fake-zoom/server.ts';
import { linesOf } from '../src/lib/lines.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import { type CliOptions, runCli, startCli } from './support/cli.ts';
import { eventually } from './support/eventually.ts';
import { send } from './support/serving.ts';

let home: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-serve-'));
});
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  children.clear();
  await rm(home, { recursive: true, force: true });
});

/** `serve --json` of a process of its own, as far as its first line. */
async function serve(args: readonly string[] = [], options: CliOptions = {}) {
  const child = startCli(['serve', '--port', '0', '--json', ...args], { home, ...options });
  children.add(child);
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const more: string[] = [];
  const lines = linesOf(child.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new Error(`serve said nothing: ${stderr}`);
  const rest = (async () => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) more.push(line.value);
  })();
  return {
    child,
    told: JSON.parse(first.value) as { url: string; loginUrl: string; apiUrl: string },
    /** What it wrote on stdout after the first line. */
    more,
    log: () => stderr,
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code] = await exit;
      await rest;
      return code as number | null;
    },
  };
}

const server = () => readFile(path.join(home, 'server.json'), 'utf8').then((text) => JSON.parse(text));

describe('serve', () => {
  it('says where it is on one line, tells the commands of this machine, and goes without a trace', async () => {
    const serving = await serve([], { env: { GRAPH_ZOOM_API_KEY: 'an-initial-key-for-tests' } });
    const { url, loginUrl, apiUrl } = serving.told;
    expect(Object.keys(serving.told)).toEqual(['url', 'loginUrl', 'apiUrl']);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(apiUrl).toBe(url);
    const file = await server();
    expect(file).toEqual({ url, pid: serving.child.pid, key: expect.stringMatching(/^gz_/), version: expect.any(String), startedOn: expect.any(Number) });
    expect((await stat(path.join(home, 'server.json'))).mode & 0o777).toBe(0o600);
    expect((await send(`${apiUrl}/api/me`, { key: 'an-initial-key-for-tests' })).json.role).toBe('administrator');

    const login = await send(loginUrl);
    expect(login.status).toBe(303);
    const cookie = login.headers['set-cookie']?.[0]?.split(';', 1)[0] as string;
    expect((await send(`${url}/plain`, { headers: { cookie } })).text).toContain('No account is configured yet');
    const link = await runCli(['login-link'], { home });
    expect(link.stdout.trim()).toMatch(new RegExp(`^${url}/login\\?token=`));

    expect(await serving.stop()).toBe(0);
    expect(serving.more).toEqual([]);
    expect(existsSync(path.join(home, 'server.json'))).toBe(false);
    // The log has what happened, as JSON lines, and none of the secrets.
    const lines = serving
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ level: 'info', msg: 'request', method: 'GET', path: '/login', status: 303 }));
    for (const secret of [new URL(loginUrl).searchParams.get('token'), file.key, cookie.split('=')[1], 'an-initial-key-for-tests']) expect(serving.log()).not.toContain(secret);
    // The store is free again.
    expect((await runCli(['status'], { home })).code).toBe(0);
  });

  it('stops while a run is going on, which goes on where it was after the next start', async () => {
    const fake = await startFakeZoom({ users: 40, plan: 'business', latencyMs: 20 });
    try {
      const options = { env: { GRAPH_ZOOM_API_KEY: 'an-initial-key-for-tests', ZOOM_RATE_SHARE: '1' } };
      const key = 'an-initial-key-for-tests';
      const { accountId, clientId, clientSecret } = fake.credentials;
      const one = await serve([], options);
      const config = { accountId, clientId, clientSecret, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, plan: 'business', rateShare: '1' };
      const { json: instance } = await send(`${one.told.url}/api/instances`, { key, body: { name: 'Example Inc', definitionId: ZOOM.id, config } });
      const { json: job } = await send(`${one.told.url}/api/instances/${instance.id}/run`, { method: 'POST', key });
      // Until some of the users' answers are there.
      await eventually(() => expect(fake.requests.total).toBeGreaterThan(40));
      const exit = once(one.child, 'exit');
      one.child.kill('SIGTERM');
      expect((await exit)[0]).toBe(0);

      const other = await serve([], options);
      const { json: stopped } = await send(`${other.told.url}/api/jobs/${job.id}`, { key });
      expect(stopped.status).toBe('FAILED');
      const { json: events } = await send(`${other.told.url}/api/jobs/${job.id}/events`, { key });
      expect(events.items.at(-1).description).toContain('the server is stopping');
      const { json: again } = await send(`${other.told.url}/api/instances/${instance.id}/run`, { method: 'POST', key });
      const { text } = await send(`${other.told.url}/api/jobs/${again.id}/events`, { key, headers: { accept: 'text/event-stream' } });
      expect(text).toContain('"status":"COMPLETED"');
      expect((await send(`${other.told.url}/api/instances/${instance.id}`, { key })).json.counts.entities.zoom_user).toBe(40);
      expect(other.log() + one.log()).not.toContain(clientSecret);
      await other.stop();
    } finally {
      await fake.close();
    }
  });

  it('starts again after kill -9, with the run that was cut off told as failed, and goes on', async () => {
    const fake = await startFakeZoom({ users: 60, plan: 'unlimited', latencyMs: 40 });
    try {
      const key = 'an-initial-key-for-tests';
      const options = { env: { GRAPH_ZOOM_API_KEY: key } };
      const killed = await serve([], options);
      const config = { ...fake.credentials, apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, plan: 'business', rateShare: '1' };
      const { json: instance } = await send(`${killed.told.url}/api/instances`, { key, body: { name: 'Example Inc', definitionId: ZOOM.id, config } });
      const { json: job } = await send(`${killed.told.url}/api/instances/${instance.id}/run`, { method: 'POST', key });
      // Of the 300 answers about users many are there, and not all.
      await eventually(() => expect(fake.requests.total).toBeGreaterThan(150));
      expect(await killed.stop('SIGKILL')).toBe(null);
      expect((await server()).pid).toBe(killed.child.pid);

      const next = await serve([], options);
      expect(await server()).toMatchObject({ url: next.told.url, pid: next.child.pid });
      expect((await send(`${next.told.url}/api/jobs/${job.id}`, { key })).json).toMatchObject({ status: 'FAILED', errorsOccurred: true, endedOn: expect.any(Number) });
      const { json: again } = await send(`${next.told.url}/api/instances/${instance.id}/run`, { method: 'POST', key });
      await send(`${next.told.url}/api/jobs/${again.id}/events`, { key, headers: { accept: 'text/event-stream' } });
      expect((await send(`${next.told.url}/api/jobs/${again.id}`, { key })).json).toMatchObject({ status: 'COMPLETED', report: { status: 'complete', entities: { zoom_user: 60 } } });
      expect(await next.stop()).toBe(0);
    } finally {
      await fake.close();
    }
  });

  it('ends at once at the second Ctrl-C', async () => {
    const serving = await serve();
    // A body that does not come holds the server up; that it listens for it is known from its "100 Continue".
    const held = request(`${serving.told.url}/api/store/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${(await server()).key}`, 'content-type': 'application/json', 'content-length': '100', expect: '100-continue' },
    });
    held.on('error', () => undefined);
    held.flushHeaders();
    await once(held, 'continue');
    const exit = once(serving.child, 'exit');
    serving.child.kill('SIGINT');
    await eventually(() => expect(serving.log()).toContain('Press Ctrl-C again'));
    serving.child.kill('SIGINT');
    expect((await exit)[0]).toBe(130); // 128 + SIGINT
  });

  it('prints no link to sign in where it is told so, as for services whose output is kept', async () => {
    const serving = await serve(['--no-login-link']);
    expect(Object.keys(serving.told)).toEqual(['url', 'apiUrl']);
    expect((await runCli(['login-link'], { home })).stdout).toContain('/login?token=');
    expect(await serving.stop()).toBe(0);
  });

  it('says in one sentence that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port } = other.address() as { port: number };
      const { code, stderr, stdout } = await runCli(['serve', '--port', String(port), '--json'], { home });
      expect(code).toBe(2);
      expect(JSON.parse(stdout).error.message).toBe(`Port ${port} of 127.0.0.1 is in use.`);
      expect(stderr).toContain('--port 0');
    } finally {
      other.close();
    }
  });

  it('does not start beside another on the same data directory, which goes on', async () => {
    const serving = await serve();
    const { code, stderr } = await runCli(['serve', '--port', '0'], { home });
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(new RegExp(`is served already, at ${serving.told.url} \\(process ${serving.child.pid}\\)\\. next: Use that server`));
    expect((await send(`${serving.told.url}/readyz`)).status).toBe(200);
    expect((await server()).pid).toBe(serving.child.pid);
  });

  it.each([
    [['--host', '0.0.0.0'], {}, 'keys would travel in the clear'],
    [['--host', '0.0.0.0', '--behind-proxy'], { GRAPH_ZOOM_API_KEY: 'short' }, 'GRAPH_ZOOM_API_KEY has fewer than 16 characters'],
    [['--tls-cert', 'none.pem', '--tls-key', 'none.pem'], {}, 'none.pem cannot be read'],
    [['--tls-cert', 'none.pem'], {}, 'belong together'],
    [['--host', '203.0.113.77', '--insecure-remote'], {}, 'no address 203.0.113.77'],
    [['--port', '70000'], {}, '65535'],
    [['--log-level', 'loud'], {}, 'loud'],
  ])('refuses %s %s', async (args, env, reason) => {
    const { code, stderr } = await runCli(['serve', '--port', '0', ...args], { home, env });
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(reason);
    expect(existsSync(path.join(home, 'server.json'))).toBe(false);
  });

  it('with a certificate speaks TLS, also to the commands of this machine, for which it has another name', async () => {
    const fixture = (name: string) => new URL(`fixtures/tls/${name}`, import.meta.url).pathname;
    const serving = await serve(['--tls-cert', fixture('cert.pem'), '--tls-key', fixture('key.pem'), '--allowed-host', 'graph.example.com']);
    expect(serving.told.url).toMatch(/^https:\/\//);
    const listed = await runCli(['keys', 'list', '--json'], { home });
    expect([listed.code, listed.stdout.trim()]).toEqual([0, '[]']);
    const other = await runCli(['--server', serving.told.url, 'keys', 'list'], { home, env: { GRAPH_ZOOM_API_KEY: 'gz_x' } });
    expect(other.stderr).toMatch(/certificate/i);
    expect(await serving.stop('SIGINT')).toBe(0);
  });
});
