import { type ApplyContext, applyStage, softDelete } from './apply.ts';
import { historyTable, type Kind, liveTable, type TypeTable } from './catalog.ts';
import { literal } from './driver.ts';
import { dropEnds, makeEnds } from './ends.ts';
import { moveTypes } from './moved.ts';
import type { Stage } from './stage.ts';
import type { StagedGraph } from './staged-graph.ts';
import type { CommitOptions, SyncResult, Tally } from './store.ts';
import { owned } from './subgraph.ts';

export interface ApplyOptions {
  /** Whether members of this type go that were not brought. */
  readonly complete: (type: string) => boolean;
  readonly deleteIds?: CommitOptions['deleteIds'];
  /** Ends of relationships are looked for in other subgraphs as well. */
  readonly anyEnds: boolean;
  /** SQL, about `t`, for entities that stay although they were not brought. */
  readonly kept?: string;
}

export interface Applied {
  readonly entities: Tally;
  readonly relationships: Tally;
  dangling: number;
  raw: SyncResult['raw'];
}

export const tally = (): Tally => ({ created: 0, updated: 0, deleted: 0 });

/** Makes a staged graph part of the graph; entities first. Part of the caller's transaction, which has made all columns already. */
export async function applyGraph(context: ApplyContext, staged: StagedGraph, options: ApplyOptions): Promise<Applied> {
  const { connection } = context;
  const result: Applied = { entities: tally(), relationships: tally(), dangling: 0, raw: { created: 0, updated: 0 } };
  const tables = (kind: Kind) => [...staged.catalog.values()].filter((table) => table.kind === kind && !table.isNew);
  await connection.run('CREATE TEMP TABLE gone ("_id" UUID, "_key" VARCHAR, "_scope" VARCHAR, "_source" VARCHAR)');
  await moveTypes(context, staged, 'entity');
  for (const table of tables('entity')) {
    const stage = staged.stageOf(table);
    const going = [...(options.complete(table.type) ? [`${unseen(context, stage)}${options.kept ? ` AND NOT (${options.kept})` : ''}`] : []), ...byId(options.deleteIds?.entities)]
      .map((where) => `(${where})`)
      .join(' OR ');
    if (going !== '') {
      await connection.run(`INSERT INTO gone SELECT t."_id", t."_key", t."_scope", t."_source" FROM ${liveTable(table)} t WHERE ${going}`);
      result.entities.deleted += await softDelete(context, table, going);
    }
    if (stage) await applyStage(context, stage, result.entities);
  }
  await moveTypes(context, staged, 'relationship');
  const relationships = tables('relationship').map((table) => ({ table, stage: staged.stageOf(table) }));
  const some = relationships.flatMap(({ stage }) => (stage && stage.changed > 0 ? [stage] : []));
  if (some.length > 0) await makeEnds(connection, tables('entity'), context, { any: options.anyEnds, named: some.some((stage) => stage.namesEnds), staged: some.map(({ rows }) => rows) });
  const lost = Number((await connection.all('SELECT count(*) AS n FROM gone'))[0]?.n) > 0;
  for (const { table, stage } of relationships) {
    if (options.complete(table.type)) result.relationships.deleted += await softDelete(context, table, unseen(context, stage));
    for (const where of byId(options.deleteIds?.relationships)) result.relationships.deleted += await softDelete(context, table, where);
    if (stage) result.dangling += (await applyStage(context, stage, result.relationships)).dangling;
    if (lost) result.relationships.deleted += await softDelete(context, table, 't."_fromEntityId" IN (SELECT "_id" FROM gone) OR t."_toEntityId" IN (SELECT "_id" FROM gone)');
  }
  await dropEnds(connection);
  if (lost) await connection.run('DELETE FROM raw AS r WHERE EXISTS (SELECT 1 FROM gone g WHERE g."_key" = r.key AND g."_scope" = r.scope AND g."_source" = r.source)');
  await connection.run('DROP TABLE gone');
  if (options.deleteIds?.hard) await forget(context, [...staged.catalog.values()], options.deleteIds);
  result.raw = await staged.raw.apply();
  return result;
}

/** Live members of the subgraph that were not brought. */
function unseen(context: ApplyContext, stage: Stage | undefined): string {
  const own = owned(context, 't');
  return stage ? `${own} AND NOT EXISTS (SELECT 1 FROM ${stage.seen} s WHERE s."_key" = t."_key")` : own;
}

const byId = (ids: readonly string[] | undefined): string[] => (ids && ids.length > 0 ? [`t."_id" IN (${ids.map((id) => `CAST(${literal(id)} AS UUID)`).join(', ')})`] : []);

/** Removes the history of members that were deleted by id. */
async function forget({ connection }: ApplyContext, tables: readonly TypeTable[], ids: NonNullable<CommitOptions['deleteIds']>): Promise<void> {
  for (const table of tables.filter((t) => !t.isNew)) for (const where of byId(table.kind === 'entity' ? ids.entities : ids.relationships)) await connection.run(`DELETE FROM ${historyTable(table)} AS t WHERE ${where}`);
}
