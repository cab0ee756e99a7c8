import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_GRAPH, EXAMPLE_NOW } from './fixtures/j1ql/example-graph.ts';
import examples from './fixtures/j1ql/examples.json' with { type: 'json' };
import { ask, type OracleEntity, OracleError, type OracleGraph, type OracleOptions, type OracleResult, TooManyPaths } from './support/oracle/evaluate.ts';
import { RANDOM_OPTIONS, randomGraph } from './support/oracle/random-graph.ts';
import { randomQuery } from './support/oracle/random-query.ts';
import { normalise, whyWrong } from './support/oracle/same-answer.ts';

interface Expectation {
  list?: string[];
  table?: Record<string, unknown>[];
  tree?: { vertices: string[]; edges: string[] };
}

/** The expectation in the form that normalise gives the result. */
function wanted({ list, table, tree }: Expectation, columns: string[]): unknown {
  if (list) return { rows: list };
  if (tree) return { rows: tree.vertices.toSorted(), edges: tree.edges.toSorted() };
  return normalise({ type: 'table', columns, data: table ?? [] });
}

function withoutOrder(result: unknown): unknown {
  return { ...(result as { rows: string[] }), rows: (result as { rows: string[] }).rows.toSorted() };
}

describe('the oracle', () => {
  it('knows all worked examples', () => expect(examples).toHaveLength(155));

  for (const { section, query, options, expect: expectation } of examples) {
    it(`answers ${section}: ${query} ${JSON.stringify(options)}`, () => {
      const result: OracleResult = ask(EXAMPLE_GRAPH, query, { now: EXAMPLE_NOW, ...(options as Partial<OracleOptions>) });
      const rows = (expectation as Expectation).table ?? [];
      const expected = wanted(expectation as Expectation, [...new Set(rows.flatMap((row) => Object.keys(row)))]);
      if (/ORDER BY/i.test(query)) expect(normalise(result)).toEqual(expected);
      else expect(withoutOrder(normalise(result))).toEqual(withoutOrder(expected));
    });
  }
});

/** A loop at a, two parallel relationships from a to b, one from b to c, and c stands alone otherwise. */
const SMALL: OracleGraph = {
  entities: [
    { _id: 'a', _key: 'a', _type: 'node', _class: ['Node'], displayName: 'a', kinds: ['1', 'true'], n: 2.5, when: Date.UTC(2026, 1, 28), none: [] },
    { _id: 'b', _key: 'b', _type: 'node', _class: ['Node', 'Leaf'], displayName: 'b', kinds: true, n: -2.5, list: [1, 5] },
    { _id: 'c', _key: 'c', _type: 'end', _class: ['Leaf'], displayName: 'c', kinds: 1, gone: null },
  ],
  relationships: [
    { _id: 'aa', _key: 'aa', _type: 't', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'a' },
    { _id: 'ab1', _key: 'ab1', _type: 't', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b', port: 1 },
    { _id: 'ab2', _key: 'ab2', _type: 't', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b', port: 2 },
    { _id: 'bc', _key: 'bc', _type: 't', _class: 'USES', _fromEntityKey: 'b', _toEntityKey: 'c' },
    { _id: 'dead', _key: 'dead', _type: 't', _class: 'USES', _fromEntityKey: 'a', _toEntityKey: 'c', _deleted: true },
  ],
};

const CHOICES: [string, unknown][] = [
  ['FIND node AS x THAT HAS AS r node AS y RETURN x._id, r._id, y._id', ['a aa a', 'a ab1 b', 'a ab2 b', 'b ab1 a', 'b ab2 a']],
  ['FIND * AS x THAT HAS AS r THAT RETURN x._id', 'error'],
  ['FIND node AS x THAT HAS >> node AS y THAT HAS << node AS z WHERE y._id = "b" RETURN x._id, z._id', ['a a', 'a a']],
  ['FIND * WITH kinds = true', ['a', 'b']],
  ["FIND * WITH kinds = 'TRUE'", ['b']],
  ['FIND * WITH kinds = 1', ['c']],
  ['FIND * WITH kinds ~= 1', []],
  ['FIND * WITH kinds !~= 1', ['a', 'b', 'c']],
  ['FIND * WITH none = undefined AND gone = null', ['a', 'b', 'c']],
  ['FIND * WITH list > 4', ['b']],
  ['FIND * WITH list = (1 AND 5)', ['b']],
  ["FIND * WITH kinds !~= ('1' AND 'ru')", ['b', 'c']],
  ["FIND * WITH displayName = ('b' OR 'c' AND 'a')", ['b']],
  ['FIND * WITH when = date(2026-03-31) - 1 month', ['a']],
  ['FIND * AS x THAT (HAS|USES) * AS y WHERE x.n = y.n RETURN x._id', ['a']],
  ['FIND end AS x THAT USES Node AS y WHERE x.missing != y.missing RETURN x._id', []],
  ['FIND end AS x THAT USES Node AS y WHERE x.missing != (y.missing OR 5) RETURN x._id', []],
  ['FIND end AS x THAT USES Node AS y WHERE x.missing !~= y._id RETURN x._id', ['c']],
  ['FIND node THAT !USES end', ['a']],
  ['FIND node AS x THAT HAS << node THAT !HAS node THAT USES end AS z RETURN x._id', []],
  ['FIND node AS x THAT !USES Leaf AS y RETURN x._id, y._id', ['a a']],
  ['FIND node AS x THAT !USES AS r Leaf THAT HAS Leaf AS y RETURN x._id, y._id, r._id', ['a null null', 'b null null']],
  ['FIND node AS x (THAT USES end)? AS y RETURN x._id, y._id', ['a a', 'b c']],
  ['FIND node AS x (THAT USES end AS e THAT OWNS Node)? RETURN x._id, e._id', ['a null', 'b null']],
  ['FIND node AS x (THAT USES end AS e)? WHERE e._id = undefined RETURN x._id', ['a']],
  ['FIND node AS x RETURN ROUND(x.n)', ['3', '-2']],
  ['FIND node AS x RETURN 2 ^ 3 ^ 2, 1 / 0, 1 - 2 - 3', ['512 null -4', '512 null -4']],
  ['FIND node AS x THAT HAS AS r node AS y RETURN sum(x.n), sum(r.port), sum(x.n + r.port), count(r.port)', ['0 3 6 2']],
  ['FIND node AS x WITH missing = 1 RETURN x._id, count(x)', []],
  ['FIND node WITH missing = 1 AS x RETURN x._id, count(x)', []],
  ['FIND node WITH missing = 1 AS x RETURN sum(x.n), max(x.n), count(x) + 1', ['0 null 1']],
  ['FIND node AS x RETURN count(x) + x.n', 'error'],
  ['FIND node AS x RETURN y.n', 'error'],
  ['FIND node THAT HAS node RETURN node.n', 'error'],
  ['FIND node AS x THAT HAS node AS x', 'error'],
  ['FIND node WHERE n = 1', 'error'],
  ['FIND node WITH n = ${missing}', 'error'],
  ['FIND node LIMIT 0', 'error'],
  ['FIND node WITH n = m', 'error'],
];

describe('what no example shows', () => {
  for (const [query, expected] of CHOICES) {
    it(query, () => {
      const rows = (): string[] => {
        const result = ask(SMALL, query, { now: 0 });
        if (result.type === 'tree') return [];
        return result.type === 'list' ? result.data.map((entity) => entity._id) : result.data.map((row) => Object.values(row).map(String).join(' '));
      };
      if (expected === 'error') expect(rows).toThrow(OracleError);
      else expect(rows().sort()).toEqual((expected as string[]).toSorted());
    });
  }
});

describe('random queries', () => {
  it('are valid, and the oracle finds nothing wrong with its own answers', () => {
    let answered = 0;
    let notEmpty = 0;
    fc.assert(
      fc.property(randomGraph, randomQuery, fc.boolean(), (graph, query, includeDeleted) => {
        const options = { ...RANDOM_OPTIONS, includeDeleted };
        let result: OracleResult;
        try {
          result = ask(graph, query, options);
        } catch (error) {
          fc.pre(!(error instanceof TooManyPaths));
          throw error;
        }
        answered++;
        if (!isEmpty(result)) notEmpty++;
        expect(whyWrong(result, graph, query, options)).toBeUndefined();
        // Of a page of a tree, what is left may be the tree of other entities to start from.
        const mayBeOther = result.type === 'tree' && /\b(?:LIMIT|SKIP)\b/i.test(query);
        if (!isEmpty(result) && !mayBeOther) expect(whyWrong(withoutFirst(result), graph, query, options)).toBeDefined();
      }),
      { numRuns: 2000 },
    );
    expect(notEmpty).toBeGreaterThan(answered / 4);
  });
});

function isEmpty(result: OracleResult): boolean {
  return (result.type === 'tree' ? result.vertices : result.data).length === 0;
}

function withoutFirst(result: OracleResult): OracleResult {
  if (result.type === 'list') return { ...result, data: result.data.slice(1) };
  return result.type === 'tree' ? { ...result, vertices: result.vertices.slice(1) } : { ...result, data: result.data.slice(1) };
}

it('holds a wrong order for wrong, but not another order of equals', () => {
  const order = (ids: string[]): string | undefined => {
    const data = ids.map((id) => SMALL.entities.find((entity) => entity._id === id) as OracleEntity);
    return whyWrong({ type: 'list', data }, SMALL, `FIND * AS x ORDER BY x._type SKIP ${3 - ids.length}`, { now: 0 });
  };
  expect(order(['c', 'a', 'b'])).toBeUndefined();
  expect(order(['c', 'b', 'a'])).toBeUndefined();
  expect(order(['b', 'c', 'a'])).toBeDefined();
  expect(order(['b'])).toBeUndefined();
  expect(order(['c'])).toBeDefined();
});
