import { quote } from '../lib/quote.ts';
import type { Connection, Driver } from './driver.ts';
import { COLUMN_TYPES, type ValueKind } from './values.ts';

export type Kind = 'entity' | 'relationship';

/** Columns that every live table has, besides those of properties. */
const LIVE = ['_id', '_key', '_scope', '_source', '_class', '_version', '_createdOn', '_beginOn', '_hash'];
const ENDS = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId'];
/** No property may take these names; `_seq` is one of the stage's. */
const RESERVED = [...LIVE, ...ENDS, '_fromEntityScope', '_toEntityScope', '_fromEntitySource', '_toEntitySource', '_endOn', '_deleted', '_seq'];

export interface Column {
  readonly property: string;
  readonly column: string;
  readonly kind: ValueKind;
}

/** One type of the graph with its tables and columns. */
export interface TypeTable {
  readonly kind: Kind;
  readonly type: string;
  readonly tableName: string;
  /** By property, one for each kind of value it ever had. */
  readonly columns: Map<string, Column[]>;
  /** Every column name in use, in lower case: DuckDB does not tell case apart. */
  readonly used: Set<string>;
  /** Columns that are not in the database yet. */
  readonly pending: Column[];
  /** The tables are not in the database yet. */
  isNew: boolean;
}

export const liveTable = (t: Pick<TypeTable, 'tableName'>): string => `graph_data.${quote(t.tableName)}`;
export const historyTable = (t: Pick<TypeTable, 'tableName'>): string => `graph_data.${quote(`${t.tableName}$history`)}`;

/** Every column of a live table, quoted. */
export const liveColumns = (table: TypeTable): string[] => [...LIVE, ...(table.kind === 'relationship' ? ENDS : []), ...[...table.columns.values()].flat().map((c) => c.column)].map(quote);

/** The catalogue as it is in the database. */
export async function loadCatalog(connection: Connection): Promise<Map<string, TypeTable>> {
  const types = new Map<string, TypeTable>();
  for (const row of await connection.all('SELECT kind, type, table_name FROM catalog_type ORDER BY kind, type'))
    types.set(catalogKey(row.kind as Kind, String(row.type)), {
      kind: row.kind as Kind,
      type: String(row.type),
      tableName: String(row.table_name),
      columns: new Map(),
      used: new Set(RESERVED.map((c) => c.toLowerCase())),
      pending: [],
      isNew: false,
    });
  for (const row of await connection.all('SELECT kind, type, property, column_name, value_kind FROM catalog_column ORDER BY property, value_kind')) {
    const table = types.get(catalogKey(row.kind as Kind, String(row.type)));
    if (table) register(table, { property: String(row.property), column: String(row.column_name), kind: row.value_kind as ValueKind });
  }
  return types;
}

export const catalogKey = (kind: Kind, type: string): string => `${kind}:${type}`;

/** A type's tables, made up when it is met the first time. A name that differs from another's only in case gets a number. */
export function typeTable(catalog: Map<string, TypeTable>, kind: Kind, type: string): TypeTable {
  const known = catalog.get(catalogKey(kind, type));
  if (known) return known;
  const taken = new Set([...catalog.values()].map((t) => t.tableName.toLowerCase()));
  const tableName = unused(type, taken);
  const table: TypeTable = { kind, type, tableName, columns: new Map(), used: new Set(RESERVED.map((c) => c.toLowerCase())), pending: [], isNew: true };
  catalog.set(catalogKey(kind, type), table);
  addColumn(table, 'displayName', 'string');
  return table;
}

/** The column for a value of a property; made up when there is none of that kind. An empty list goes to any list column. */
export function columnFor(table: TypeTable, property: string, kind: ValueKind | 'empty'): Column {
  const columns = table.columns.get(property);
  const found = columns?.find((c) => (kind === 'empty' ? c.kind.endsWith('s') : c.kind === kind));
  return found ?? addColumn(table, property, kind === 'empty' ? 'strings' : kind);
}

function addColumn(table: TypeTable, property: string, kind: ValueKind): Column {
  const name = table.columns.has(property) ? `${property}$${kind}` : property;
  const column = { property, column: unused(name, table.used), kind };
  register(table, column);
  table.pending.push(column);
  return column;
}

function register(table: TypeTable, column: Column): void {
  table.used.add(column.column.toLowerCase());
  table.columns.set(column.property, [...(table.columns.get(column.property) ?? []), column]);
}

function unused(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate.toLowerCase()) || taken.has(`${candidate.toLowerCase()}$history`); n++) candidate = `${name}$${n}`;
  return candidate;
}

/** Writes what was made up to the database; part of the commit's transaction. The catalogue in memory serves one sync. */
export async function writePending(driver: Driver, connection: Connection, table: TypeTable): Promise<void> {
  const names = driver.typeNames;
  const pending = table.pending.splice(0);
  const definition = ({ column, kind }: Column) => `${quote(column)} ${names[COLUMN_TYPES[kind]]}`;
  if (table.isNew) {
    const ends = table.kind === 'relationship' ? `, "_fromEntityKey" ${names.text}, "_toEntityKey" ${names.text}, "_fromEntityId" ${names.uuid}, "_toEntityId" ${names.uuid}` : '';
    const fixed = `"_id" ${names.uuid}, "_key" ${names.text}, "_scope" ${names.text}, "_source" ${names.text}, "_class" ${names.texts}, "_version" ${names.bigint}, "_createdOn" ${names.bigint}, "_beginOn" ${names.bigint}, "_hash" ${names.text}${ends}`;
    // With all their columns at once: adding them one by one costs DuckDB a second and a block of memory for each hundred.
    const columns = [fixed, ...pending.map(definition)].join(', ');
    await connection.run(`CREATE TABLE ${liveTable(table)} (${columns})`);
    await connection.run(`CREATE TABLE ${historyTable(table)} (${columns}, "_endOn" ${names.bigint}, "_deleted" ${names.boolean})`);
    await connection.run('INSERT INTO catalog_type VALUES ($1, $2, $3)', [table.kind, table.type, table.tableName]);
    table.isNew = false;
  } else {
    for (const column of pending) for (const name of [liveTable(table), historyTable(table)]) await connection.run(`ALTER TABLE ${name} ADD COLUMN ${definition(column)}`);
  }
  if (pending.length === 0) return;
  const column = (value: (c: Column) => string) => pending.map(value);
  await connection.append('catalog_column', ['text', 'text', 'text', 'text', 'text'], [column(() => table.kind), column(() => table.type), column((c) => c.property), column((c) => c.column), column((c) => c.kind)]);
}
