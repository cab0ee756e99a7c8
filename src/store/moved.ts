import type { ApplyContext } from './apply.ts';
import { historyTable, type Kind, liveColumns, liveTable, type TypeTable } from './catalog.ts';
import { literal } from './driver.ts';
import type { StagedGraph } from './staged-graph.ts';
import { owned } from './subgraph.ts';

/**
 * Members whose `_type` is another one now are the same members, in their next version (reference/jupiterone-platform.md, section
 * 2.6.3): their old version is ended here, and the table `moved` says how they go on. To be called before anything else is applied.
 */
export async function moveTypes(context: ApplyContext, staged: StagedGraph, kind: Kind): Promise<void> {
  const { connection, driver, on } = context;
  await connection.run('DROP TABLE IF EXISTS moved');
  await connection.run('CREATE TEMP TABLE moved (key VARCHAR, old_type VARCHAR, new_type VARCHAR, id UUID, version BIGINT, created BIGINT)');
  const stages = [...staged.stages.values()].filter((stage) => stage.kind === kind && stage.changed > 0);
  const tables = [...staged.catalog.values()].filter((table) => table.kind === kind && !table.isNew);
  if (stages.length === 0 || tables.length < 2) return;
  const brought = stages.map((stage) => `SELECT "_key" AS key, ${literal(stage.table.type)} AS type FROM ${stage.rows}`).join(' UNION ALL ');
  const live = tables
    .map((t) => `SELECT t."_key" AS key, ${literal(t.type)} AS type, t."_id" AS id, t."_version" AS version, t."_createdOn" AS created FROM ${liveTable(t)} t WHERE ${owned(context, 't')}`)
    .join(' UNION ALL ');
  const seen = [...staged.stages.values()]
    .filter((stage) => stage.kind === kind)
    .map((stage) => `SELECT "_key" AS key, ${literal(stage.table.type)} AS type FROM ${stage.seen}`)
    .join(' UNION ALL ');
  // What was brought under its old type as well has not moved.
  await connection.run(
    `INSERT INTO moved SELECT l.key, min(l.type), min(b.type), max(l.id), max(l.version), min(l.created) FROM (${live}) l JOIN (SELECT DISTINCT key, type FROM (${brought}) x) b ON b.key = l.key
     WHERE l.type <> b.type AND NOT EXISTS (SELECT 1 FROM (${seen}) k WHERE k.key = l.key AND k.type = l.type) GROUP BY l.key HAVING count(DISTINCT l.type) = 1`,
  );
  const types = await connection.all('SELECT DISTINCT old_type AS type FROM moved');
  for (const { type } of types) {
    const table = tables.find((one) => one.type === type) as TypeTable;
    const columns = liveColumns(table);
    const ending = `${owned(context, 't')} AND t."_key" IN (SELECT key FROM moved WHERE old_type = ${literal(table.type)})`;
    await driver.hideInserts(connection, historyTable(table));
    await connection.run(`INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted") SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, false FROM ${liveTable(table)} t WHERE ${ending}`);
    await connection.run(`DELETE FROM ${liveTable(table)} AS t WHERE ${ending}`);
  }
  if (types.length > 0) await noteMoves(context, kind);
}

/** A change row for each: the property that changed is the type. */
async function noteMoves({ connection, source, scope, on }: ApplyContext, kind: Kind): Promise<void> {
  await connection.run(
    `INSERT INTO change SELECT ${on}, $1, 'updated', $2, m.new_type, m.key, m.key, '[{"name":"_type","old":' || to_json(m.old_type) || ',"new":' || to_json(m.new_type) || '}]', NULL, NULL, $3 FROM moved m`,
    [scope, kind, source],
  );
}

/** What `moved` says of staged members of a type: joined to them as `m`. */
export const movedJoin = (type: string): string => `LEFT JOIN moved m ON m.key = s."_key" AND m.new_type = ${literal(type)}`;
