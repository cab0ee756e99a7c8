import { expect, it } from 'vitest';
import { cypherLiteral, cypherName } from '../src/export/cypher/literal.ts';
import { exportCypher } from '../src/export/cypher/script.ts';
import { withOwnStore } from './support/own-store.ts';
import { holdGraph, NASTY, SMALL } from './support/small-graph.ts';
import { textOf } from './support/text-of.ts';

const TEXT = /'(?:\\.|[^'\\])*'/g;
const TEXT_OR_NAME = /'(?:\\.|[^'\\])*'|`(?:``|[^`])*`/g;

/** A script without its texts and names: what is left of it is what it does. */
const skeleton = (script: string): string => script.replace(/^\/\/.*\n/, '').replace(TEXT_OR_NAME, ([first]) => (first === "'" ? 'T' : 'N'));

/** What a text in quotes stands for, or several that are put together. */
const read = (literal: string): string =>
  [...literal.matchAll(TEXT)]
    .map(([quoted]) =>
      quoted
        .slice(1, -1)
        .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code?: string, character = '') =>
          code ? String.fromCharCode(Number.parseInt(code, 16)) : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[character as string] ?? character),
        ),
    )
    .join('');

it('makes nodes and relationships by their ids, the constraint first, with labels of class and type', () =>
  withOwnStore(async (store) => {
    await holdGraph(store);
    const script = await textOf(exportCypher(store, { raw: false }));
    expect(script).toMatch(/^\/\/ Written by graph-zoom.*\nCREATE CONSTRAINT graph_zoom_id IF NOT EXISTS FOR \(n:GraphZoom\) REQUIRE n\.`_id` IS UNIQUE;\n/);
    expect(script).toContain('] AS row\nMERGE (n:GraphZoom {`_id`: row.`_id`})\nSET n = row, n:`AccessRole`:`zoom_role`;\n');
    expect(script).toContain('] AS row\nMERGE (n:GraphZoom {`_id`: row.`_id`})\nSET n = row, n:`User`:`zoom_user`;\n');
    expect(script).toMatch(/MATCH \(a:GraphZoom \{`_id`: row\.from\}\)\nMATCH \(b:GraphZoom \{`_id`: row\.to\}\)\nMERGE \(a\)-\[r:`ASSIGNED` \{`_id`: row\.is\.`_id`\}\]->\(b\)\nSET r = row\.is;\n$/);
    expect(script).toContain("`seats`: -3, `share`: 0.5, `tag.AccountName`: 'Example'");
    expect(script).toContain('`large`: 1e21');
    expect(script).toContain("`mixed`: ['a', '1', 'true'], `none`: []");
    expect(await textOf(exportCypher(store, { raw: false }))).toBe(script);
  }));

it('does nothing else, whatever names, keys, types and texts say', () =>
  withOwnStore(async (store) => {
    const evil = ['x`) DETACH DELETE n //', "'}] AS row DETACH DELETE n;//", '\\u0060) DETACH DELETE n //', '\\u0027}) DETACH DELETE n //', '\\', '\\\\u0027', 'a\n:exit\n', '', '*/', '${x}'];
    const graphOf = (names: readonly string[]) => ({
      entities: names.map((text, index) => ({ _key: `k${text}`, _type: `type ${index} ${text}`, _class: [`Class ${index} ${text}`], displayName: text, [`property ${text}`]: text })),
      relationships: names.map((text, index) => ({ _key: `r${text}`, _type: `joins ${index} ${text}`, _class: `JOINS ${index} ${text}`, displayName: text, _fromEntityKey: `k${text}`, _toEntityKey: `k${names[0]}` })),
    });
    await holdGraph(store, graphOf(evil), 'evil');
    const script = await textOf(exportCypher(store, { raw: false, scope: 'evil' }));
    await holdGraph(store, graphOf(evil.map((_, index) => `tame ${String.fromCharCode(97 + index)}`)), 'tame');
    const tame = await textOf(exportCypher(store, { raw: false, scope: 'tame' }));
    const shape = (text: string) =>
      skeleton(text)
        .replaceAll('T+T', 'T')
        .replace(/\d{13}/g, 'M')
        .split(';\n')
        .sort();
    expect(shape(script)).toEqual(shape(tame));
    expect(script).not.toMatch(/^:/m);
    expect(script).not.toMatch(/\\u00(?:27|60)/);
  }));

it.each([...Object.values(NASTY), '', '\\', '\\u0041', '\\\\u0041', 'a\0b\u0085c', "''"])('writes the text %j so that it is read as it was', (text) => {
  const literal = cypherLiteral(text);
  expect(read(literal)).toBe(text);
  expect(literal).not.toMatch(/[\n\r]/);
});

it('writes numbers as numbers, whole ones without a point', () => {
  expect([0, -3, 0.5, 1_767_225_600_000, 2 ** 53, 1e21, 1e-7].map(cypherLiteral)).toEqual(['0', '-3', '0.5', '1767225600000', '9007199254740992.0', '1e21', '1e-7']);
  expect(cypherLiteral({ a: [true, 1, 'x'], 'b.c': {} })).toBe("{`a`: [true, 1, 'x'], `b.c`: {}}");
});

it('writes any name in backticks', () => {
  expect(['zoom_user', 'tag.AccountName', 'a`b', 'a\\u0060b', 'a\nb', ''].map(cypherName)).toEqual(['`zoom_user`', '`tag.AccountName`', '`a``b`', '`a_u0060b`', '`a_b`', '`_`']);
});

it('is written in statements of a size that a server can take', () =>
  withOwnStore(async (store) => {
    await holdGraph(store, { entities: Array.from({ length: 120 }, (_, index) => ({ ...(SMALL.entities[1] as object), _key: `zoom_user:${String(index).padStart(3, '0')}` }) as never), relationships: [] });
    const script = await textOf(exportCypher(store, { raw: false }));
    expect(script.match(/UNWIND/g)).toHaveLength(3);
  }));
