import { readFileSync } from 'node:fs';
import { ask } from '../src/store/ask.ts';
import { EXAMPLE_GRAPH, EXAMPLE_NOW } from '../test/fixtures/j1ql/example-graph.ts';
import { withGraph } from '../test/support/asked-graph.ts';

/** Every query of a collection of real ones parses and runs without an error, except fragments and those that are broken in their source. */
const file = process.argv[2] ?? '../shared/reference/j1ql-queries.jsonl';

interface RealQuery {
  readonly query: string;
  /** Marks of queries that their collectors found wanting. */
  readonly fragment?: boolean;
  readonly rejected?: string;
  readonly unbalanced?: boolean;
  readonly counterexample?: boolean;
}

async function main(): Promise<void> {
  const queries = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RealQuery);
  let passed = 0;
  let failed = 0;
  await withGraph(EXAMPLE_GRAPH, async ({ store }) => {
    for (const { query, ...marks } of queries) {
      if (marks.fragment || marks.rejected || marks.unbalanced || marks.counterexample) continue;
      // Placeholders of saved questions are replaced before a query is asked.
      const text = query.replace(/\{\{[^}]*\}\}/g, '7');
      const names = [...text.matchAll(/\$\{\s*([\w.]+)\s*\}/g)].map(([, name]) => [name as string, 'x'] as const);
      try {
        await ask(store, text, { now: EXAMPLE_NOW, variables: Object.fromEntries(names) });
        passed++;
      } catch (error) {
        failed++;
        console.log(`${text}\n  ${(error as Error).message}`);
      }
    }
  });
  console.log(`real queries: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main();
