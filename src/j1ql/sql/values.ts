import { Build, type SqlValue } from './build.ts';
import type { GraphCatalog } from './catalog.ts';
import type { Dialect } from './dialect.ts';
import { propertyOf, rowsOf } from './element.ts';

/** The different texts that a property has, in these types or in all, at most so many, as `value`. Undefined: it never has one. */
export function valuesSql(catalog: GraphCatalog, dialect: Dialect, property: string, most: number, types?: readonly string[]): { sql: string; params: SqlValue[] } | undefined {
  const b = new Build({ catalog, dialect, includeDeleted: false, reachable: () => false });
  const selects = catalog.types
    .filter((type) => types === undefined || types.includes(type.type))
    .flatMap((type) => {
      const { string, strings } = propertyOf(b, type, 't', property);
      const from = `FROM ${rowsOf(b, type)} AS t`;
      return [...(string === undefined ? [] : [`SELECT ${string} AS value ${from}`]), ...(strings === undefined ? [] : [`SELECT unnest(${strings}) AS value ${from}`])];
    });
  return selects.length === 0 ? undefined : b.finish(`SELECT DISTINCT value FROM (${selects.join(' UNION ALL ')}) AS every WHERE value IS NOT NULL ORDER BY value LIMIT ${most}`);
}
