import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { format } from '../src/j1ql/editor/format.ts';
import { tokens } from '../src/j1ql/editor/highlight.ts';
import { planQuery } from '../src/j1ql/plan/make-plan.ts';
import { QUERIES_ENTITIES, QUERIES_NOW, QUERIES_RELATIONSHIPS } from './fixtures/queries-graph.ts';
import { withGraph } from './support/asked-graph.ts';
import type { OracleGraph, OracleOptions, OracleResult } from './support/oracle/evaluate.ts';
import { whyWrong } from './support/oracle/same-answer.ts';

/** One query a file; beside it NAME.json: what becomes of it on the way. UPDATE_QUERIES=1 writes these anew. */
const DIRECTORY = new URL('queries/', import.meta.url);
const NAMES = readdirSync(DIRECTORY)
  .filter((name) => name.endsWith('.j1ql'))
  .map((name) => name.replace('.j1ql', ''));
const queryOf = (name: string): string => readFileSync(new URL(`${name}.j1ql`, DIRECTORY), 'utf8').trimEnd();

const GRAPH = {
  entities: QUERIES_ENTITIES.map((entity) => ({ ...entity, _id: entity._key })),
  relationships: QUERIES_RELATIONSHIPS.map((relationship) => ({ ...relationship, _id: relationship._key })),
} as unknown as OracleGraph;

const optionsOf = (name: string): OracleOptions => ({
  now: QUERIES_NOW,
  variables: { domain: '@larkspur.example', least: 10, 'param.departments': ['IT', 'Sales'] },
  smartClasses: { Risky: 'FIND User WITH mfaEnabled != true THAT ASSIGNED AccessRole' },
  includeDeleted: name === 'deleted',
});

/** What is compared: without offsets, as they say nothing that the rest does not. */
const readable = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' || key === 'comments' ? undefined : inner)));

/** Rows by keys; in the order of their text where the query asks for none. */
function rowsOf(result: OracleResult, isOrdered: boolean): unknown {
  if (result.type === 'tree') return { vertices: result.vertices.map(({ _key }) => _key).sort(), edges: result.edges.map(({ _key }) => _key).sort() };
  const rows: unknown[] = result.type === 'list' ? result.data.map(({ _key }) => _key) : result.data;
  return isOrdered
    ? rows
    : rows
        .map((row) => JSON.stringify(row))
        .sort()
        .map((row) => JSON.parse(row));
}

describe('our own queries', () => {
  const answers = new Map<string, { sql: string; params: readonly unknown[]; result: OracleResult }>();
  beforeAll(() =>
    withGraph(GRAPH, async ({ store, ask }) => {
      for (const name of NAMES) {
        const { sql, params } = await store.explain(planQuery(queryOf(name), optionsOf(name)).plan);
        answers.set(name, { sql, params, result: await ask(queryOf(name), optionsOf(name)) });
      }
    }),
  );

  it('are many', () => expect(NAMES.length).toBeGreaterThan(40));

  it.each(NAMES)('%s: has the Ast, the plan, the SQL and the rows that it had', (name) => {
    const text = queryOf(name);
    const { query, plan, warnings } = planQuery(text, optionsOf(name));
    const { sql, params, result } = answers.get(name) as { sql: string; params: unknown[]; result: OracleResult };
    const { warnings: _, ...ast } = query;
    const now = readable({ ast, plan, ...(warnings.length > 0 ? { warnings: warnings.map(({ message }) => message) } : {}), sql: sql.split('\n'), params, rows: rowsOf(result, query.order.length > 0) });
    const file = new URL(`${name}.json`, DIRECTORY);
    if (process.env.UPDATE_QUERIES) writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    expect(existsSync(file), `There is no ${name}.json: write it with UPDATE_QUERIES=1, and read it.`).toBe(true);
    expect(now).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it.each(NAMES)('%s: has the answer that a naive evaluator gives', (name) => expect(whyWrong((answers.get(name) as { result: OracleResult }).result, GRAPH, queryOf(name), optionsOf(name))).toBeUndefined());

  it.each(NAMES)('%s: is written as the formatter writes it, and coloured without a mistake', (name) => {
    const text = queryOf(name);
    expect(format(text)).toBe(text);
    expect(tokens(text).filter(({ kind }) => kind === 'error')).toEqual([]);
  });
});
