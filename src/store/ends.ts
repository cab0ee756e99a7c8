import { liveTable, type TypeTable } from './catalog.ts';
import { type Connection, literal } from './driver.ts';
import type { Subgraph } from './store.ts';
import { owned } from './subgraph.ts';

/**
 * Where the ends of relationships are looked for while a sync is applied (reference/jupiterone-platform.md, section 2.6.5): by
 * `_id` where one is given; else in the subgraph that is named; else in the own one, and then, where that is allowed, in any.
 * Where some of the staged ones name a subgraph or an id (`named`), only what is looked for is laid out: all four tables of a large graph are more than fits.
 */
export async function makeEnds(connection: Connection, entities: readonly TypeTable[], own: Subgraph, options: { readonly any: boolean; readonly named: boolean; readonly staged: readonly string[] }): Promise<void> {
  const all =
    entities.map((t) => `SELECT "_key", "_id", "_scope", "_source", ${literal(t.type)} AS "_type" FROM ${liveTable(t)}`).join(' UNION ALL ') ||
    `SELECT NULL AS "_key", CAST(NULL AS UUID) AS "_id", NULL AS "_scope", NULL AS "_source", NULL AS "_type" WHERE false`;
  const columns = 'e."_key" AS _key, e."_id" AS _id, e."_type" AS _type';
  const { named } = options;
  if (named)
    for (const { table, value, where } of WANTED)
      await connection.run(`CREATE TEMP TABLE ${table} AS ${options.staged.flatMap((rows) => ['from', 'to'].map((side) => `SELECT ${value(side)} AS wanted FROM ${rows} WHERE ${where(side)}`)).join(' UNION ')}`);
  // Most syncs name none, and look for nearly all of their own.
  const only = (table: string, value: string) => (named ? `${value} IN (SELECT wanted FROM ${table})` : 'true');
  // One row a key, should two types have one of it.
  await connection.run(`CREATE TEMP TABLE ends_own AS SELECT DISTINCT ON (e."_key") ${columns} FROM (${all}) e WHERE ${owned(own, 'e')} AND ${only('wanted_keys', 'e."_key"')} ORDER BY e."_key", e."_id"`);
  const any = options.any ? `NOT (${owned(own, 'e')})` : 'false';
  await connection.run(`CREATE TEMP TABLE ends_any AS SELECT DISTINCT ON (e."_key") ${columns} FROM (${all}) e WHERE ${any} AND ${only('wanted_keys', 'e."_key"')} ORDER BY e."_key", e."_id"`);
  const scoped = named ? only('wanted_scoped', 'e."_key"') : 'false';
  await connection.run(
    `CREATE TEMP TABLE ends_named AS SELECT ${columns}, e."_scope" AS _scope, e."_source" AS _source FROM (${all}) e WHERE ${scoped}
     UNION ALL (SELECT DISTINCT ON (e."_key", e."_scope") ${columns}, e."_scope", NULL FROM (${all}) e WHERE ${scoped} ORDER BY e."_key", e."_scope", e."_id")`, // for those that name no source
  );
  await connection.run(`CREATE TEMP TABLE ends_ids AS SELECT ${columns}, CAST(e."_id" AS VARCHAR) AS _text FROM (${all}) e WHERE ${named ? only('wanted_ids', 'CAST(e."_id" AS VARCHAR)') : 'false'}`);
  if (named) for (const { table } of WANTED) await connection.run(`DROP TABLE ${table}`);
}

/** What staged relationships look for, by the way they name it. */
const WANTED = [
  { table: 'wanted_ids', value: (side: string) => `"_${side}EntityId"`, where: (side: string) => `"_${side}EntityId" IS NOT NULL` },
  { table: 'wanted_scoped', value: (side: string) => `"_${side}EntityKey"`, where: (side: string) => `"_${side}EntityId" IS NULL AND "_${side}EntityScope" IS NOT NULL` },
  { table: 'wanted_keys', value: (side: string) => `"_${side}EntityKey"`, where: (side: string) => `"_${side}EntityId" IS NULL AND "_${side}EntityScope" IS NULL` },
] as const;

export async function dropEnds(connection: Connection): Promise<void> {
  for (const name of ['ends_own', 'ends_any', 'ends_named', 'ends_ids']) await connection.run(`DROP TABLE IF EXISTS ${name}`);
}

const SIDES = [
  { side: 'from', alias: 'f' },
  { side: 'to', alias: 't' },
] as const;

/** The joins that find both ends of staged relationships `s`. */
export const ENDS_JOINED = SIDES.map(
  ({ side, alias }) =>
    `LEFT JOIN ends_own ${alias}1 ON ${alias}1._key = s."_${side}EntityKey" LEFT JOIN ends_any ${alias}2 ON ${alias}2._key = s."_${side}EntityKey"
     LEFT JOIN ends_ids ${alias}3 ON ${alias}3._text = s."_${side}EntityId"
     LEFT JOIN ends_named ${alias}4 ON ${alias}4._key = s."_${side}EntityKey" AND ${alias}4._scope = s."_${side}EntityScope" AND ${alias}4._source IS NOT DISTINCT FROM s."_${side}EntitySource"`,
).join('\n     ');

const found = (side: string, alias: string, column: string) =>
  `CASE WHEN s."_${side}EntityId" IS NOT NULL THEN ${alias}3.${column} WHEN s."_${side}EntityScope" IS NOT NULL THEN ${alias}4.${column} ELSE coalesce(${alias}1.${column}, ${alias}2.${column}) END`;

/** What those joins found. */
export const ENDS_FOUND = SIDES.flatMap(({ side, alias }) => ['_id', '_type', '_key'].map((column) => `${found(side, alias, column)} AS ${side}${column}`)).join(', ');

/** The same columns of what has no ends. */
export const NO_ENDS = 'NULL AS from_id, NULL AS to_id, NULL AS from_key, NULL AS to_key';
