import { quote } from '../lib/quote.ts';
import { historyTable, liveColumns, liveTable, type TypeTable } from './catalog.ts';
import type { Connection, Driver } from './driver.ts';
import { ENDS_FOUND, ENDS_JOINED, NO_ENDS } from './ends.ts';
import { idSql } from './ids.ts';
import { movedJoin } from './moved.ts';
import { noteAllClasses, noteEnds } from './shapes.ts';
import type { Stage } from './stage.ts';
import type { Subgraph, Tally } from './store.ts';
import { owned } from './subgraph.ts';
import { writeUpdates } from './write-updates.ts';

export interface ApplyContext extends Subgraph {
  readonly driver: Driver;
  readonly connection: Connection;
  /** The time that begins new versions and ends old ones. */
  readonly on: number;
}

/** Creates and updates of one type, from its stage. Gives the number of relationships left out for want of an end. */
export async function applyStage(context: ApplyContext, stage: Stage, tally: Tally): Promise<{ dangling: number }> {
  const { connection } = context;
  if (stage.changed === 0) return { dangling: 0 };
  const dangling = await makePlan(context, stage);
  const [row] = await connection.all('SELECT count(*) AS n, count(old_version) AS updates FROM plan');
  const updated = Number(row?.updates ?? 0);
  const created = Number(row?.n ?? 0) - updated;
  if (updated > 0) {
    await writeUpdates(context, stage);
    await endVersions(context, stage.table);
  }
  if (created > 0) await writeCreated(context, stage);
  if (created + updated > 0) {
    await insertLive(context, stage);
    await noteAllClasses(connection, stage.table, stage.rows);
    if (stage.table.kind === 'relationship') await noteEnds(connection, stage.table, 'SELECT from_type, to_type FROM plan');
  }
  await connection.run('DROP TABLE plan');
  tally.updated += updated;
  tally.created += created;
  return { dangling };
}

/** The table `plan`: which staged rows count, with id, version and ends. A key that was deleted goes on with its next version. */
async function makePlan(context: ApplyContext, { table, rows, seen }: Stage): Promise<number> {
  const { connection, on } = context;
  const isEdge = table.kind === 'relationship';
  await connection.run(
    `CREATE TEMP TABLE plan AS
     SELECT s."_seq" AS seq, s."_key" AS key, coalesce(t."_id", m.id, h.id, ${idSql(context, 's."_key"')}) AS id, coalesce(t."_version", m.version) AS old_version,
       coalesce(t."_version", m.version, h.version, 0) + 1 AS version, coalesce(t."_createdOn", m.created, h.created, ${on}) AS created, ${isEdge ? ENDS_FOUND : NO_ENDS}
     FROM ${rows} s
     JOIN (SELECT max("_seq") AS seq FROM ${seen} GROUP BY "_key") l ON l.seq = s."_seq"
     LEFT JOIN ${liveTable(table)} t ON t."_key" = s."_key" AND ${owned(context, 't')}
     LEFT JOIN (SELECT h."_key", max(h."_version") AS version, min(h."_createdOn") AS created, max(h."_id") AS id FROM ${historyTable(table)} h WHERE ${owned(context, 'h')} GROUP BY h."_key") h ON h."_key" = s."_key"
     ${movedJoin(table.type)}
     ${isEdge ? ENDS_JOINED : ''}
     WHERE t."_hash" IS DISTINCT FROM s."_hash"`,
  );
  return isEdge ? connection.run('DELETE FROM plan WHERE from_id IS NULL OR to_id IS NULL') : 0;
}

/** The old versions of updates, to history and out of the live table. */
async function endVersions(context: ApplyContext, table: TypeTable): Promise<void> {
  const { connection, driver, on } = context;
  await driver.hideInserts(connection, historyTable(table));
  const columns = liveColumns(table);
  const ending = `${owned(context, 't')} AND t."_key" IN (SELECT key FROM plan WHERE old_version IS NOT NULL)`;
  await connection.run(
    `INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted")
     SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, false FROM ${liveTable(table)} t WHERE ${ending}`,
  );
  await connection.run(`DELETE FROM ${liveTable(table)} AS t WHERE ${ending}`);
}

/** A change row for everything new. */
async function writeCreated({ connection, scope, source, on }: ApplyContext, { table, rows, columns }: Stage): Promise<void> {
  const ends = table.kind === 'relationship' ? 'p.from_key, p.to_key' : 'NULL, NULL';
  // The stage has no such column where no member has a name.
  const name = columns.some(({ column }) => column === 'displayName') ? 'coalesce(s."displayName", s."_key")' : 's."_key"';
  await connection.run(`INSERT INTO change SELECT ${on}, $1, 'created', $2, $3, s."_key", ${name}, '[]', ${ends}, $4 FROM ${rows} s JOIN plan p ON p.seq = s."_seq" WHERE p.old_version IS NULL`, [
    scope,
    table.kind,
    table.type,
    source,
  ]);
}

/** The planned rows, from the stage to the live table. */
async function insertLive({ connection, driver, scope, source, on }: ApplyContext, { table, rows, columns }: Stage): Promise<void> {
  const fixed: Record<string, string> = {
    _id: 'p.id',
    _key: 's."_key"',
    _scope: '$1',
    _source: '$2',
    _class: 's."_class"',
    _version: 'p.version',
    _createdOn: 'p.created',
    _beginOn: String(on),
    _hash: 's."_hash"',
    ...(table.kind === 'relationship' ? { _fromEntityKey: 'p.from_key', _toEntityKey: 'p.to_key', _fromEntityId: 'p.from_id', _toEntityId: 'p.to_id' } : {}),
  };
  const properties = columns.map(({ column }) => quote(column));
  await driver.hideInserts(connection, liveTable(table));
  await connection.run(
    `INSERT INTO ${liveTable(table)} (${[...Object.keys(fixed).map(quote), ...properties].join(', ')})
     SELECT ${[...Object.values(fixed), ...properties.map((c) => `s.${c}`)].join(', ')} FROM ${rows} s JOIN plan p ON p.seq = s."_seq"`,
    [scope, source],
  );
}

/** Soft-deletes the live rows that `where` names (about the alias `t`): to history, with a change row each. Gives their number. */
export async function softDelete({ connection, driver, on }: ApplyContext, table: TypeTable, where: string): Promise<number> {
  const live = liveTable(table);
  const found = Number((await connection.all(`SELECT count(*) AS n FROM ${live} t WHERE ${where}`))[0]?.n ?? 0);
  if (found === 0) return 0;
  const columns = liveColumns(table);
  const ends = table.kind === 'relationship' ? 't."_fromEntityKey", t."_toEntityKey"' : 'NULL, NULL';
  await driver.hideInserts(connection, historyTable(table));
  await connection.run(`INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted") SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, true FROM ${live} t WHERE ${where}`);
  await connection.run(`INSERT INTO change SELECT ${on}, t."_scope", 'deleted', $1, $2, t."_key", coalesce(t."displayName", t."_key"), '[]', ${ends}, t."_source" FROM ${live} t WHERE ${where}`, [table.kind, table.type]);
  await connection.run(`DELETE FROM ${live} AS t WHERE ${where}`);
  return found;
}
