import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { runCli } from './support/cli.ts';
import { type JupiterOne, startJupiterOne } from './support/jupiterone-service.ts';
import { whileServed } from './support/served-home.ts';

let directory: string;
let fake: FakeZoom;
let service: JupiterOne;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-push-'));
  fake = await startFakeZoom({ users: 6, plan: 'unlimited' });
  service = await startJupiterOne();
});
afterAll(async () => {
  await fake.close();
  await service.close();
  await rm(directory, { recursive: true, force: true });
});

const at = (home: string) => {
  const where = path.join(directory, home);
  const jupiterOne = { JUPITERONE_API_KEY: service.apiKey, JUPITERONE_ACCOUNT: service.account, JUPITERONE_API_BASE_URL: service.url };
  return { home: where, run: (args: readonly string[], env: Record<string, string> = jupiterOne) => runCli(args, { fake, home: where, env, cwd: directory }) };
};

describe('graph-zoom push', () => {
  it('says what it would send, sends it, and says what came of it', async () => {
    const { run } = at('cli');
    expect(await run(['push', '--json'])).toMatchObject({ code: 2, stdout: expect.stringContaining('Nothing was collected') });
    await run(['collect']);
    const plan = await run(['push', '--dry-run'], {});
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringMatching(/zoom_user +6\n[\s\S]*Nothing was sent\./) });
    expect(service.jobs.size).toBe(0);
    const done = await run(['push', '--integration-instance-id', 'an-instance']);
    expect(done).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Pushed \d+ entities and \d+ relationships to acme, integration instance an-instance\.\nEntities: \d+ created/) });
    const { stdout } = await run(['push', '--scope', 'copy', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'complete', destination: { scope: 'copy' }, job: { status: 'FINISHED' }, uploaded: { entities: { zoom_user: 6 } }, partialTypes: [] });
  });

  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['no key', [], {}, 'JUPITERONE_API_KEY and JUPITERONE_ACCOUNT are not set'],
    ['an address that is not encrypted', [], { JUPITERONE_API_KEY: 'k', JUPITERONE_ACCOUNT: 'acme', JUPITERONE_API_BASE_URL: 'http://api.example.com' }, 'not encrypted'],
    [
      'an instance that is not there, whose name does nothing to the terminal',
      ['--instance', '\u001b[2JNobody'],
      { JUPITERONE_API_KEY: 'k', JUPITERONE_ACCOUNT: 'acme' },
      'There is no instance or scope "\ufffd[2JNobody"',
    ],
  ])('refuses %s', async (_what, args, env, told) => {
    expect(await at('cli').run(['push', ...args], env)).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
  });

  it('is done by itself after each collection of an instance that says so, here and at a server, until it no longer does', async () => {
    const { home, run } = at('automatic');
    expect(await run(['instances', 'add', '--name', 'Larch', '--push'], {})).toMatchObject({ code: 2, stderr: expect.stringContaining('JUPITERONE_API_KEY and JUPITERONE_ACCOUNT are not set') });
    await run(['instances', 'add', '--name', 'Larch', '--push']);
    const shown = await run(['instances', 'show', 'Larch', '--json'], {});
    expect(shown.stdout).not.toContain(service.apiKey);
    const before = service.jobs.size;
    const first = await run(['collect', '--instance', 'Larch'], {});
    expect(first.code).toBe(0);
    expect(service.jobs.size).toBe(before + 1);
    expect(service.job()).toMatchObject({ status: 'FINISHED', body: { source: 'api', scope: 'graph-zoom:Larch' } });
    await whileServed(home, async () => {
      const ran = await run(['instances', 'run', 'Larch'], {});
      expect(`${ran.stdout}${ran.stderr}`).toMatch(/Pushed to JupiterOne: entities \d+ created/);
      expect(service.jobs.size).toBe(before + 2);
      service.faults.push({ on: 'POST relationships', status: 400, code: 'NOT_TODAY' });
      const failed = await run(['instances', 'run', 'Larch'], {});
      expect(`${failed.stdout}${failed.stderr}`).toContain('The push to JupiterOne failed; the collection is stored.');
      expect(`${failed.stdout}${failed.stderr}`).toContain('NOT_TODAY');
      expect(`${failed.stdout}${failed.stderr}`).not.toContain(service.apiKey);
      expect(service.job().status).toBe('ABORTED');
    });
    await run(['instances', 'edit', 'Larch', '--no-push']);
    await run(['collect', '--instance', 'Larch'], {});
    expect(service.jobs.size).toBe(before + 3);
  });

  it('does not send the key of an instance to another address that somebody has put there', async () => {
    const { run } = at('moved');
    await run(['instances', 'add', '--name', 'Larch', '--push']);
    const other = await startJupiterOne();
    try {
      const changed = await runCli(['instances', 'edit', 'Larch', '--credentials-file', '-', '--no-test'], { fake, home: path.join(directory, 'moved'), input: JSON.stringify({ jupiterOneUrl: other.url }) });
      expect(changed).toMatchObject({ code: 2, stderr: expect.stringContaining('jupiterOneUrl was changed') });
    } finally {
      await other.close();
    }
  });
});
