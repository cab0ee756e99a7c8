import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';
import { askDuckdb } from './support/duckdb.ts';
import { whileServed } from './support/served-home.ts';
import { NASTY, SMALL } from './support/small-graph.ts';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-export-command-'));
  await writeFile(path.join(home, 'graph.json'), JSON.stringify(SMALL));
  expect((await runCli(['import', path.join(home, 'graph.json'), '--scope', 'one'], { home })).code).toBe(0);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => runCli(args, { home, cwd: home, env });
const parts = async () => (await readdir(home)).filter((name) => name.includes('.part'));

describe('graph-zoom export', () => {
  it.each([
    [['--format', 'csv'], /is a folder with several files[\s\S]*--out DIR/],
    [['--format', 'parquet', '--out', '-'], /is a folder with several files/],
    [['--format', 'j1-integration', '--out', '-'], /is a folder with several files/],
    [['--format', 'csv', '--out', 'graph.json'], /graph\.json is a file/],
    [['--format', 'csv', '--out', '/nowhere/out'], /Cannot write \/nowhere\/out/],
    [['--format', 'csv', '--raw', '--out', 'x'], /no place for raw answers[\s\S]*json, ndjson, j1-integration/],
    [['--format', 'opengraph', '--raw'], /no place for raw answers/],
    [['--format', 'ndjson', '--queries', 'x'], /--queries are for BloodHound/],
    [['--to', 'neo4j://localhost'], /--to names a database/],
    [['--format', 'neo4j', '--out', 'x'], /is written into a database/],
    [['--format', 'neo4j'], /not said which Neo4j[\s\S]*NEO4J_URI/],
    [['--format', 'neo4j', '--to', 'neo4j://localhost'], /NEO4J_PASSWORD is not set/],
    [['--format', 'neo4j', '--to', 'bolt://me:hunter2@localhost'], /^(?![\s\S]*hunter2)[\s\S]*a name or a password in the address/],
    [['--format', 'cypher', '--instance', 'nope'], /no instance or scope "nope"/],
  ] as const)('refuses %j', async (args, words) => {
    const { code, stdout, stderr } = await run(['export', ...args]);
    expect(stderr).toMatch(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('does not overwrite a folder that it has not written', async () => {
    const { code, stderr } = await run(['export', '--format', 'csv', '--out', home]);
    expect(code).toBe(2);
    expect(stderr).toContain('is no export of graph-zoom');
    expect(await parts()).toEqual([]);
  });

  it('writes folders, each again in place of the one before', async () => {
    for (const args of [
      ['--format', 'csv', '--out', 'out'],
      ['--format', 'parquet', '--out', 'out'],
      ['--format', 'j1-integration'],
      ['--format', 'j1-integration', '--instance', 'one', '--raw'],
    ])
      expect(await run(['export', ...args])).toMatchObject({ code: 0, stdout: '' });
    expect(await readdir(path.join(home, 'out', 'entities'))).toEqual(['zoom_role.parquet', 'zoom_user.parquet']);
    expect((await readdir(path.join(home, '.j1-integration'))).sort()).toEqual(['.graph-zoom-export', 'graph', 'summary.json']);
    expect(await parts()).toEqual([]);
  });

  it('writes one document to stdout or a file, for BloodHound with its queries', async () => {
    const { stdout } = await run(['export', '--format', 'opengraph']);
    expect(JSON.parse(stdout).graph.nodes).toHaveLength(3);
    expect(await run(['export', '--format', 'opengraph', '--out', 'zoom.json', '--queries', 'queries'])).toMatchObject({ code: 0, stdout: '', stderr: 'Wrote zoom.json.\nWrote queries.\n' });
    expect(await readFile(path.join(home, 'zoom.json'), 'utf8')).toBe(stdout);
    expect(JSON.parse(await readFile(path.join(home, 'queries', 'administrators.json'), 'utf8')).query).toContain('Zoom_User');
    expect((await run(['export', '--format', 'cypher'])).stdout).toContain('MERGE (n:GraphZoom');
  });

  it('writes the same while a server owns the graph', async () => {
    const formats = ['csv', 'parquet', 'j1-integration'];
    const all = async (name: string) => {
      for (const format of formats) expect(await run(['export', '--format', format, '--out', `${name}-${format}`])).toMatchObject({ code: 0 });
      expect(await run(['query', 'FIND zoom_user', '--out', `${name}.parquet`])).toMatchObject({ code: 0 });
    };
    const bytesOf = async (folder: string) => {
      const files = (await readdir(path.join(home, folder), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
      return Object.fromEntries(await Promise.all(files.map(async (file) => [path.relative(path.join(home, folder), file), (await readFile(file)).toString('base64')])));
    };
    await all('own');
    await whileServed(home, () => all('served'));
    for (const format of formats) expect(await bytesOf(`served-${format}`)).toEqual(await bytesOf(`own-${format}`));
    expect(await readFile(path.join(home, 'served.parquet'))).toEqual(await readFile(path.join(home, 'own.parquet')));
  });

  it('says that no Neo4j answers, and never its password', async () => {
    const { code, stdout, stderr } = await run(['export', '--format', 'neo4j'], { NEO4J_URI: 'neo4j://127.0.0.1:1', NEO4J_PASSWORD: 'hunter2' });
    expect(stderr).toMatch(/No connection to Neo4j at neo4j:\/\/127\.0\.0\.1:1/);
    expect({ code, stdout, told: stderr.includes('hunter2') }).toEqual({ code: 1, stdout: '', told: false });
  });
});

describe('graph-zoom query', () => {
  const users = 'FIND zoom_user AS u RETURN u.displayName AS name, u.seats AS seats, u.active AS active, u.ids AS ids, u.lines AS lines ORDER BY name';

  it('writes Parquet with columns of their kind to a file, and to a pipe', async () => {
    expect(await run(['query', users, '--out', 'users.parquet'])).toMatchObject({ code: 0, stdout: '' });
    const file = path.join(home, 'users.parquet');
    expect(await askDuckdb(`SELECT * FROM '${file}'`)).toEqual([
      { name: 'ada', seats: -3, active: true, ids: [1, 2], lines: NASTY.lines },
      { name: 'bob', seats: null, active: false, ids: null, lines: null },
    ]);
    expect((await run(['query', users, '--format', 'parquet'])).stdout).toMatch(/^PAR1[\s\S]*PAR1$/);
    for (const [text, columns] of [
      ['FIND zoom_user', ['displayName', '_type', '_key', '_beginOn']],
      ['FIND zoom_user THAT ASSIGNED zoom_role RETURN TREE', ['fromName', 'fromType', 'fromKey', 'relationship']],
      ['FIND zoom_user AS u RETURN u.displayName AS x, u.active AS X', ['x', 'X_2']],
      ['FIND zoom_user AS u RETURN u, u._id AS id', ['u', 'id']],
    ] as const) {
      expect(await run(['query', text, '--out', 'users.parquet'])).toMatchObject({ code: 0 });
      expect((await askDuckdb(`DESCRIBE SELECT * FROM '${file}'`)).map(({ column_name }) => column_name).slice(0, columns.length)).toEqual(columns);
    }
    expect(await parts()).toEqual([]);
  });

  it('writes a row a line as JSON', async () => {
    const lines = (await run(['query', users, '--format', 'ndjson'])).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(['ada', 'bob']);
    const tree = (await run(['query', 'FIND zoom_user THAT ASSIGNED zoom_role RETURN TREE', '--format', 'ndjson'])).stdout.trimEnd().split('\n');
    expect(tree.map((line) => Object.keys(JSON.parse(line))).map((keys) => keys.includes('fromVertexId'))).toEqual([false, false, true]);
  });

  it('writes Markdown in which nothing that anybody wrote has a meaning', async () => {
    const { stdout } = await run(['query', 'FIND zoom_user WITH active = true AS u RETURN u.displayName AS "a|b", u.lines, u.markup, u.quotes, u.createdOn', '--format', 'markdown']);
    expect(stdout.split('\n')).toEqual([
      '| a\\|b | u.lines | u.markup | u.quotes | u.createdOn |',
      '| --- | --- | --- | --- | --- |',
      `| ada | two<br>lines and a \\| pipe | &lt;img src=x onerror=alert(1)&gt; &amp; \\[link\\](http://evil.example) | it's "quoted", with \\\\ and \\\\u0027 and \\\` | ${moment(1_767_225_600_000)} |`,
      '',
    ]);
    expect((await run(['query', 'FIND zoom_role', '--format', 'markdown'])).stdout).toBe('| name | type | key |\n| --- | --- | --- |\n| Owner | zoom_role | zoom_role:0 |\n');
    expect((await run(['query', 'FIND zoom_user THAT ASSIGNED zoom_role RETURN TREE', '--format', 'markdown'])).stdout).toContain('| ada | ASSIGNED | Owner |');
  });

  it('takes the format from the name of the file', async () => {
    for (const [file, begin] of [
      ['a.csv', 'name,seats'],
      ['a.json', '{"type":"table"'],
      ['a.ndjson', '{"name":"ada"'],
      ['a.md', '| name |'],
    ] as const) {
      expect(await run(['query', users, '--out', file])).toMatchObject({ code: 0, stdout: '' });
      expect(await readFile(path.join(home, file), 'utf8')).toMatch(new RegExp(`^${begin.replace(/[{|]/g, '\\$&')}`));
    }
  });

  it.each([
    [['--out', 'a.xyz'], /does not say which format/],
    [['--out', 'a.txt', '--format', 'table'], /drawn for a terminal/],
    [['--out', '/nowhere/a.csv'], /Cannot write \/nowhere\/a\.csv/],
    [['--out', '/nowhere/a.parquet'], /Cannot write \/nowhere\/a\.parquet/],
    [['--out', 'a.csv', '--explain'], /--out is for the answer of one query/],
  ] as const)('refuses %j', async (args, words) => {
    const { code, stderr } = await run(['query', users, ...args]);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});

/** As people are shown a time. */
const moment = (time: number): string => {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
};
