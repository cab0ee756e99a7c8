import { quote } from '../../lib/quote.ts';
import { liveTable, type TypeTable } from '../catalog.ts';
import { type Connection, literal } from '../driver.ts';

/**
 * Adds to `mapper_hits` every entity of any subgraph that agrees with a mapped relationship in all of some properties
 * (reference/jupiterone-platform.md, section 2.6.6). `set` is the number of the alternative; `values` the table of what is looked for.
 */
export async function findTargets(connection: Connection, entities: readonly TypeTable[], values: string, set: number, properties: readonly string[]): Promise<void> {
  for (const table of entities) {
    const sources = properties.map((name) => valuesSql(table, name));
    if (sources.some((sql) => sql === undefined)) continue;
    const joins = sources.map((sql, i) => {
      const wanted = `SELECT v.seq, v.value FROM ${values} v WHERE v.set_no = ${set} AND v.property = ${literal(properties[i] as string)}`;
      return `(SELECT DISTINCT w.seq, x.id FROM (${wanted}) w JOIN (${sql}) x ON x.value = w.value) j${i}`;
    });
    const from = joins.map((join, i) => (i === 0 ? join : `JOIN ${join} ON j${i}.seq = j0.seq AND j${i}.id = j0.id`)).join(' ');
    await connection.run(`INSERT INTO mapper_hits SELECT j0.seq, t."_id", t."_key", t."_source", t."_scope" FROM ${from} JOIN ${liveTable(table)} t ON t."_id" = j0.id`);
  }
}

/** SQL that gives `id` and `value` for each value of a property as text; undefined where the type has none. */
function valuesSql(table: TypeTable, name: string): string | undefined {
  const from = `FROM ${liveTable(table)} t`;
  if (name === '_type') return `SELECT t."_id" AS id, ${literal(table.type)} AS value ${from}`;
  if (name === '_class') return `SELECT t."_id" AS id, unnest(t."_class") AS value ${from}`;
  if (name === '_key') return `SELECT t."_id" AS id, t."_key" AS value ${from}`;
  const columns = table.columns.get(name);
  if (!columns) return undefined;
  return columns.map(({ column, kind }) => `SELECT t."_id" AS id, ${asText(`t.${quote(column)}`, kind)} AS value ${from} WHERE t.${quote(column)} IS NOT NULL`).join(' UNION ALL ');
}

/** JSON's spelling, for that is what the other side is compared in. */
function asText(column: string, kind: string): string {
  const number = (sql: string) => `CASE WHEN ${sql} = floor(${sql}) AND abs(${sql}) < 1e15 THEN CAST(CAST(${sql} AS BIGINT) AS VARCHAR) ELSE CAST(${sql} AS VARCHAR) END`;
  switch (kind) {
    case 'number':
      return number(column);
    case 'numbers':
      return number(`unnest(${column})`);
    case 'strings':
      return `unnest(${column})`;
    case 'mixed':
      return `unnest(list_transform(${column}, x -> trim(x, '"')))`;
    case 'booleans':
      return `CAST(unnest(${column}) AS VARCHAR)`;
    default:
      return `CAST(${column} AS VARCHAR)`;
  }
}
