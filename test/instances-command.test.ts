import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { runCli, startCli } from './support/cli.ts';
import { whileServed } from './support/served-home.ts';

let directory: string;
let fake: FakeZoom;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-instances-'));
  fake = await startFakeZoom({ users: 6, plan: 'unlimited' });
});
afterAll(async () => {
  await fake.close();
  await rm(directory, { recursive: true, force: true });
});

const commands = (home: string) => ({
  run: (args: readonly string[], env: Record<string, string> = {}) => runCli(args, { fake, home, env, cwd: directory }),
  json: async (args: readonly string[]) => JSON.parse((await runCli([...args, '--json'], { fake, home, cwd: directory })).stdout),
});

/** What passes while a test runs, and what is made anew each time. */
const timeless = (text: string): string =>
  text
    .replace(/\b\d+ seconds? ago|\bnow\b/g, 'AGO')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d|\d\d:\d\d:\d\d/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/\b\d+(?:\.\d)? s\b/g, 'SPAN')
    .replace(/\b\d{13}\b/g, 'TIME')
    .replace(/"durationMs":\d+/g, 'SPAN')
    .replace(/gz_[\w-]+/g, 'KEY')
    .replace(/ {2,}/g, '  ')
    .replace(/(?:Starting|Completed) step.*\n/g, ''); // steps run side by side

const STORY: readonly (readonly string[])[] = [
  ['instances', 'list'],
  ['instances', 'add', '--name', 'Acme Inc', '--polling', 'weekly@mon:06', '--time-zone', 'Europe/Berlin', '--tag-account-name', '--description', 'the real one'],
  ['instances', 'add', '--name', 'acme inc'],
  ['instances', 'list'],
  ['instances', 'list', '--json'],
  ['instances', 'show', 'Acme Inc'],
  ['instances', 'test', 'Acme Inc'],
  ['instances', 'run', 'Acme Inc'],
  ['collect', '--instance', 'Acme Inc'],
  ['changes', '--instance', 'Acme Inc', '--since', 'today'],
  ['instances', 'edit', 'Acme Inc', '--polling', 'DISABLED', '--no-tag-account-name', '--tag-production', '--name', 'Acme'],
  ['instances', 'edit', 'Acme'],
  ['instances', 'show', 'acme'],
  ['instances', 'list', '--json'],
  ['instances', 'jobs', 'Acme'],
  ['jobs', 'list', '--instance', 'Acme'],
  ['jobs', 'list'],
  ['jobs', 'show', 'nothing'],
  ['keys', 'list'],
  ['keys', 'create', '--name', 'dash', '--expires', '90d'],
  ['keys', 'list'],
  ['keys', 'revoke', 'dash'],
  ['keys', 'revoke', 'dash'],
  ['keys', 'list'],
  ['instances', 'remove', 'Acme'],
  ['instances', 'remove', 'Acme', '--yes'],
  ['instances', 'list'],
  ['status'],
];

describe('instances, jobs and keys', () => {
  it('do the same with and without a server', async () => {
    const all = async (home: string) => {
      const results: string[] = [];
      for (const args of STORY) {
        const { code, stdout, stderr } = await commands(home).run(args);
        // Only a person without a server is told that nothing polls.
        results.push(
          timeless(`${args.join(' ')}\n${stdout}${stderr.replace(/^It is polled while.*\n/m, '')}[${code}]`)
            .replaceAll(home, 'HOME')
            .replace(/\d+\.\d MB/, 'MB')
            .replace(/127\.0\.0\.1:\d+/g, 'HOST'),
        );
      }
      return results;
    };
    const alone = await all(path.join(directory, 'alone'));
    const home = path.join(directory, 'served');
    await commands(home).run(['status']);
    await whileServed(home, async () => {
      const served = await all(home);
      for (const [index, told] of alone.entries()) expect(served[index]).toBe(told);
    });
    const told = alone.join('\n');
    expect(told).toContain('polling: weekly on Monday at 06:00 (Europe/Berlin)');
    expect(told).toContain('clientSecret  ***masked***');
    expect(told).toContain('This was the first run');
    expect(told).toMatch(/remove Acme\nerror: "Acme" holds \d+ entities and \d+ relationships/);
    expect(told).not.toContain(fake.credentials.clientSecret);
  });

  it('carry the account name into the graph, and take their data with them', async () => {
    const { run, json } = commands(path.join(directory, 'tagged'));
    await run(['instances', 'add', '--name', 'Acme', '--tag-account-name', '--tag-production']);
    await run(['instances', 'run', 'Acme']);
    const asked = await json(['query', "FIND zoom_user WITH tag.AccountName = 'Acme' AND tag.Production = true AS u RETURN count(u) AS n"]);
    expect(asked.data).toEqual([{ n: 6 }]);
    await run(['instances', 'remove', 'Acme', '--yes']);
    expect((await json(['query', 'FIND zoom_user AS u RETURN count(u) AS n'])).data).toEqual([{ n: 0 }]);
  });

  it('take credentials from a file, keep what it does not say, and refuse what Zoom refuses', async () => {
    const { run, json } = commands(path.join(directory, 'file'));
    const { accountId, clientId, clientSecret } = fake.credentials;
    const none = { ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: '', ZOOM_CLIENT_SECRET: '' };
    await writeFile(path.join(directory, 'acme.env'), `ZOOM_ACCOUNT_ID=${accountId}\nZOOM_CLIENT_ID="${clientId}"\nZOOM_CLIENT_SECRET=${clientSecret}\nZOOM_API_URL=${fake.apiUrl}\nZOOM_OAUTH_URL=${fake.oauthUrl}\n`);
    await writeFile(path.join(directory, 'wrong.json'), '{"clientSecret":"s3cr3t-wrong"}');
    await writeFile(path.join(directory, 'broken.json'), '{"clientSecret":"s3cr3t');

    expect(await run(['instances', 'add', '--name', 'A'], none)).toMatchObject({ code: 2, stderr: expect.stringContaining('ZOOM_ACCOUNT_ID') });
    expect(await run(['instances', 'add'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--name') });
    expect(await run(['instances', 'add', '--name', 'A', '--credentials-file', 'acme.env'], none)).toMatchObject({ code: 0 });
    expect((await json(['instances', 'show', 'A'])).instance.config).toEqual({ accountId: '***masked***', clientId: '***masked***', clientSecret: '***masked***', apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl });
    for (const [file, words] of [
      ['wrong.json', /client secret is wrong/],
      ['broken.json', /no JSON/],
      ['missing.json', /Cannot read/],
    ] as const) {
      const { code, stdout, stderr } = await run(['instances', 'edit', 'A', '--credentials-file', file]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(words);
      expect(stderr).not.toContain('s3cr3t');
    }
    expect(await run(['instances', 'run', 'A'], none)).toMatchObject({ code: 0 });
    expect(await run(['instances', 'edit', 'A', '--credentials-file', 'wrong.json', '--no-test'])).toMatchObject({ code: 0 });
    const failed = await run(['instances', 'run', 'A', '--json']);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'run-failed', message: expect.stringContaining('client secret is wrong') } });
    const [job] = await json(['jobs', 'list']);
    expect(job).toMatchObject({ status: 'FAILED', errorsOccurred: true });
    expect(await run(['jobs', 'show', job.id])).toMatchObject({ code: 0, stdout: expect.stringContaining('client secret is wrong') });
    expect(await run(['jobs', 'watch', job.id])).toMatchObject({ code: 1, stdout: expect.stringContaining('client secret is wrong') });
  });
});

describe('Ctrl-C', () => {
  let slow: FakeZoom;
  beforeAll(async () => {
    slow = await startFakeZoom({ users: 30, plan: 'unlimited', latencyMs: 400 });
  });
  afterAll(() => slow.close());

  /** Interrupts a run as soon as it says something. */
  const interrupted = async (home: string) => {
    const child = startCli(['instances', 'run', 'Slow'], { fake: slow, home });
    let stderr = '';
    child.stderr.on('data', (text) => {
      if (stderr === '') child.kill('SIGINT');
      stderr += text;
    });
    const [code] = await once(child, 'close');
    return { code, stderr };
  };

  it('ends a run of this process, and only the watching of a server’s', async () => {
    const home = path.join(directory, 'slow');
    await runCli(['instances', 'add', '--name', 'Slow', '--no-test'], { fake: slow, home });
    expect(await interrupted(home)).toMatchObject({ code: 4, stderr: expect.stringContaining('the next run goes on from it') });
    const { json } = commands(home);
    expect(await json(['jobs', 'list'])).toMatchObject([{ status: 'FAILED' }]);
    await whileServed(home, async () => {
      const { code, stderr } = await interrupted(home);
      expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('the run goes on at the server') });
      const id = /jobs watch (\S+)/.exec(stderr)?.[1] ?? '';
      expect(await commands(home).run(['jobs', 'watch', id])).toMatchObject({ code: 0, stdout: expect.stringContaining('Upload complete.') });
    });
  });
});

describe('only with a server', () => {
  it('a run is started and left, a link is made, and a backup is fetched', async () => {
    const home = path.join(directory, 'only');
    const { run, json } = commands(home);
    expect(await run(['login-link'])).toMatchObject({ code: 2, stderr: expect.stringContaining('No server runs') });
    await run(['instances', 'add', '--name', 'Acme']);
    expect(await run(['instances', 'run', 'Acme', '--no-wait'])).toMatchObject({ code: 2 });
    await whileServed(home, async () => {
      const job = await json(['instances', 'run', 'Acme', '--no-wait']);
      const watched = await run(['jobs', 'watch', job.id]);
      expect(watched).toMatchObject({ code: 0, stdout: expect.stringContaining('Upload complete.') });
      expect((await run(['login-link'])).stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login\?token=.+\n$/);
      const { stdout: link } = await run(['login-link', '--role', 'reader']);
      const { headers } = await fetch(link.trim(), { redirect: 'manual' });
      const me = await fetch(new URL('/api/me', link.trim()), { headers: { cookie: headers.get('set-cookie') ?? '' } });
      expect(await me.json()).toMatchObject({ role: 'reader' });
      const copy = path.join(directory, 'copy', 'graph.duckdb');
      expect(await run(['backup', copy])).toMatchObject({ code: 2 });
      expect(await run(['backup', path.join(directory, 'copy.duckdb')])).toMatchObject({ code: 0 });
    });
    expect((await stat(path.join(directory, 'copy.duckdb'))).mode & 0o777).toBe(0o600);
    expect(await run(['backup', path.join(directory, 'copy.duckdb')])).toMatchObject({ code: 2, stderr: expect.stringContaining('there already') });
  });
});

describe('--polling', () => {
  for (const [text, told] of [
    ['off', 'disabled'],
    ['30m', 'every 30 minutes'],
    ['twelve_hours', 'every 12 hours'],
    ['daily', 'daily'],
    ['daily@6', 'daily at 06:00'],
    ['weekly@Sunday:23:00', 'weekly on Sunday at 23:00'],
  ])
    it(`${text} is ${told}`, async () => {
      const { takePolling, describePolling } = await import('../src/cli/instances/polling.ts');
      expect(describePolling(takePolling(text as string))).toBe(told);
    });
  for (const text of ['5m', 'daily@24', 'daily@', '1h@6', 'weekly@x:6', 'weekly@mon:', ''])
    it(`${text || 'nothing'} is refused`, async () => expect((await import('../src/cli/instances/polling.ts')).takePolling.bind(undefined, text)).toThrow('weekly@mon:06'));
});
