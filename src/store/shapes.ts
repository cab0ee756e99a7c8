import { historyTable, liveTable, type TypeTable } from './catalog.ts';
import { type Connection, literal } from './driver.ts';

/**
 * What the members of a type look like, kept beside the catalogue: every different `_class`, and between which types a
 * relationship was seen. Nothing is ever taken back: what was once so may be asked for with deleted members.
 */
export async function noteAllClasses(connection: Connection, table: TypeTable, from: string): Promise<void> {
  const [kind, type] = [literal(table.kind), literal(table.type)];
  await connection.run(
    `INSERT INTO catalog_classes SELECT ${kind}, ${type}, c FROM (SELECT DISTINCT "_class" AS c FROM ${from}) AS seen
     WHERE NOT EXISTS (SELECT 1 FROM catalog_classes k WHERE k.kind = ${kind} AND k.type = ${type} AND k.classes = seen.c)`,
  );
}

/** Ends of relationships that a SELECT gives as `from_type` and `to_type`. */
export async function noteEnds(connection: Connection, table: TypeTable, select: string): Promise<void> {
  const type = literal(table.type);
  await connection.run(
    `INSERT INTO catalog_ends SELECT ${type}, f, t FROM (SELECT DISTINCT from_type AS f, to_type AS t FROM (${select}) AS edges) AS seen
     WHERE NOT EXISTS (SELECT 1 FROM catalog_ends k WHERE k.type = ${type} AND k.from_type = seen.f AND k.to_type = seen.t)`,
  );
}

/** For a store that was made before these were kept. */
export async function noteAllEnds(connection: Connection, tables: readonly TypeTable[]): Promise<void> {
  const entities = tables.filter(({ kind }) => kind === 'entity');
  const rows = (of: readonly TypeTable[], columns: (t: TypeTable) => string) => of.flatMap((t) => [liveTable(t), historyTable(t)].map((name) => `SELECT ${columns(t)} FROM ${name}`)).join(' UNION ALL ');
  if (entities.length === 0) return;
  const ids = `SELECT DISTINCT "_id" AS id, type FROM (${rows(entities, (t) => `"_id", ${literal(t.type)} AS type`)}) AS every`;
  for (const table of tables.filter(({ kind }) => kind === 'relationship'))
    await noteEnds(
      connection,
      table,
      `SELECT f.type AS from_type, t.type AS to_type FROM (${rows([table], () => '"_fromEntityId", "_toEntityId"')}) AS e JOIN (${ids}) AS f ON f.id = e."_fromEntityId" JOIN (${ids}) AS t ON t.id = e."_toEntityId"`,
    );
}
