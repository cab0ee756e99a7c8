import type { PropertyValue } from '../model/graph.ts';
import type { Connection, SqlValue } from './driver.ts';
import type { Change, Store } from './store.ts';

/** Changes newest first; entities before relationships of the same moment. */
export async function readChanges(connection: Connection, options: Parameters<Store['changes']>[0]): Promise<Change[]> {
  const params: SqlValue[] = [];
  const where = ['true'];
  if (options.since !== undefined) where.push(`on_ms >= $${params.push(options.since)}`);
  if (options.until !== undefined) where.push(`on_ms <= $${params.push(options.until)}`);
  if (options.scope !== undefined) where.push(`scope = $${params.push(options.scope)}`);
  if (options.key !== undefined) where.push(`key = $${params.push(options.key)}`);
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
