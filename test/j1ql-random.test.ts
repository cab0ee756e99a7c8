import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withGraph } from './support/asked-graph.ts';
import { OracleError, TooManyPaths } from './support/oracle/evaluate.ts';
import { RANDOM_OPTIONS, randomGraph } from './support/oracle/random-graph.ts';
import { randomQuery } from './support/oracle/random-query.ts';
import { whyWrong } from './support/oracle/same-answer.ts';

/** Graphs, and queries about each; more with J1QL_GRAPHS=200. */
const GRAPHS = Number(process.env.J1QL_GRAPHS ?? 5);
const QUERIES = Number(process.env.J1QL_QUERIES ?? 40);

describe('random queries about random graphs', () => {
  it('have the answers that a naive evaluator gives, which was written without looking at the compiler', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomGraph, fc.array(randomQuery, { minLength: QUERIES, maxLength: QUERIES }), fc.boolean(), async (graph, queries, includeDeleted) => {
        await withGraph(graph, async ({ ask }) => {
          for (const query of queries) {
            // The columns of `alias.*` are those of the rows that are shown; the oracle's are those of all rows.
            if (/\.\*/.test(query) && /\b(?:LIMIT|SKIP|HAVING)\b/i.test(query)) continue;
            // The store's own ids are others.
            if (/_id\b.*(?:RETURN|$)/is.test(query.replace(/RETURN[\s\S]*/i, ''))) continue;
            const options = { ...RANDOM_OPTIONS, includeDeleted };
            let wrong: string | undefined;
            try {
              const answer = await ask(query, options);
              wrong = whyWrong(answer, graph, query, options);
            } catch (error) {
              if (error instanceof TooManyPaths) continue;
              wrong = error instanceof OracleError ? `the oracle refuses it: ${error.message}` : `${(error as Error).name}: ${(error as Error).message}`;
            }
            expect(wrong && `${query}\n  includeDeleted ${includeDeleted}\n  ${wrong}`).toBeUndefined();
          }
        });
      }),
      { numRuns: GRAPHS, endOnFailure: true, ...(process.env.FC_SEED ? { seed: Number(process.env.FC_SEED) } : {}) },
    );
  });
});
