import { runInNewContext } from 'node:vm';
import { mapTests } from '../j1ql/plan/map-conditions.ts';
import type { Condition, Plan } from '../j1ql/plan/plan.ts';
import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import type { Dialect } from '../j1ql/sql/dialect.ts';
import { UnsupportedPattern } from '../j1ql/sql/tests.ts';
import { valuesSql } from '../j1ql/sql/values.ts';
import type { Connection } from './driver.ts';

/** Different values that a pattern is tried on here, and how long that may take altogether. */
const MOST_VALUES = 20_000;
const MOST_MS = 1_000;

type Matches = Condition & { kind: 'test'; test: { kind: 'matches' } };

/**
 * Patterns that the database does not know (look-around, back-references) are tried here on the values there are, and become a
 * list of the values that match. A pattern that goes on for ever is stopped.
 */
export async function resolvePatterns(context: { connection: Connection; catalog: GraphCatalog; dialect: Dialect }, plan: Plan): Promise<Plan> {
  const foreign: Matches[] = [];
  mapTests(plan, (test) => {
    if (test.test.kind === 'matches' && test.operand.kind === 'property' && context.dialect.regex(test.test.pattern, test.test.flags) === undefined) foreign.push(test as Matches);
    return test;
  });
  if (foreign.length === 0) return plan;
  const found = new Map<Condition, string[]>();
  for (const test of foreign) found.set(test, await matching(context, test));
  return mapTests(plan, (test) => (found.has(test) ? { kind: 'test', operand: test.operand, test: { kind: 'among', texts: found.get(test) ?? [] } } : test));
}

async function matching({ connection, catalog, dialect }: Parameters<typeof resolvePatterns>[0], { operand, test }: Matches): Promise<string[]> {
  const sql = operand.kind === 'property' ? valuesSql(catalog, dialect, operand.property, MOST_VALUES + 1) : undefined;
  if (sql === undefined) return [];
  const values = (await connection.all(sql.sql, sql.params)).map((row) => String(row.value));
  if (values.length > MOST_VALUES) throw new UnsupportedPattern(test.pattern);
  const source = test.at === 'start' ? `^(?:${test.pattern})` : test.at === 'end' ? `(?:${test.pattern})$` : test.pattern;
  try {
    return runInNewContext('const pattern = new RegExp(source, flags); values.filter((value) => pattern.test(value))', { values, source, flags: test.flags }, { timeout: MOST_MS }) as string[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new UnsupportedPattern(test.pattern);
    throw error;
  }
}
