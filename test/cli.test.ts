import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands/index.ts';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { runCli, startCli } from './support/cli.ts';
import { eventually } from './support/eventually.ts';

let fake: FakeZoom;
let directory: string;
let home: string;
/** A member of the organisation. */
let member: { key: string; email: string; name: string };

/** One fake and one collected store for all: each test is a command or two. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-cli-'));
  home = path.join(directory, 'home');
  fake = await startFakeZoom({ users: 12, plan: 'unlimited' });
  expect(await runCli(['collect'], { fake, home })).toMatchObject({ code: 0, stdout: expect.stringContaining('This was the first run') });
  const { entities } = JSON.parse((await runCli(['export'], { home })).stdout) as { entities: { _type: string; _key: string; email: string[]; displayName: string }[] };
  const found = entities.find((entity) => entity._type === 'zoom_user');
  member = { key: found?._key ?? '', email: found?.email[0] ?? '', name: found?.displayName ?? '' };
});
afterAll(async () => {
  await fake.close();
  await rm(directory, { recursive: true, force: true });
});

/** Runs a command on the shared store and Zoom. */
const run = (args: readonly string[], env: Record<string, string> = {}) => runCli(args, { fake, home, env, cwd: directory });

describe('help', () => {
  it('is what graph-zoom says without arguments, and ends with an example for every command', async () => {
    const bare = await runCli([]);
    expect(bare).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: graph-zoom'), stderr: '' });
    const program = new Command();
    for (const add of COMMANDS) add(program);
    for (const command of program.commands) {
      let help = '';
      command.configureOutput({
        writeOut: (text) => {
          help += text;
        },
      });
      command.outputHelp();
      expect(help).toContain(`$ graph-zoom ${command.name()}`);
    }
    expect((await runCli(['help', 'collect'])).stdout).toContain('$ graph-zoom collect');
  });

  it('suggests the command that was meant', async () => {
    expect(await runCli(['colect'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean collect?') });
    expect(await runCli(['help', 'chanegs'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean changes?') });
  });
});

describe('wrong arguments and settings end with exit code 2 and say what is allowed:', () => {
  const CASES: readonly [string, readonly string[], Record<string, string>, RegExp][] = [
    ['--limit abc', ['changes', '--limit', 'abc'], {}, /whole number of 1 or more/],
    ['--users -3', ['demo', '--users', '-3'], {}, /from 1 to 500000/],
    ['--since next year', ['changes', '--since', '2999-01-01'], {}, /in the future/],
    ['--since 5', ['changes', '--since', '5'], {}, /a span such as/],
    ['an instance that is not there', ['export', '--instance', 'nope'], {}, /There is: zoom/],
    ['a plan that is not there', ['doctor'], { ZOOM_PLAN: 'gold' }, /free, pro or business/],
    ['a share above 1', ['doctor'], { ZOOM_RATE_SHARE: '2' }, /above 0 and up to 1/],
    ['an account number', ['doctor'], { ZOOM_ACCOUNT_ID: '123-456-7890' }, /account number/],
    ['no credentials', ['doctor'], { ZOOM_CLIENT_ID: '' }, /ZOOM_CLIENT_ID is not set/],
    ['a wrong secret', ['doctor'], { ZOOM_CLIENT_SECRET: 'wrong' }, /client secret is wrong/],
    ['a wrong account id', ['doctor'], { ZOOM_ACCOUNT_ID: 'wrong' }, /not the account number/],
    ['a token that is none', ['doctor'], { ZOOM_ACCESS_TOKEN: 'wrong', ZOOM_CLIENT_ID: '' }, /refused the access token/],
  ];
  for (const [name, args, env, words] of CASES)
    it(name, async () => {
      const { code, stdout, stderr } = await run(args, env);

      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(words);
      expect(stderr).not.toMatch(/defect/);
    });

  it('never shows a credential', async () => {
    const { stderr } = await run(['doctor'], { ZOOM_CLIENT_SECRET: '"s3cr3t-value"' });

    expect(stderr).toMatch(/ZOOM_CLIENT_SECRET: there are quotes/);
    expect(stderr).not.toContain('s3cr3t');
  });
});

describe('--json is one document, also on failure:', () => {
  for (const args of [
    ['changes', '--limit', 'abc'],
    ['status', '--nonsense'],
    ['history', 'nobody'],
    ['changes', '--instance', 'nope'],
    ['import', 'missing.json', '--scope', 'x'],
  ])
    it(args.join(' '), async () => {
      const { code, stdout } = await run([...args, '--json']);

      expect(code).not.toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    });

  it('collect with wrong credentials', async () => {
    expect(JSON.parse((await run(['collect', '--json'], { ZOOM_CLIENT_SECRET: 'wrong' })).stdout)).toMatchObject({ status: 'failed', error: { code: 'zoom-credentials' } });
  });

  it('status, changes and doctor', async () => {
    // The collection above that failed is on record, and the good one before it.
    const runs = expect.arrayContaining([expect.objectContaining({ status: 'complete' })]);
    expect(JSON.parse((await run(['status', '--json'])).stdout)).toMatchObject({ instances: [{ instance: 'zoom', last: { status: 'failed' }, runs }] });
    expect(JSON.parse((await run(['changes', '--json'])).stdout)).toEqual(expect.any(Array));
    expect(JSON.parse((await run(['doctor', '--json'])).stdout)).toMatchObject({ plan: 'business', rates: { MEDIUM: { perSecond: 60 } }, probes: expect.any(Array) });
  });
});

describe('a Zoom that cannot be reached is one sentence and exit code 1:', () => {
  const CASES: readonly [string, Record<string, string>, RegExp][] = [
    ['a closed port', { ZOOM_API_URL: 'http://127.0.0.1:9/v2' }, /Nothing listens at 127.0.0.1:9/],
    ['a host that does not exist', { ZOOM_OAUTH_URL: 'http://host.invalid/oauth' }, /cannot find the host host.invalid|no way to|Nothing listens/],
    ['no TLS', { ZOOM_API_URL: 'https:' }, /does not speak TLS/],
    ['a wrong path', { ZOOM_API_URL: '/v3' }, /ends in \/v2/],
  ];
  for (const [name, env, words] of CASES)
    it(name, async () => {
      const given = env.ZOOM_API_URL === 'https:' ? { ZOOM_API_URL: fake.apiUrl.replace('http:', 'https:') } : env.ZOOM_API_URL === '/v3' ? { ZOOM_API_URL: `${fake.url}/v3` } : env;
      const { code, stdout, stderr } = await run(['doctor'], given);

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(words);
    });

  it("a proxy's page in Zoom's place", async () => {
    const proxy = http.createServer((_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<html>Sign in</html>')).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { code, stderr } = await run(['doctor'], { ZOOM_OAUTH_URL: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/oauth` });
    proxy.close();

    expect(code).toBe(1);
    expect(stderr).toMatch(/a proxy or a sign-in page/);
  });

  it('a collection that meets it leaves the graph as it was', async () => {
    const before = (await run(['export'])).stdout;
    expect(await run(['collect'], { ZOOM_OAUTH_URL: 'http://127.0.0.1:9/oauth' })).toMatchObject({ code: 1 });

    expect((await run(['export'])).stdout).toBe(before);
  });
});

describe('doctor', () => {
  it('says for each gap what it costs, and the scope in both spellings; exit code 4', async () => {
    fake.set({ scopes: ['user:read:list_users:admin', 'group:read:list_groups:admin'] });
    const { code, stdout } = await run(['doctor']);
    fake.set({ scopes: ['user:read:admin', 'group:read:admin', 'role:read:admin'] });
    const optional = await run(['doctor']);

    expect(code).toBe(4);
    expect(stdout).toContain('get-user-settings: without it the graph lacks every setting of every user.\n  Add the scope user:read:admin (classic) or user:read:settings:admin (granular)');
    expect(optional).toMatchObject({ code: 0, stdout: expect.stringContaining('All that the data model needs can be read') });
  });

  it('knows a Free plan', async () => {
    fake.set({ plan: 'free' });
    const { code, stdout } = await run(['doctor']);
    fake.set({ plan: 'unlimited' });

    expect(code).toBe(4);
    expect(stdout).toMatch(/set ZOOM_PLAN=free/);
  });
});

describe('history', () => {
  it('takes a key, an e-mail address or a display name, whatever the case', async () => {
    for (const text of [member.key, member.email.toUpperCase(), member.name.toLowerCase()]) expect(await run(['history', text])).toMatchObject({ code: 0, stdout: expect.stringContaining(`(${member.key})`) });
  });

  it('suggests near keys', async () => {
    expect(await run(['history', 'zoom_rol:2'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Did you mean zoom_role:2 (Member)') });
  });
});

describe('export and import', () => {
  it('write whole files, say what cannot be written, and do not mind a reader that goes away', async () => {
    expect(await run(['export', '--out', 'graph.json'])).toMatchObject({ code: 0, stdout: '' });
    expect(await run(['export', '--out', '/nowhere/graph.json'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot write /nowhere/graph.json') });
    const child = startCli(['export', '--raw'], { home });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).toBe('');
  });

  it('names line and column of a mistake, and the object that has another shape', async () => {
    await writeFile(path.join(directory, 'broken.json'), '{"entities":[\n  {"_key":"a",}\n]}');
    await writeFile(path.join(directory, 'shape.json'), '{"entities":[{"_key":"a","_class":"Person"}]}');

    expect(await run(['import', 'broken.json', '--scope', 'hr'])).toMatchObject({ code: 2, stderr: expect.stringContaining('line 2, column 15') });
    expect(await run(['import', 'shape.json', '--scope', 'hr'])).toMatchObject({ code: 2, stderr: expect.stringContaining('entities.0._type') });
  });

  it('twice changes nothing, shows in status, and cannot take the place of a collection', async () => {
    await writeFile(path.join(directory, 'people.json'), '{"entities":[{"_key":"p:1","_type":"person","_class":"Person"}]}');
    const created = (result: { stdout: string }) => JSON.parse(result.stdout).changes.entities.created;

    expect(created(await run(['import', 'people.json', '--scope', 'hr', '--json']))).toBe(1);
    expect(created(await run(['import', 'people.json', '--scope', 'hr', '--json']))).toBe(0);
    expect((await run(['status'])).stdout).toMatch(/\nhr {2}last run .*complete/);
    expect(await run(['import', 'people.json', '--scope', 'zoom'])).toMatchObject({ code: 2, stderr: expect.stringContaining('is an instance') });
  });
});

describe('a data directory', () => {
  it('that another process uses: the sentence names the process and what to do', async () => {
    fake.set({ latencyMs: 300 });
    const requests = fake.requests.total;
    const child = startCli(['collect'], { fake, home });
    const closed = once(child, 'close');
    await eventually(() => expect(fake.requests.total).toBeGreaterThan(requests + 2));
    const { code, stderr } = await run(['status'], { GRAPH_ZOOM_LOCK_WAIT: '0' });
    child.kill('SIGKILL');
    await closed;
    fake.set({ latencyMs: 0 });

    expect(code).toBe(1);
    expect(stderr).toContain(`process ${child.pid}`);
    expect(stderr).toMatch(/Wait for it/);
    expect((await run(['status'])).stdout).toMatch(/interrupted/);
  });

  it('that is a file: no defect, but a sentence', async () => {
    await writeFile(path.join(directory, 'file'), '');

    const { code, stderr } = await run(['--data-dir', path.join(directory, 'file'), 'status']);

    expect(code).toBe(1);
    expect(stderr).toMatch(/--data-dir/);
    expect(stderr).not.toMatch(/defect/);
  });
});
