import { historyTable, liveTable, type TypeTable, writePending } from './catalog.ts';
import { type Connection, type Driver, literal, quote } from './driver.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './store.ts';

export interface ApplyContext {
  readonly driver: Driver;
  readonly connection: Connection;
  readonly scope: string;
  readonly source: string;
  /** The time that begins new versions and ends old ones. */
  readonly on: number;
}

const HISTORY_FIXED = ['_id', '_key', '_scope', '_source', '_class', '_version', '_createdOn', '_beginOn', '_hash'];
const ENDS = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId'];

/** Every column of a live table, quoted. */
const liveColumns = (table: TypeTable): string[] => [...HISTORY_FIXED, ...(table.kind === 'relationship' ? ENDS : []), ...[...table.columns.values()].flat().map((c) => c.column)].map(quote);

/** Creates and updates of one type, from its stage. Gives the number of relationships left out for want of an end. */
export async function applyStage(context: ApplyContext, stage: Stage, tally: Tally): Promise<{ dangling: number }> {
  const { connection, driver, scope, source, on } = context;
  const { table } = stage;
  await writePending(driver, connection, table);
  if (stage.changed === 0) return { dangling: 0 };
  const live = liveTable(table);
  const history = historyTable(table);
  const isEdge = table.kind === 'relationship';
  const ends = isEdge ? `, coalesce(f1._id, f2._id) AS from_id, coalesce(t1._id, t2._id) AS to_id` : '';
  const endJoins = isEdge
    ? `LEFT JOIN ends_own f1 ON f1._key = s."_fromEntityKey" LEFT JOIN ends_any f2 ON f2._key = s."_fromEntityKey"
       LEFT JOIN ends_own t1 ON t1._key = s."_toEntityKey" LEFT JOIN ends_any t2 ON t2._key = s."_toEntityKey"`
    : '';
  // Of a key that came twice only the last row counts. A key that was deleted goes on with its next version.
  await connection.run(
    `CREATE TEMP TABLE plan AS
     SELECT s."_seq" AS seq, s."_key" AS k, t."_version" AS old_version, coalesce(t."_version", h.version, 0) + 1 AS version, coalesce(t."_createdOn", h.created, ${on}) AS created${ends}
     FROM ${stage.stage} s
     JOIN (SELECT _key, max(_seq) AS seq FROM ${stage.seen} GROUP BY _key) l ON l.seq = s."_seq"
     LEFT JOIN ${live} t ON t."_key" = s."_key" AND t."_scope" = ${literal(scope)}
     LEFT JOIN (SELECT "_key", max("_version") AS version, min("_createdOn") AS created FROM ${history} WHERE "_scope" = ${literal(scope)} GROUP BY "_key") h ON h."_key" = s."_key"
     ${endJoins}
     WHERE t."_hash" IS DISTINCT FROM s."_hash"`,
  );
  let dangling = 0;
  if (isEdge) dangling = await connection.run('DELETE FROM plan WHERE from_id IS NULL OR to_id IS NULL');
  const updates = `FROM ${live} t JOIN plan p ON p.k = t."_key" AND t."_scope" = ${literal(scope)}`;
  const columns = liveColumns(table);
  await connection.run(`INSERT INTO ${history} (${columns.join(', ')}, "_endOn", "_deleted") SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, false ${updates}`);
  await writeUpdates(context, stage);
  const deleted = await connection.run(`DELETE FROM ${live} WHERE "_scope" = $1 AND "_key" IN (SELECT k FROM plan WHERE old_version IS NOT NULL)`, [scope]);
  const properties = stage.columns.map((c) => quote(c.column));
  const endColumns = isEdge ? ', "_fromEntityKey", "_toEntityKey", "_fromEntityId", "_toEntityId"' : '';
  const endValues = isEdge ? ', s."_fromEntityKey", s."_toEntityKey", p.from_id, p.to_id' : '';
  const written = await connection.run(
    `INSERT INTO ${live} ("_id", "_key", "_scope", "_source", "_class", "_version", "_createdOn", "_beginOn", "_hash"${endColumns}${properties.map((c) => `, ${c}`).join('')})
     SELECT ${idOf('s."_key"', scope)}, s."_key", $1, $2, s."_class", p.version, p.created, ${on}, s."_hash"${endValues}${properties.map((c) => `, s.${c}`).join('')}
     FROM ${stage.stage} s JOIN plan p ON p.seq = s."_seq"`,
    [scope, source],
  );
  await connection.run(
    `INSERT INTO change SELECT ${on}, $1, 'created', $2, $3, p.k, coalesce(${displayName(stage.table, 's')}, p.k), '[]', ${isEdge ? 's."_fromEntityKey", s."_toEntityKey"' : 'NULL, NULL'}
     FROM plan p JOIN ${stage.stage} s ON s."_seq" = p.seq WHERE p.old_version IS NULL`,
    [scope, table.kind, table.type],
  );
  await connection.run('DROP TABLE plan');
  tally.updated += deleted;
  tally.created += written - deleted;
  return { dangling };
}

/** `_id` follows from scope and key: nothing has to be looked up, and the same input gives the same graph. */
const idOf = (key: string, scope: string): string => `CAST(md5(${literal(scope)} || chr(31) || ${key}) AS UUID)`;

const displayName = (table: TypeTable, alias: string): string => {
  const column = table.columns.get('displayName')?.find((c) => c.kind === 'string');
  return column ? `${alias}.${quote(column.column)}` : 'NULL';
};

/** The change rows of updates, with old and new value of each property that differs. */
async function writeUpdates({ connection, driver, scope, on }: ApplyContext, stage: Stage): Promise<void> {
  const { table } = stage;
  const staged = new Set(stage.columns);
  const pairs = [...table.columns].map(([name, columns]) => ({
    name,
    old: columns.map((c) => `t.${quote(c.column)}`),
    new: columns.filter((c) => staged.has(c)).map((c) => `s.${quote(c.column)}`),
  }));
  const ends = table.kind === 'relationship' ? 's."_fromEntityKey", s."_toEntityKey"' : 'NULL, NULL';
  await connection.run(
    `INSERT INTO change SELECT ${on}, $1, 'updated', $2, $3, p.k, coalesce(${displayName(table, stageHasName(stage) ? 's' : 't')}, p.k), ${driver.jsonDiff(pairs)}, ${ends}
     FROM plan p JOIN ${stage.stage} s ON s."_seq" = p.seq JOIN ${liveTable(table)} t ON t."_key" = p.k AND t."_scope" = $1`,
    [scope, table.kind, table.type],
  );
}

const stageHasName = (stage: Stage): boolean => stage.columns.some((c) => c.property === 'displayName' && c.kind === 'string');

/** Soft-deletes the live rows that `where` names (about the alias `t`): to history, with a change row each. Gives their number. */
export async function softDelete({ connection, on }: ApplyContext, table: TypeTable, where: string): Promise<number> {
  const live = liveTable(table);
  const found = Number((await connection.all(`SELECT count(*) AS n FROM ${live} t WHERE ${where}`))[0]?.n ?? 0);
  if (found === 0) return 0;
  const columns = liveColumns(table);
  const ends = table.kind === 'relationship' ? 't."_fromEntityKey", t."_toEntityKey"' : 'NULL, NULL';
  await connection.run(`INSERT INTO ${historyTable(table)} (${columns.join(', ')}, "_endOn", "_deleted") SELECT ${columns.map((c) => `t.${c}`).join(', ')}, ${on}, true FROM ${live} t WHERE ${where}`);
  await connection.run(`INSERT INTO change SELECT ${on}, t."_scope", 'deleted', $1, $2, t."_key", coalesce(${displayName(table, 't')}, t."_key"), '[]', ${ends} FROM ${live} t WHERE ${where}`, [table.kind, table.type]);
  await connection.run(`DELETE FROM ${live} AS t WHERE ${where}`);
  return found;
}
