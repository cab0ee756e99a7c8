import { quote } from '../../lib/quote.ts';
import { liveTable, type TypeTable } from '../catalog.ts';
import { type Connection, literal } from '../driver.ts';

/**
 * Adds to `mapper_hits` every entity of any subgraph that agrees with a mapped relationship in all of some properties
 * (reference/jupiterone-platform.md, section 2.6.6). `set` is the number of the alternative; `values` the table of what is looked for.
 */
export async function findTargets(connection: Connection, entities: readonly TypeTable[], values: string, set: number, properties: readonly string[]): Promise<void> {
  const wanted = (name: string) => `SELECT v.seq, v.value FROM ${values} v WHERE v.set_no = ${set} AND v.property = ${literal(name)}`;
  const selective = await bySelectivity(connection, wanted, properties);
  for (const table of entities) {
    const sources = selective.map((name) => ({ name, sql: valuesSql(table, name) }));
    if (sources.some(({ sql }) => sql === undefined)) continue;
    // The property that tells most apart makes the pairs, the others only thin them out: every user and every person agree in their class.
    const pairs = sources.reduce(
      (found, { name, sql }, i) =>
        i === 0
          ? `SELECT DISTINCT w.seq, x.id FROM (${wanted(name)}) w JOIN (${sql}) x ON x.value = w.value`
          : `SELECT DISTINCT f.seq, f.id FROM (${found}) f JOIN (${wanted(name)}) w ON w.seq = f.seq JOIN (${sql}) x ON x.id = f.id AND x.value = w.value`,
      '',
    );
    await connection.run(`INSERT INTO mapper_hits SELECT f.seq, t."_id", t."_key", t."_source", t."_scope" FROM (${pairs}) f JOIN ${liveTable(table)} t ON t."_id" = f.id`);
  }
}

/** The properties, those with the most different values first. */
async function bySelectivity(connection: Connection, wanted: (name: string) => string, properties: readonly string[]): Promise<string[]> {
  const counted: { name: string; n: number }[] = [];
  for (const name of properties) counted.push({ name, n: Number((await connection.all(`SELECT count(DISTINCT value) AS n FROM (${wanted(name)}) w`))[0]?.n) });
  return counted.sort((a, b) => b.n - a.n || Number(a.name.startsWith('_')) - Number(b.name.startsWith('_'))).map(({ name }) => name);
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
