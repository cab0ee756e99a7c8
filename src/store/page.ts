import { historyTable, liveTable, type TypeTable } from './catalog.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import { selectList, toObject } from './read.ts';
import type { PagePoint, StoredEntity, StoredRelationship } from './store.ts';

export interface Listed<T> {
  readonly object: T;
  /** Absent of a live one. */
  readonly endOn?: number;
}

/**
 * Members of these tables, which are in the order of their types, by key and subgraph; of what is deleted the last version. A page
 * goes on behind the place where the one before ended: what is written meanwhile moves nothing.
 */
export async function readPage<T extends StoredEntity | StoredRelationship>(
  connection: Connection,
  tables: readonly TypeTable[],
  options: { limit: number; after?: PagePoint; deleted: boolean },
): Promise<{ items: Listed<T>[]; next?: PagePoint }> {
  const { limit, after, deleted } = options;
  const items: Listed<T>[] = [];
  const first = after === undefined ? 0 : tables.findIndex(({ type }) => type === after.type);
  // One more than the page: whether there is a next one.
  for (const table of first < 0 ? [] : tables.slice(first)) {
    if (items.length > limit) break;
    const rows = await readRows(connection, table, { limit: limit + 1 - items.length, deleted, ...(after?.type === table.type ? { after } : {}) });
    for (const row of rows) items.push({ object: toObject(table, row) as T, ...(typeof row._endOn === 'number' ? { endOn: row._endOn } : {}) });
  }
  if (items.length <= limit) return { items };
  items.length = limit;
  const last = items.at(-1)?.object;
  return { items, ...(last ? { next: { type: last._type, key: last._key, scope: last._scope, source: last._source } } : {}) };
}

function readRows(connection: Connection, table: TypeTable, { limit, after, deleted }: { limit: number; after?: PagePoint; deleted: boolean }): Promise<Row[]> {
  const params: SqlValue[] = [];
  const behind = (): string => {
    if (!after) return 'true';
    const [key, scope, source] = [after.key, after.scope, after.source].map((value) => `$${params.push(value)}`);
    return `(t."_key" > ${key} OR (t."_key" = ${key} AND (t."_scope" > ${scope} OR (t."_scope" = ${scope} AND t."_source" > ${source}))))`;
  };
  const list = selectList(table, 't');
  const live = `SELECT ${list}, NULL AS "_endOn" FROM ${liveTable(table)} t WHERE ${behind()}`;
  const history = historyTable(table);
  const gone = deleted
    ? ` UNION ALL SELECT ${list}, t."_endOn" FROM ${history} t WHERE t."_deleted" AND ${behind()}
        AND NOT EXISTS (SELECT 1 FROM ${liveTable(table)} l WHERE l."_id" = t."_id")
        AND NOT EXISTS (SELECT 1 FROM ${history} h WHERE h."_id" = t."_id" AND h."_version" > t."_version")`
    : '';
  return connection.all(`${live}${gone} ORDER BY "_key", "_scope", "_source" LIMIT $${params.push(limit)}`, params);
}
