import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './support/cli.ts';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-query-'));
  const file = path.join(home, 'graph.json');
  await writeFile(
    file,
    JSON.stringify({
      entities: [
        { _key: 'u1', _type: 'zoom_user', _class: ['User'], displayName: 'Ada Lovelace', email: ['ada@example.com'], lastLoginTime: Date.UTC(2026, 0, 2, 3, 4), seats: -3 },
        { _key: 'u2', _type: 'zoom_user', _class: ['User'], displayName: '=HYPERLINK("http://evil.example","x")', note: 'a,b "c"\nd' },
        { _key: 'g1', _type: 'zoom_group', _class: ['Group'], displayName: 'Legal' },
      ],
      relationships: [{ _type: 'zoom_group_has_user', _class: 'HAS', _fromEntityKey: 'g1', _toEntityKey: 'u1' }],
    }),
  );
  expect((await runCli(['import', file, '--scope', 's'], { home })).code).toBe(0);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const query = (args: readonly string[], input?: string) => runCli(['query', ...args], { home, ...(input === undefined ? {} : { input }) });

describe('graph-zoom query', () => {
  it('prints a table for people, with dates for times', async () => {
    const { code, stdout, stderr } = await query(['FIND zoom_user AS u RETURN u.displayName AS name, u.lastLoginTime, u.seats ORDER BY name DESC']);
    expect(stdout).toMatch(/^name +u\.lastLoginTime +u\.seats\nAda Lovelace +2026-01-0\d \d\d:\d\d +-3\n=HYPERLINK\("http:\/\/evil\.example","x"\)\n2 rows\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints lists, trees and nothing as tables too', async () => {
    expect((await query(['FIND zoom_group'])).stdout).toBe('name   type        key\nLegal  zoom_group  g1\n1 entity\n');
    expect((await query(['FIND zoom_group THAT HAS zoom_user RETURN TREE'])).stdout).toBe('from   relationship  to\nLegal  HAS           Ada Lovelace\n2 entities, 1 relationship\n');
    expect((await query(['FIND zoom_role'])).stdout).toBe('Nothing matches.\n');
  });

  it('gives JupiterOne’s shapes as JSON', async () => {
    const list = JSON.parse((await query(['FIND zoom_group', '--format', 'json'])).stdout);
    expect(list).toEqual({
      type: 'list',
      data: [
        {
          id: expect.any(String),
          entity: {
            _id: list.data[0].id,
            _key: 'g1',
            _type: ['zoom_group'],
            _class: ['Group'],
            displayName: 'Legal',
            _scope: 's',
            _source: 'api',
            _version: 1,
            _deleted: false,
            _createdOn: expect.stringMatching(/^2\d{3}-.*Z$/),
            _beginOn: expect.stringMatching(/Z$/),
          },
          properties: {},
        },
      ],
    });
    const tree = JSON.parse((await query(['FIND zoom_group THAT HAS zoom_user RETURN TREE', '--json'])).stdout);
    expect(tree.data.edges).toEqual([
      {
        id: expect.any(String),
        fromVertexId: list.data[0].id,
        toVertexId: expect.any(String),
        relationship: expect.objectContaining({ _class: 'HAS', _type: 'zoom_group_has_user', _fromEntityKey: 'g1', _toEntityKey: 'u1', _deleted: false }),
        properties: {},
      },
    ]);
  });

  it('gives CSV that a spreadsheet opens without running anything', async () => {
    const { stdout } = await query(['FIND zoom_user AS u RETURN u.displayName AS name, u.note AS note, u.seats, u.email ORDER BY name DESC', '--format', 'csv']);
    expect(stdout).toBe('name,note,u.seats,u.email\nAda Lovelace,,-3,ada@example.com\n"\'=HYPERLINK(""http://evil.example"",""x"")","a,b ""c""\nd",,\n');
  });

  it('says of a wrong query what is wrong and where, and nothing of SQL', async () => {
    const wrong = await query(['FIND zoom_user\nWITH displayName ~ 5']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('error: "~" has no meaning here.');
    expect(wrong.stderr).toContain('       WITH displayName ~ 5\n                        ^\n');
    const json = await query(['FIND zoom_user RETURN u.name', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: 'query-invalid', message: 'Invalid return selector provided: "u", valid return selectors are: "zoom_user"', line: 1, column: 23, hint: expect.any(String) },
    });
  });

  it('answers a batch in order, errors among the answers', async () => {
    const { stdout, code } = await query(
      ['--batch', '-', '--json', '--param', 'who=Legal'],
      [
        'FIND zoom_group',
        '',
        '{"query":"FIND zoom_user WITH displayName = ${n} AS u RETURN u._key","variables":{"n":"Ada Lovelace"}}',
        'FIND zoom_user WITH',
        '{"query":5}',
        '{nonsense',
        'FIND zoom_group WITH displayName = ${who}',
        'FIND zoom_user WITH x = ${nobody}',
      ].join('\r\n'),
    );
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.map(({ type, error }) => type ?? error.code)).toEqual(['list', 'table', 'query-invalid', 'file-invalid', 'file-invalid', 'list', 'query-invalid']);
    expect(lines[1].data).toEqual([{ 'u._key': 'u1' }]);
    expect(lines[2].error).toMatchObject({ line: 1, column: 20 });
  });

  it('reads a query from standard input, and takes time and parameters', async () => {
    const asked = await query(['-', '--now', '2026-01-03T00:00:00Z', '--param', 'keys=["u1","u2"]', '--json'], 'FIND zoom_user WITH lastLoginTime > date.now - 1 day AND _key = ${keys} AS u RETURN u.displayName');
    expect(JSON.parse(asked.stdout)).toEqual({ type: 'table', data: [{ 'u.displayName': 'Ada Lovelace' }] });
  });

  it('explains every rung, with values as parameters', async () => {
    const explained = JSON.parse((await query(["FIND zoom_user WITH displayName = 'x''", '--explain', '--json'])).stdout || '{}');
    expect(explained.error).toMatchObject({ code: 'query-invalid' });
    const { ast, plan, sql, params, database } = JSON.parse((await query(['FIND zoom_user WITH displayName = "it\'s"', '--explain', '--json'])).stdout);
    expect(ast.selector.target.names[0].text).toBe('zoom_user');
    expect(plan.start.names).toEqual({ classes: [], types: ['zoom_user'] });
    expect(sql).not.toContain("it's");
    expect(params).toEqual(["it's"]);
    expect(database).toContain('ORDER_BY');
    const text = (await query(['FIND zoom_user', '--explain'])).stdout;
    for (const title of ['Ast', 'Plan', 'SQL', 'Parameters', 'Database']) expect(text).toMatch(new RegExp(`^${title}$`, 'm'));
  });

  it('refuses what makes no sense, with one sentence', async () => {
    for (const [args, words] of [
      [['FIND a', '--batch', 'x'], 'A query and --batch were given.'],
      [['--batch', path.join(home, 'none')], 'Cannot read'],
      [['FIND a', '--now', 'noon'], '--now noon is no time.'],
      [['FIND a', '--param', 'x'], 'It must be name=value.'],
      [['FIND a', '--format', 'xml'], 'Allowed choices are table, json, ndjson, csv, markdown, parquet'],
    ] as const) {
      const { code, stderr } = await query(args);
      expect(stderr).toContain(words);
      expect(code).toBe(2);
    }
  });

  it('finds what was deleted when asked to', async () => {
    const file = path.join(home, 'later.json');
    await writeFile(file, JSON.stringify({ entities: [{ _key: 'x1', _type: 'thing', _class: 'Record', displayName: 'Gone' }] }));
    await runCli(['import', file, '--scope', 'later'], { home });
    await writeFile(file, JSON.stringify({ entities: [] }));
    await runCli(['import', file, '--scope', 'later'], { home });
    expect((await query(['FIND thing'])).stdout).toBe('Nothing matches.\n');
    const found = JSON.parse((await query(['FIND thing WITH _deleted = true AND _endOn > date.now - 1 day', '--include-deleted', '--json'])).stdout);
    expect(found.data[0].entity).toMatchObject({ _key: 'x1', _deleted: true, _endOn: expect.stringMatching(/Z$/) });
    expect(await readFile(file, 'utf8')).toBe('{"entities":[]}');
  });
});
