import { type ApplyContext, softDelete } from './apply.ts';
import { historyTable, liveTable, loadCatalog } from './catalog.ts';
import type { Subgraph } from './store.ts';
import { owned } from './subgraph.ts';

/** Removes a subgraph with its history, raw data and change rows; part of the caller's transaction. */
export async function purge(context: ApplyContext, subgraph: Subgraph): Promise<void> {
  const { source, scope } = subgraph;
  const { connection } = context;
  const tables = [...(await loadCatalog(connection)).values()];
  const own = owned(subgraph, 't');
  const ids = tables.filter((t) => t.kind === 'entity').map((t) => `SELECT "_id" FROM ${liveTable(t)} t WHERE ${own}`);
  await connection.run(`CREATE TEMP TABLE purged AS ${ids.join(' UNION ALL ') || 'SELECT CAST(NULL AS UUID) AS "_id" WHERE false'}`);
  for (const table of tables.filter((t) => t.kind === 'relationship')) await softDelete(context, table, 't."_fromEntityId" IN (SELECT "_id" FROM purged) OR t."_toEntityId" IN (SELECT "_id" FROM purged)');
  for (const table of tables) for (const name of [liveTable(table), historyTable(table)]) await connection.run(`DELETE FROM ${name} AS t WHERE ${own}`);
  for (const table of ['raw', 'change']) await connection.run(`DELETE FROM ${table} WHERE scope = $1 AND source = $2`, [scope, source]);
  // Only collections and imports have these, and never both in one scope.
  for (const table of ['checkpoint_part', 'run', 'scope_state']) await connection.run(`DELETE FROM ${table} WHERE scope = $1`, [scope]);
  await connection.run('DROP TABLE purged');
}
