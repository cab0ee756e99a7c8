import { quote } from '../lib/quote.ts';
import { historyTable, liveTable, type TypeTable } from './catalog.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import type { StoredEntity, StoredRelationship } from './store.ts';
import { readValue } from './values.ts';

/** SQL columns of a type's rows: ids as text, each property's columns. */
export const selectList = (table: TypeTable, alias: string): string =>
  [
    `CAST(${alias}."_id" AS VARCHAR) AS "_id"`,
    ...['_key', '_scope', '_source', '_class', '_version', '_createdOn', '_beginOn'].map((c) => `${alias}."${c}"`),
    ...(table.kind === 'relationship'
      ? [`${alias}."_fromEntityKey"`, `${alias}."_toEntityKey"`, `CAST(${alias}."_fromEntityId" AS VARCHAR) AS "_fromEntityId"`, `CAST(${alias}."_toEntityId" AS VARCHAR) AS "_toEntityId"`]
      : []),
    ...[...table.columns.values()].flat().map((c) => `${alias}.${quote(c.column)}`),
  ].join(', ');

/** A row as an entity or relationship: whichever column of a property has a value gives it. */
export function toObject(table: TypeTable, row: Row): StoredEntity | StoredRelationship {
  const object: Row = { _id: row._id, _key: row._key, _type: table.type, _class: table.kind === 'entity' ? row._class : (row._class as string[])[0] };
  if (table.kind === 'relationship') Object.assign(object, { _fromEntityKey: row._fromEntityKey, _toEntityKey: row._toEntityKey, _fromEntityId: row._fromEntityId, _toEntityId: row._toEntityId });
  // Hundreds of columns for each row: no list is made for them.
  for (const [property, columns] of table.columns)
    for (const column of columns) {
      const value = row[column.column];
      if (value === null || value === undefined) continue;
      object[property] = readValue(column.kind, value);
      break;
    }
  return Object.assign(object, { _version: row._version, _createdOn: row._createdOn, _beginOn: row._beginOn, _scope: row._scope, _source: row._source }) as unknown as StoredEntity | StoredRelationship;
}

/** Live rows of one type in the order of keys, in chunks. */
export async function* readLive(connection: Connection, table: TypeTable, filter: { scope?: string; source?: string; keys?: readonly string[] }): AsyncGenerator<(StoredEntity | StoredRelationship)[]> {
  const params: SqlValue[] = [];
  const where = ['true'];
  if (filter.scope !== undefined) where.push(`t."_scope" = $${params.push(filter.scope)}`);
  if (filter.source !== undefined) where.push(`t."_source" = $${params.push(filter.source)}`);
  if (filter.keys) where.push(filter.keys.length === 0 ? 'false' : `t."_key" IN (${filter.keys.map((key) => `$${params.push(key)}`).join(', ')})`);
  const sql = `SELECT ${selectList(table, 't')} FROM ${liveTable(table)} t WHERE ${where.join(' AND ')} ORDER BY t."_key", t."_scope"`;
  for await (const rows of connection.stream(sql, params)) yield rows.map((row) => toObject(table, row));
}

/** Live rows of these tables by `_id`. */
export async function readById(connection: Connection, tables: readonly TypeTable[], ids: readonly string[]): Promise<(StoredEntity | StoredRelationship)[]> {
  const found: (StoredEntity | StoredRelationship)[] = [];
  // What is no UUID is nobody's id, and would be an error of the database.
  const wanted = ids.filter((id) => UUID.test(id));
  if (wanted.length === 0) return found;
  for (const table of tables) {
    const rows = await connection.all(`SELECT ${selectList(table, 't')} FROM ${liveTable(table)} t WHERE t."_id" IN (SELECT CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID))`, [`[${wanted.join(',')}]`]);
    found.push(...rows.map((row) => toObject(table, row)));
  }
  return found;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Every version of a key in one type, oldest first. */
export async function readVersions(connection: Connection, table: TypeTable, key: string): Promise<{ object: StoredEntity; endOn?: number; deleted: boolean }[]> {
  const list = selectList(table, 't');
  const past = await connection.all(`SELECT ${list}, t."_endOn", t."_deleted" FROM ${historyTable(table)} t WHERE t."_key" = $1`, [key]);
  const now = await connection.all(`SELECT ${list} FROM ${liveTable(table)} t WHERE t."_key" = $1`, [key]);
  return [...past, ...now]
    .map((row) => ({ object: toObject(table, row) as StoredEntity, ...(typeof row._endOn === 'number' ? { endOn: row._endOn } : {}), deleted: row._deleted === true }))
    .sort((a, b) => a.object._scope.localeCompare(b.object._scope) || a.object._version - b.object._version);
}
