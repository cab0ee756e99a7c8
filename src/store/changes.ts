import type { PropertyValue } from '../model/graph.ts';
import type { Connection, SqlValue } from './driver.ts';
import type { Change, ChangedType, Store } from './store.ts';

/** Changes newest first; entities before relationships of the same moment. */
export async function readChanges(connection: Connection, options: Parameters<Store['changes']>[0]): Promise<Change[]> {
  const params: SqlValue[] = [];
  const where = ['true'];
  if (options.since !== undefined) where.push(`on_ms >= $${params.push(options.since)}`);
  if (options.until !== undefined) where.push(`on_ms <= $${params.push(options.until)}`);
  if (options.scope !== undefined) where.push(`scope = $${params.push(options.scope)}`);
  if (options.key !== undefined) where.push(`key = $${params.push(options.key)}`);
  if (options.operation !== undefined) where.push(`operation = $${params.push(options.operation)}`);
  if (options.keys !== undefined) where.push(`key IN (SELECT unnest(CAST($${params.push(JSON.stringify(options.keys))} AS JSON)::VARCHAR[]))`);
  const rows = await connection.all(`SELECT * FROM change WHERE ${where.join(' AND ')} ORDER BY on_ms DESC, kind, type DESC, operation, key LIMIT $${params.push(options.limit ?? 1_000_000)}`, params);
  return rows.map((row) => ({
    on: Number(row.on_ms),
    scope: String(row.scope),
    operation: row.operation as Change['operation'],
    kind: row.kind as Change['kind'],
    type: String(row.type),
    key: String(row.key),
    displayName: String(row.display_name),
    properties: parseProperties(String(row.properties)),
    ...(row.from_key === null ? {} : { fromKey: String(row.from_key), toKey: String(row.to_key) }),
  }));
}

/** The stored list; a `null` side means that the property was absent there. */
function parseProperties(json: string): Change['properties'] {
  const list = JSON.parse(json) as { name: string; old: unknown; new: unknown }[];
  return list.map(({ name, old, new: now }) => ({ name, ...(old === null ? {} : { old: old as PropertyValue }), ...(now === null ? {} : { new: now as PropertyValue }) }));
}

/** Types that changed in a span of time, with the properties that differ in any member. */
export async function readChangedTypes(connection: Connection, { since, until, scope }: Parameters<Store['changed']>[0]): Promise<ChangedType[]> {
  const params: SqlValue[] = [since, until, ...(scope === undefined ? [] : [scope])];
  const rows = await connection.all(
    `SELECT kind, type, operation, count(*) AS n, to_json(list_sort(list_distinct(flatten(list(CASE WHEN operation = 'updated' THEN json_extract_string(properties, '$[*].name') ELSE [] END))))) AS names
     FROM change WHERE on_ms BETWEEN $1 AND $2${scope === undefined ? '' : ' AND scope = $3'} GROUP BY kind, type, operation ORDER BY kind, type, operation`,
    params,
  );
  return rows.map((row) => ({ kind: row.kind as Change['kind'], type: String(row.type), operation: row.operation as Change['operation'], count: Number(row.n), properties: JSON.parse(String(row.names)) as string[] }));
}
