import { describe, expect, it } from 'vitest';
import { EXAMPLE_GRAPH, EXAMPLE_NOW } from './fixtures/j1ql/example-graph.ts';
import examples from './fixtures/j1ql/examples.json' with { type: 'json' };
import { withGraph } from './support/asked-graph.ts';
import type { OracleOptions } from './support/oracle/evaluate.ts';
import { normalise, whyWrong } from './support/oracle/same-answer.ts';

interface Expectation {
  list?: string[];
  table?: Record<string, unknown>[];
  tree?: { vertices: string[]; edges: string[] };
}

describe('every worked example of the reference', () => {
  it('has the answer that stands there', () =>
    withGraph(EXAMPLE_GRAPH, async ({ ask }) => {
      const wrong: string[] = [];
      for (const { section, query, options, expect: wanted } of examples) {
        const settings = { now: EXAMPLE_NOW, ...(options as Partial<OracleOptions>) };
        const failed = await ask(query, settings).then(
          (answer) => differs(answer, wanted as Expectation, /ORDER BY/i.test(query)) ?? whyWrong(answer, EXAMPLE_GRAPH, query, settings),
          (error: Error) => error.message,
        );
        if (failed) wrong.push(`${section} ${query}\n   ${failed}`);
      }
      expect(wrong.join('\n')).toBe('');
      expect(examples).toHaveLength(155);
    }));
});

function differs(answer: Parameters<typeof normalise>[0], { list, table, tree }: Expectation, ordered: boolean): string | undefined {
  const rows = tree ? tree.vertices.toSorted() : (list ?? normalise({ type: 'table', columns: [], data: table ?? [] }).rows);
  const normal = normalise(answer);
  const sorted = (of: readonly string[]) => JSON.stringify(ordered ? of : of.toSorted());
  if (sorted(normal.rows) !== sorted(rows)) return `${sorted(normal.rows)} in place of ${sorted(rows)}`;
  return tree && JSON.stringify(normal.edges) !== JSON.stringify(tree.edges.toSorted()) ? `edges ${normal.edges} in place of ${tree.edges}` : undefined;
}
