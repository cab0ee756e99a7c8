import { keepHeapSmall } from '../lib/heap.ts';
import { historyTable, liveTable, type TypeTable } from './catalog.ts';
import { difference } from './difference.ts';
import { type Connection, type Driver, literal, quote } from './driver.ts';
import { readLive } from './read.ts';
import { appendLive } from './rows.ts';
import type { Member, Stage, Staged } from './stage.ts';
import type { Change, Tally } from './store.ts';

export interface ApplyContext {
  readonly driver: Driver;
  readonly connection: Connection;
  readonly scope: string;
  readonly source: string;
  /** The time that begins new versions and ends old ones. */
  readonly on: number;
}

/** Rows applied together: what is in memory at a time. */
const BATCH = 2048;

const FIXED = ['_id', '_key', '_scope', '_source', '_class', '_version', '_createdOn', '_beginOn', '_hash'];
const ENDS = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId'];

/** Every column of a live table, quoted. */
const liveColumns = (table: TypeTable): string[] => [...FIXED, ...(table.kind === 'relationship' ? ENDS : []), ...[...table.columns.values()].flat().map((c) => c.column)].map(quote);

/** What is decided about one staged member. */
export interface Planned {
  readonly staged: Staged;
  readonly version: number;
  readonly createdOn: number;
  readonly isUpdate: boolean;
  readonly fromId: string | null;
  readonly toId: string | null;
}

/** Creates and updates of one type, from its stage. Gives the number of relationships left out for want of an end. */
export async function applyStage(context: ApplyContext, stage: Stage, tally: Tally): Promise<{ dangling: number }> {
  const { connection } = context;
  const { table } = stage;
  if (stage.changed === 0) return { dangling: 0 };
  const dangling = await makePlan(context, stage);
  for await (const batch of stage.read(BATCH)) {
    const planned = await plannedOf(connection, batch);
    const updates = planned.filter((p) => p.isUpdate);
    const created = planned.filter((p) => !p.isUpdate);
    if (updates.length > 0) await endVersions(context, table, updates);
    await writeChanges(
      context,
      table,
      created.map(({ staged }) => change('created', staged.member, [])),
    );
    await appendLive(context, table, planned);
    keepHeapSmall();
    tally.updated += updates.length;
    tally.created += created.length;
  }
  await connection.run('DROP TABLE plan');
  return { dangling };
}

/** The table `plan`: which staged rows count, with version and ends. A key that was deleted goes on with its next version. */
async function makePlan({ connection, scope, on }: ApplyContext, { table, stage, seen }: Stage): Promise<number> {
  const isEdge = table.kind === 'relationship';
  const ids = isEdge ? 'CAST(coalesce(f1._id, f2._id) AS VARCHAR) AS from_id, CAST(coalesce(t1._id, t2._id) AS VARCHAR) AS to_id' : 'NULL AS from_id, NULL AS to_id';
  const joins = isEdge
    ? `LEFT JOIN ends_own f1 ON f1._key = s._from LEFT JOIN ends_any f2 ON f2._key = s._from
       LEFT JOIN ends_own t1 ON t1._key = s._to LEFT JOIN ends_any t2 ON t2._key = s._to`
    : '';
  await connection.run(
    `CREATE TEMP TABLE plan AS
     SELECT s._seq AS seq, t."_version" AS old_version, coalesce(t."_version", h.version, 0) + 1 AS version, coalesce(t."_createdOn", h.created, ${on}) AS created, ${ids}
     FROM ${stage} s
     JOIN (SELECT _key, max(_seq) AS seq FROM ${seen} GROUP BY _key) l ON l.seq = s._seq
     LEFT JOIN ${liveTable(table)} t ON t."_key" = s._key AND t."_scope" = ${literal(scope)}
     LEFT JOIN (SELECT "_key", max("_version") AS version, min("_createdOn") AS created FROM ${historyTable(table)} WHERE "_scope" = ${literal(scope)} GROUP BY "_key") h ON h."_key" = s._key
     ${joins}
     WHERE t."_hash" IS DISTINCT FROM s._hash`,
  );
  return isEdge ? connection.run('DELETE FROM plan WHERE from_id IS NULL OR to_id IS NULL') : 0;
}

async function plannedOf(connection: Connection, batch: readonly Staged[]): Promise<Planned[]> {
  const rows = await connection.all('SELECT * FROM plan WHERE seq >= $1 AND seq <= $2', [batch[0]?.seq ?? 0, batch.at(-1)?.seq ?? 0]);
  const plans = new Map(rows.map((row) => [Number(row.seq), row]));
  return batch.flatMap((staged) => {
    const row = plans.get(staged.seq);
    if (!row) return [];
    return [{ staged, version: Number(row.version), createdOn: Number(row.created), isUpdate: row.old_version !== null, fromId: row.from_id as string | null, toId: row.to_id as string | null }];
  });
}

/** The old versions of updates: their differences written down, then to history and out of the live table. */
async function endVersions(context: ApplyContext, table: TypeTable, updates: readonly Planned[]): Promise<void> {
  const { connection, scope, on } = context;
  const keys = updates.map(({ staged }) => staged.member._key);
  const old = new Map<string, object>();
  for await (const rows of readLive(connection, table, { scope, keys })) for (const row of rows) old.set(row._key, row);
  await writeChanges(
    context,
    table,
    updates.map(({ staged: { member } }) => change('updated', member, difference((old.get(member._key) ?? {}) as Record<string, unknown>, member as Record<string, unknown>))),
  );
  await connection.run('CREATE TEMP TABLE ending (k VARCHAR)');
  await connection.append('ending', ['text'], [keys]);
  const columns = liveColumns(table);
  await connection.run(
    `INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted")
     SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, false FROM ${liveTable(table)} t WHERE t."_scope" = $1 AND t."_key" IN (SELECT k FROM ending)`,
    [scope],
  );
  await connection.run(`DELETE FROM ${liveTable(table)} WHERE "_scope" = $1 AND "_key" IN (SELECT k FROM ending)`, [scope]);
  await connection.run('DROP TABLE ending');
}

const change = (operation: Change['operation'], member: Member, properties: Change['properties']) => ({ operation, member, properties });

async function writeChanges({ connection, scope, on }: ApplyContext, table: TypeTable, changes: readonly ReturnType<typeof change>[]): Promise<void> {
  if (changes.length === 0) return;
  const column = (value: (c: ReturnType<typeof change>) => unknown) => changes.map(value);
  const end = (key: '_fromEntityKey' | '_toEntityKey') => column(({ member }) => (table.kind === 'relationship' ? member[key] : null));
  await connection.append(
    'change',
    ['bigint', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text'],
    [
      column(() => on),
      column(() => scope),
      column((c) => c.operation),
      column(() => table.kind),
      column(() => table.type),
      column((c) => c.member._key),
      column((c) => c.member.displayName ?? c.member._key),
      column((c) => JSON.stringify(c.properties)),
      end('_fromEntityKey'),
      end('_toEntityKey'),
    ],
  );
}

/** Soft-deletes the live rows that `where` names (about the alias `t`): to history, with a change row each. Gives their number. */
export async function softDelete({ connection, on }: ApplyContext, table: TypeTable, where: string): Promise<number> {
  const live = liveTable(table);
  const found = Number((await connection.all(`SELECT count(*) AS n FROM ${live} t WHERE ${where}`))[0]?.n ?? 0);
  if (found === 0) return 0;
  const columns = liveColumns(table);
  const ends = table.kind === 'relationship' ? 't."_fromEntityKey", t."_toEntityKey"' : 'NULL, NULL';
  await connection.run(`INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted") SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, true FROM ${live} t WHERE ${where}`);
  await connection.run(`INSERT INTO change SELECT ${on}, t."_scope", 'deleted', $1, $2, t."_key", coalesce(t."displayName", t."_key"), '[]', ${ends} FROM ${live} t WHERE ${where}`, [table.kind, table.type]);
  await connection.run(`DELETE FROM ${live} AS t WHERE ${where}`);
  return found;
}
