import type { CypherValue } from '../cypher/literal.ts';
import type { CypherRow } from '../cypher/statements.ts';

/** Rows as the driver sends them: it takes every number of JavaScript for one with a point, and 2 would come back as 2.0. */
export async function integersOf(rows: readonly CypherRow[]): Promise<unknown[]> {
  const { int } = await import('neo4j-driver');
  const converted = (value: CypherValue): unknown => {
    if (typeof value === 'number') return Number.isSafeInteger(value) ? int(value) : value;
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(converted);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, converted(item as CypherValue)]));
  };
  return rows.map(converted);
}
