import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { Browser, linkOf } from './support/browser.ts';
import { type CliOptions, runCli, startCli } from './support/cli.ts';
import { whileServed } from './support/served-home.ts';

let directory: string;
let fake: FakeZoom;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-oauth-'));
  fake = await startFakeZoom({ users: 4, plan: 'unlimited' });
});
afterAll(async () => {
  await fake.close();
  await rm(directory, { recursive: true, force: true });
});

/** An environment with an OAuth app and nothing else of Zoom's. */
const options = (more: Record<string, string> = {}, home = path.join(directory, 'home')): CliOptions => ({
  home,
  cwd: directory,
  env: { ZOOM_API_URL: fake.apiUrl, ZOOM_OAUTH_URL: fake.oauthUrl, CLIENT_ID: fake.credentials.clientId, CLIENT_SECRET: fake.credentials.clientSecret, ...more },
});

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it printed so far. */
  stdout: string;
  stderr: string;
  /** Waits for a text on standard error or output. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  end(): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function start(args: readonly string[], cli: CliOptions): Running {
  const child = startCli(['oauth', '--port', '0', ...args], cli);
  const closed = once(child, 'close');
  const running: Running = {
    child,
    stdout: '',
    stderr: '',
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(running.stderr) ?? pattern.exec(running.stdout);
          if (found) resolve(found);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        closed.then(() => reject(new Error(`It ended: ${running.stderr}`)), reject);
        look();
      }),
    end: async () => {
      const [code] = await closed;
      return { code: code as number | null, stdout: running.stdout, stderr: running.stderr };
    },
  };
  child.stdout.on('data', (text) => {
    running.stdout += text;
  });
  child.stderr.on('data', (text) => {
    running.stderr += text;
  });
  return running;
}

/** Does what a person does; gives the last page. */
async function connect(running: Running, decision: 'allow' | 'deny' = 'allow') {
  const [url = ''] = await running.until(/http:\/\/localhost:\d+\/(?=\n)/);
  const browser = new Browser();
  const zoom = await browser.open(linkOf(await browser.open(url), 'Connect with Zoom'));
  const page = await browser.choose(zoom, decision);
  for (const file of ['app.js', 'app.css']) await browser.open(`${url}${file}`);
  return { page, browser, url };
}

describe('graph-zoom oauth', () => {
  it('says what to set up, connects, prints the token masked, and stays until it is stopped', async () => {
    const running = start([], options());
    const { page, url } = await connect(running);
    const token = /data-value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await running.until(/Connected with Zoom/);
    await running.until(/until Ctrl-C/);
    expect((await fetch(url)).status).toBe(200);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.end();
    expect(code).toBe(0);
    expect(stderr).toContain(`${url}redirect`);
    expect(stderr).toContain('user:read:list_users:admin');
    expect(stdout).toContain(`ZOOM_ACCESS_TOKEN=${token.slice(0, 4)}…${token.slice(-4)}`);
    for (const secret of [token, fake.credentials.clientSecret, 'refresh.']) expect(stdout + stderr).not.toContain(secret);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('--json prints one document and ends; the token only with --show-token', async () => {
    const running = start(['--json'], options());
    const { page } = await connect(running);
    const { code, stdout } = await running.end();
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toEqual({ status: 'connected', expiresOn: expect.any(Number), scopes: expect.arrayContaining(['user:read:admin']), missingScopes: [], missingOptionalScopes: [] });
    expect(document.expiresOn).toBeGreaterThan(Date.now());
    expect(stdout).not.toContain(/data-value="([^"]+)"/.exec(page.text)?.[1]);

    const telling = start(['--json', '--show-token'], options());
    await connect(telling);
    const { accessToken } = JSON.parse((await telling.end()).stdout);
    expect((await fetch(`${fake.apiUrl}/users`, { headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(200);
  });

  it('goes on after a refusal, and ends cleanly, saying that nothing was connected', async () => {
    const running = start(['--json'], options());
    const { page } = await connect(running, 'deny');
    expect(page.text).toContain('declined');
    await running.until(/Zoom was not connected/);
    running.child.kill('SIGTERM');
    const { code, stdout, stderr } = await running.end();
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'interrupted' } });
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('takes the names of a Server-to-Server app too, and .env', async () => {
    const folder = await mkdtemp(path.join(directory, 'env-'));
    await writeFile(path.join(folder, '.env'), `ZOOM_CLIENT_ID=${fake.credentials.clientId}\nZOOM_CLIENT_SECRET=${fake.credentials.clientSecret}\nCLIENT_ID=of-something-else\n`);
    const running = start(['--json'], { ...options({ CLIENT_ID: '', CLIENT_SECRET: '' }), cwd: folder });
    await connect(running);
    expect((await running.end()).code).toBe(0);
  });

  it('says what is missing or wrong before it serves anything', async () => {
    expect(await runCli(['oauth'], options({ CLIENT_ID: '', CLIENT_SECRET: '' }))).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/CLIENT_ID and CLIENT_SECRET are not set\.\n.*\.env/) });
    expect(await runCli(['oauth'], options({ CLIENT_SECRET: '' }))).toMatchObject({ code: 2, stderr: expect.stringContaining('CLIENT_SECRET is not set') });
    const quoted = await runCli(['oauth'], options({ CLIENT_SECRET: '"s3cret"' }));
    expect(quoted).toMatchObject({ code: 2, stderr: expect.stringContaining('quotes') });
    expect(quoted.stderr).not.toContain('s3cret');
    expect(await runCli(['oauth', '--port', 'x'], options())).toMatchObject({ code: 2 });
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await runCli(['oauth', '--port', String(port)], options())).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`Port ${port} is used by another program.`) });
    other.close();
  });
});

describe('graph-zoom oauth --instance', () => {
  it('makes an instance where asked to, and then it is collected without any more of a person, alone and by a server', async () => {
    const home = path.join(directory, 'kept');
    const cli = options({}, home);
    expect(await runCli(['oauth', '--instance', 'Acme'], cli)).toMatchObject({ code: 1, stderr: expect.stringContaining('--create') });
    const running = start(['--instance', 'Acme', '--create', '--json'], cli);
    expect((await connect(running)).page.text).toContain('for <strong>Acme</strong>');
    expect(JSON.parse((await running.end()).stdout)).toMatchObject({ status: 'connected', instance: 'Acme' });

    const bare = { ...cli, env: { ZOOM_OAUTH_URL: fake.oauthUrl } };
    for (let run = 0; run < 2; run++) expect(await runCli(['instances', 'run', 'Acme'], bare)).toMatchObject({ code: 0 });
    await whileServed(home, async () => expect(await runCli(['instances', 'run', 'Acme'], bare)).toMatchObject({ code: 0 }));
    const { stdout } = await runCli(['instances', 'show', 'Acme', '--json'], bare);
    expect(JSON.parse(stdout).instance.config).toMatchObject({ clientId: '***masked***', clientSecret: '***masked***', refreshToken: '***masked***' });
  });

  it('connects one again, through the server that runs', async () => {
    const home = path.join(directory, 'again');
    const cli = options({}, home);
    await writeFile(path.join(directory, 'app.json'), JSON.stringify({ clientId: 'old', clientSecret: 'old', accountId: 'old' }));
    expect(await runCli(['instances', 'add', '--name', 'Acme', '--no-test', '--tag-account-name', '--credentials-file', 'app.json'], cli)).toMatchObject({ code: 0 });
    await whileServed(home, async () => {
      const running = start(['--instance', 'acme', '--json'], cli);
      await connect(running);
      expect((await running.end()).code).toBe(0);
      expect(await runCli(['instances', 'run', 'Acme'], cli)).toMatchObject({ code: 0 });
      const { stdout } = await runCli(['instances', 'show', 'Acme', '--json'], cli);
      const { config } = JSON.parse(stdout).instance;
      expect(config).toMatchObject({ '@tag': { AccountName: true }, refreshToken: '***masked***' });
      expect(config).not.toHaveProperty('accountId');
    });
  });
});
