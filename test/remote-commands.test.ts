import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../src/app.ts';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { systemClock } from '../src/lib/clock.ts';
import { createAccountQuestions } from '../src/rules/account-questions.ts';
import { COLLECTION } from '../src/rules/parameters.ts';
import { type CliResult, runCli } from './support/cli.ts';
import { whileServed } from './support/served-home.ts';

const FIXTURES = new URL('fixtures/tls/', import.meta.url).pathname;

let directory: string;
let home: string;
let fake: FakeZoom;
let email: string;

/** A graph with a past: two collections with changes between them, and an import. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-remote-'));
  home = path.join(directory, 'home');
  fake = await startFakeZoom({ users: 15, plan: 'unlimited' });
  await writeFile(path.join(directory, 'people.json'), JSON.stringify({ entities: [{ _key: 'p1', _type: 'person', _class: ['Person'], displayName: 'Ada\u2028Lovelace' }] }));
  await run(home, ['collect']);
  fake.change(5);
  await run(home, ['collect']);
  await run(home, ['import', 'people.json', '--scope', 'hr']);
  const { entities } = JSON.parse((await run(home, ['export'])).stdout) as { entities: { _type: string; email: string[] }[] };
  email = entities.find((entity) => entity._type === 'zoom_user')?.email[0] ?? '';
  const { records, close } = await openStore(home);
  await records.write([{ collection: COLLECTION, id: 'status', on: 1, value: { value: 'active' } }]);
  const queries = [{ query: 'FIND zoom_user WITH status = {{param.status}} AND dept != {{dept}}', resultsAre: 'BAD' as const }];
  await createAccountQuestions({ records, clock: systemClock }).create({ title: 'Who is as the parameter says?', name: 'own-one', tags: ['security'], queries, variables: [{ name: 'dept', default: 'none' }] });
  await close();
});
afterAll(async () => {
  await fake.close();
  await rm(directory, { recursive: true, force: true });
});

const run = (where: string, args: readonly string[], more: { input?: string; env?: Record<string, string> } = {}) => runCli(args, { fake, home: where, cwd: directory, ...more });

/** What passes while a test runs. */
const timeless = (text: string): string =>
  text
    .replace(/^step .*(?=why not$)|\b\d+ (?:second|minute)s? ago\b|\bnow\b/gm, 'TIME')
    .replace(/"(?:startedOn|endedOn|durationMs|on|completeOn|_createdOn|_beginOn|beginOn|endOn)":\d+/g, '"time":0')
    .replace(/"id":"[0-9a-f-]{36}"/g, '"id":""')
    .replace(/in \d+\.\d s/g, 'in 0.0 s')
    .replace(/"bytes":\d+|\d+\.\d MB/g, 'BYTES');

describe('a command gives the same output from the store and from the server that owns it:', () => {
  const QUERY = 'FIND zoom_user AS u RETURN u.displayName AS name, u.status, u.lastLoginTime ORDER BY name';
  const READS: readonly (readonly string[] | { args: readonly string[]; input: string })[] = [
    ['status'],
    ['status', '--json'],
    ['export'],
    ['export', '--raw', '--instance', 'zoom', '--format', 'ndjson'],
    ['export', '--instance', 'nobody'],
    ['changes', '--since', 'today'],
    ['changes', '--since', '7d', '--json', '--limit', '3'],
    ['history', 'EMAIL'],
    ['history', 'EMAIL', '--json'],
    ['history', 'nobody at all', '--json'],
    ['query', QUERY],
    ['query', QUERY, '--format', 'csv'],
    ['query', QUERY, '--json'],
    ['query', 'FIND zoom_group THAT HAS zoom_user RETURN TREE', '--json'],
    ['query', 'FIND zoom_user', '--format', 'csv'],
    ['query', 'FIND zoom_user WITH status = ${status}', '--param', 'status=active', '--include-deleted', '--json'],
    ['query', 'FIND zoom_user WITH\n  createdTime > date.now - 7 hour', '--now', '2026-01-01', '--explain'],
    ['query', 'FIND zoom_user WITH\n  status = = 1', '--json'],
    ['query', 'FIND zoom_user WITH\n  status ='],
    { args: ['query', '--batch', '-'], input: `FIND zoom_role\nFIND\n{"query":"${QUERY}"}\n{"query":"FIND zoom_user","cursor":"x"}\n` },
    ['questions', '--all'],
    ['questions', 'own-one', '--json'],
    ['questions', '--search', 'parameter says', '--json'],
    ['questions', '--all', '--tag', 'security', '--json', '--fail-on', 'bad'],
    ['import', 'people.json', '--scope', 'zoom'],
  ];
  it('reading', async () => {
    const all = async (env: Record<string, string> = {}) => {
      const results: CliResult[] = [];
      for (const read of READS) {
        const { args, ...more } = 'args' in read ? read : { args: read };
        results.push(
          await run(
            home,
            args.map((arg) => (arg === 'EMAIL' ? email : arg)),
            { ...more, env },
          ),
        );
      }
      return results.map(({ code, stdout, stderr }) => ({ code, stdout: timeless(stdout), stderr }));
    };
    const alone = await all();
    await whileServed(home, async () => {
      // Proof that the store is not opened beside the server: its owner has locked it.
      const served = await all();
      for (const [index, read] of READS.entries()) expect(served[index], JSON.stringify(read)).toEqual(alone[index]);
    });
  });

  it('writing', async () => {
    const all = async (where: string) => {
      const results: CliResult[] = [];
      for (const args of [
        ['import', 'people.json', '--scope', 'hr2'],
        ['import', 'people.json', '--scope', 'hr', '--json'],
        ['collect'],
        ['collect', '--json'],
        ['collect', '--instance', 'again', '--json'],
        ['demo', '--users', '5', '--latency', '0', '--once'],
        ['status', '--json'],
        ['doctor', '--json'],
      ])
        results.push(await run(where, args));
      return results.map(({ code, stdout, stderr }) => ({ code, stdout: timeless(stdout).replaceAll(where, 'HOME'), stderr: timeless(stderr).replace(/127\.0\.0\.1:\d+/g, 'HOST') }));
    };
    const [first, second] = [path.join(directory, 'first'), path.join(directory, 'second')];
    for (const copy of [first, second]) await cp(home, copy, { recursive: true });
    const alone = await all(first);
    await whileServed(second, async () => {
      const served = await all(second);
      for (const [index, result] of alone.entries()) expect(served[index]).toEqual(result);
      expect(alone.map(({ code }) => code)).toEqual(alone.map(() => 0));
    });
  });
});

describe('which store a command uses:', () => {
  it('the one of --server, with the key of the environment', () =>
    whileServed(home, async ({ url, key }) => {
      const elsewhere = path.join(directory, 'elsewhere');
      const there = await run(elsewhere, ['--server', url, 'query', 'FIND person', '--json'], { env: { GRAPH_ZOOM_API_KEY: key } });
      expect(JSON.parse(there.stdout)).toMatchObject({ data: [{ entity: { _key: 'p1' } }] });
      expect((await run(elsewhere, ['status', '--server', url], { env: { GRAPH_ZOOM_API_KEY: key } })).stdout).toContain(url);
    }));

  it('no key, a wrong key, an address that is none, no encryption, or nobody there: a usage error or a failure that says so', async () => {
    await whileServed(home, async ({ url }) => {
      const cases: readonly [string, Record<string, string>, RegExp, number][] = [
        [url, {}, /GRAPH_ZOOM_API_KEY is not set/, 2],
        [url, { GRAPH_ZOOM_API_KEY: 'gz_wrong' }, /does not accept the key/, 2],
        ['nonsense', { GRAPH_ZOOM_API_KEY: 'k' }, /no http/, 2],
        ['http://graph-zoom.example.com', { GRAPH_ZOOM_API_KEY: 'k' }, /not encrypted/, 2],
        ['https://name:pass@localhost', { GRAPH_ZOOM_API_KEY: 'k' }, /name or password/, 2],
        ['http://127.0.0.1:1', { GRAPH_ZOOM_API_KEY: 'k' }, /No connection to http:\/\/127\.0\.0\.1:1/, 1],
      ];
      for (const [server, env, words, expected] of cases) {
        const { code, stdout, stderr } = await run(home, ['--server', server, 'status'], { env });
        expect({ code, stdout }, server).toEqual({ code: expected, stdout: '' });
        expect(stderr).toMatch(words);
        expect(stderr).not.toContain('gz_wrong');
      }
    });
  });

  it('the server’s over TLS, by the certificate that the server told of', async () => {
    const tls = { cert: path.join(FIXTURES, 'cert.pem'), key: path.join(FIXTURES, 'key.pem') };
    await whileServed(
      home,
      async ({ url, key }) => {
        expect(url).toMatch(/^https:/);
        expect(await run(home, ['query', 'FIND person'])).toMatchObject({ code: 0, stdout: expect.stringContaining('1 entity') });
        // Elsewhere a certificate that nobody signed is refused.
        expect(await run(home, ['--server', url, 'query', 'FIND person'], { env: { GRAPH_ZOOM_API_KEY: key } })).toMatchObject({ code: 1, stderr: expect.stringContaining('self-signed certificate') });
        const file = path.join(home, 'server.json');
        const told = JSON.parse(await readFile(file, 'utf8'));
        await writeFile(file, JSON.stringify({ ...told, certificate: 'AA:BB' }));
        expect(await run(home, ['query', 'FIND person'], { env: { GRAPH_ZOOM_LOCK_WAIT: '0' } })).toMatchObject({ code: 1, stderr: expect.stringContaining('in use by another graph-zoom') });
      },
      tls,
    );
  });

  it('and what its key may do there', () =>
    whileServed(home, async ({ url }) => {
      const { secret } = JSON.parse((await run(home, ['keys', 'create', '--name', 'reading', '--json'])).stdout);
      const as = (...args: string[]) => run(path.join(directory, 'elsewhere'), ['--server', url, ...args], { env: { GRAPH_ZOOM_API_KEY: secret } });
      for (const args of [['query', 'FIND person'], ['status'], ['export'], ['changes'], ['questions', '--all'], ['instances', 'list'], ['jobs', 'list']])
        expect(await as(...args), args.join(' ')).toMatchObject({ code: 0, stderr: '' });
      for (const args of [['collect'], ['import', 'people.json', '--scope', 'x'], ['instances', 'add', '--name', 'X'], ['keys', 'list'], ['backup', path.join(directory, 'no.duckdb')], ['login-link']])
        expect(await as(...args), args.join(' ')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('needs the role administrator') });
    }));

  it('its own where the file is left from a server that ended', async () => {
    const file = path.join(home, 'server.json');
    for (const left of [{ url: 'http://127.0.0.1:1', pid: process.pid, key: 'k', version: '0', startedOn: 1 }, { url: fake.url, pid: process.pid, key: 'k', version: '0', startedOn: 1 }, { pid: 'x' }]) {
      await writeFile(file, JSON.stringify(left));
      expect(await run(home, ['query', 'FIND person'])).toMatchObject({ code: 0, stdout: expect.stringContaining('1 entity') });
    }
  });
});
