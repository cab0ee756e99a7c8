import type { GraphCatalog, GraphColumn } from '../j1ql/sql/catalog.ts';
import { quote } from '../lib/quote.ts';
import type { PropertyValue } from '../model/graph.ts';
import type { UsualValue } from './store.ts';
import { readValue } from './values.ts';

/** Properties of one statement: a wide one costs memory for each column. */
const AT_ONCE = 60;

/** The value that most live entities of a type have, by property; a property that nobody has is left out. One look at the table for many properties, as half a million rows allow no look for each. */
export async function readUsual(read: (sql: string) => Promise<Record<string, unknown>[]>, catalog: GraphCatalog, type: string, properties: readonly string[]): Promise<Record<string, UsualValue>> {
  const table = catalog.types.find((one) => one.kind === 'entity' && one.type === type);
  if (!table) return {};
  const columns = properties.flatMap((property) => table.columns.find((column) => column.property === property) ?? []);
  const found: Record<string, UsualValue> = {};
  for (let from = 0; from < columns.length; from += AT_ONCE) Object.assign(found, await readSome(read, table.table, columns.slice(from, from + AT_ONCE)));
  return found;
}

async function readSome(read: (sql: string) => Promise<Record<string, unknown>[]>, table: string, columns: readonly GraphColumn[]): Promise<Record<string, UsualValue>> {
  const modes = columns.map(({ column }, index) => `mode(${quote(column)}) AS m${index}, count(${quote(column)}) AS n${index}`);
  const counts = columns.map(({ column }, index) => `any_value(m.m${index}) AS m${index}, any_value(m.n${index}) AS n${index}, count(*) FILTER (WHERE t.${quote(column)} = m.m${index}) AS k${index}`);
  const [row] = await read(`WITH m AS (SELECT ${modes.join(', ')} FROM ${table}) SELECT ${counts.join(', ')} FROM ${table} t, m`);
  return Object.fromEntries(
    columns.flatMap(({ property, kind }, index) => {
      const value = row?.[`m${index}`];
      return value === null || value === undefined ? [] : [[property, { value: readValue(kind, value) as PropertyValue, count: Number(row?.[`k${index}`]), known: Number(row?.[`n${index}`]) }]];
    }),
  );
}
