import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { type CliResult, runCli } from './support/cli.ts';
import { whileServed } from './support/served-home.ts';
import { send } from './support/serving.ts';

/** What the fake Zoom puts wherever a secret may stand: host keys, passcodes, tokens, URLs, keys that nobody knows. */
const CANARY = /CANARY/;

let fake: FakeZoom;
let home: string;
let collected: CliResult;
const run = (...args: string[]) => runCli(args, { fake, home, cwd: home });

beforeAll(async () => {
  fake = await startFakeZoom({ users: 30, plan: 'unlimited', canaries: true });
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-canaries-'));
  collected = await run('collect', '--json');
});
afterAll(async () => {
  await fake.close();
  await rm(home, { recursive: true, force: true });
});

/** Every file below a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

describe('secrets that Zoom plants', () => {
  it('are really sent by it', async () => {
    const token = await send(`${fake.oauthUrl}/token?grant_type=account_credentials&account_id=${fake.credentials.accountId}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${fake.credentials.clientId}:${fake.credentials.clientSecret}`).toString('base64')}` },
    });
    const users = await send(`${fake.apiUrl}/users?status=active`, { key: token.json.access_token });
    expect(users.text).toMatch(CANARY);
  });

  it.each(
    [
      ['collect', '--json'],
      ['status', '--json'],
      ['changes', '--since', '2020-01-01', '--json'],
      ['export', '--format', 'json', '--raw'],
      ['export', '--format', 'ndjson', '--raw'],
      ['query', 'FIND * AS x RETURN x.*', '--format', 'csv'],
      ['query', 'FIND * AS x', '--format', 'json'],
      ['questions', '--all', '--json'],
      ['doctor', '--json'],
    ].map((args) => [args.slice(0, 3).join(' '), args] as const),
  )('are in no output of %s', async (_name, args) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout.length).toBeGreaterThan(100);
    expect(stdout + stderr).not.toMatch(CANARY);
  });

  it('are in no file of the data directory, nor in what the collection said', async () => {
    expect(collected.code).toBe(0);
    expect(collected.stdout + collected.stderr).not.toMatch(CANARY);
    const files = await filesIn(home);
    expect(files.map((file) => path.basename(file))).toContain('graph.duckdb');
    for (const file of files) expect((await readFile(file)).includes('CANARY'), file).toBe(false);
  });

  it('are in no answer of the server', () =>
    whileServed(home, async ({ url, key }) => {
      for (const at of ['/entities?limit=1000', '/relationships?limit=1000', '/api/overview', '/api/changes?limit=1000', '/api/questions', '/api/model']) {
        const { status, text } = await send(`${url}${at}`, { key });
        expect([at, status]).toEqual([at, 200]);
        expect(text).not.toMatch(CANARY);
      }
      const query = await send(`${url}/api/query`, { key, body: { query: 'FIND zoom_user AS u RETURN u.*' } });
      expect(query.json.data).not.toHaveLength(0);
      expect(query.text).not.toMatch(CANARY);
    }));
});
