import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_GRAPH, EXAMPLE_NOW } from './fixtures/j1ql/example-graph.ts';
import examples from './fixtures/j1ql/examples.json' with { type: 'json' };
import { ask, type OracleOptions, type OracleResult, TooManyPaths } from './support/oracle/evaluate.ts';
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
      }),
      { numRuns: 1000 },
    );
    expect(notEmpty).toBeGreaterThan(answered / 4);
  });
});

function isEmpty(result: OracleResult): boolean {
  return (result.type === 'tree' ? result.vertices : result.data).length === 0;
}
