import { quote } from '../../lib/quote.ts';
import type { Condition, Node, Operand } from '../plan/plan.ts';
import { all, any, type Build, type Sql } from './build.ts';
import { type Bundle, KINDS, type Kind, LISTS } from './bundle.ts';
import type { GraphColumn, GraphType } from './catalog.ts';
import { conditionSql } from './tests.ts';

/** Metadata that an imported graph may bring along as properties: what it brings counts. */
const BROUGHT = new Set(['_createdOn', '_beginOn', '_endOn', '_version', '_source', '_deleted']);

const own = (type: GraphType, property: string): readonly GraphColumn[] => type.columns.filter((column) => column.property === property);

const ownColumns = (type: GraphType, alias: string, property: string): Bundle => Object.fromEntries(own(type, property).map(({ kind, column }) => [kind, `${alias}.${quote(column)}`])) as Bundle;

/** The value of a property in a row of a type's table, which has this alias. */
export function propertyOf(b: Build, type: GraphType, alias: string, property: string): Bundle {
  const columns = ownColumns(type, alias, property);
  if (!property.startsWith('_')) return columns;
  const metadata = metadataOf(b, type, alias, property);
  if (metadata === undefined) return columns;
  if (!BROUGHT.has(property) || Object.keys(columns).length === 0) return metadata;
  const merged: Record<string, string> = {};
  for (const kind of KINDS) {
    const [brought, kept] = [columns[kind], metadata[kind]];
    if (brought !== undefined || kept !== undefined) merged[kind] = brought === undefined ? (kept as string) : kept === undefined ? brought : `coalesce(${brought}, ${kept})`;
  }
  return merged as Bundle;
}

const EDGE_METADATA = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId'] as const;

function metadataOf(b: Build, type: GraphType, alias: string, property: string): Bundle | undefined {
  const column = `${alias}.${quote(property)}`;
  const text = b.d.types.string;
  switch (property) {
    case '_id':
      return { string: `CAST(${column} AS ${text})` };
    case '_key':
    case '_scope':
    case '_source':
      return { string: column };
    case '_type':
      return { string: b.text(type.type), known: type.type };
    case '_class': {
      const known = type.classSets.length === 1 ? { known: type.kind === 'entity' ? (type.classSets[0] as readonly string[]) : (type.classSets[0]?.[0] ?? '') } : {};
      return type.kind === 'entity' ? { strings: column, ...known } : { string: `${column}[1]`, ...known };
    }
    case '_version':
    case '_createdOn':
    case '_beginOn':
      return { number: `CAST(${column} AS ${b.d.types.number})` };
    case '_endOn':
      return b.includeDeleted ? { number: `CAST(${column} AS ${b.d.types.number})` } : {};
    case '_deleted':
      return b.includeDeleted ? { boolean: column } : { boolean: 'false', known: false };
    case '_fromEntityKey':
    case '_toEntityKey':
      return type.kind === 'relationship' ? { string: column } : undefined;
    case '_fromEntityId':
    case '_toEntityId':
      return type.kind === 'relationship' ? { string: `CAST(${column} AS ${text})` } : undefined;
    default:
      return undefined;
  }
}

/** A type's rows as a table expression: live members, with the last version of deleted ones where they are asked for. */
export function rowsOf(b: Build, type: GraphType): string {
  if (!b.includeDeleted) return type.table;
  const ends = type.kind === 'relationship' ? EDGE_METADATA : [];
  const columns = [...['_id', '_key', '_scope', '_source', '_class', '_version', '_createdOn', '_beginOn'], ...ends, ...type.columns.map(({ column }) => column)].map(quote).join(', ');
  return (
    `(SELECT ${columns}, false AS "_deleted", CAST(NULL AS ${b.d.types.number}) AS "_endOn" FROM ${type.table} UNION ALL ` +
    `SELECT ${columns}, true, "_endOn" FROM ${type.history} h WHERE h."_deleted" AND NOT EXISTS (SELECT 1 FROM ${type.table} l WHERE l."_id" = h."_id") ` +
    `AND NOT EXISTS (SELECT 1 FROM ${type.history} h2 WHERE h2."_id" = h."_id" AND h2."_deleted" AND h2."_version" > h."_version"))`
  );
}

/** An imported member may say itself that it is deleted. */
export function liveOnly(b: Build, type: GraphType, alias: string): Sql {
  const flag = own(type, '_deleted').find(({ kind }) => kind === 'boolean');
  return b.includeDeleted || !flag ? true : `${alias}.${quote(flag.column)} IS DISTINCT FROM true`;
}

/** What makes a row of a type match a node; false if none can. */
export function matchSql(b: Build, node: Node, type: GraphType, alias: string): Sql {
  const { names, words, filter } = node;
  const conditions: Sql[] = [liveOnly(b, type, alias)];
  if (names && !names.types.includes(type.type)) conditions.push(classSql(b, type, alias, names.classes));
  for (const word of words ?? []) conditions.push(wordSql(b, type, alias, word));
  if (filter) conditions.push(filterSql(b, type, alias, filter));
  return all(conditions);
}

export const filterSql = (b: Build, type: GraphType, alias: string, filter: Condition): Sql =>
  conditionSql(
    b,
    filter,
    (operand: Operand) => (operand.kind === 'property' ? propertyOf(b, type, alias, operand.property) : {}),
    ({ start, steps }) => {
      const some = b.reachable(b, [type], steps);
      return all([matchSql(b, start, type, alias), typeof some === 'string' ? `${alias}."_id" IN (${some})` : some]);
    },
  );

function classSql(b: Build, type: GraphType, alias: string, classes: readonly string[]): Sql {
  const possible = classes.filter((name) => type.classSets.some((set) => set.includes(name)));
  if (type.classSets.every((set) => possible.some((name) => set.includes(name)))) return possible.length > 0;
  return any(possible.map((name) => b.d.listContains(`${alias}."_class"`, b.param(name))));
}

/** What makes a row of a relationship's type match verbs, which ignore letter case; false if none can. */
export function verbSql(b: Build, type: GraphType, alias: string, verbs: readonly string[] | undefined): Sql {
  const live = liveOnly(b, type, alias);
  if (verbs === undefined) return live;
  const matching = type.classSets.filter((set) => verbs.includes((set[0] ?? '').toUpperCase()));
  if (matching.length === 0) return false;
  if (matching.length === type.classSets.length) return live;
  return all([live, any(matching.map((set) => `${alias}."_class"[1] = ${b.param(set[0] ?? '')}`))]);
}

/** A word occurs in some value, ignoring letter case (section 5.3). */
function wordSql(b: Build, type: GraphType, alias: string, word: string): Sql {
  const part = b.param(word);
  const found = (text: string) => b.d.contains(`lower(${text})`, part);
  // Ids, scopes, versions and times of the store are the same everywhere or mean nothing: they would only make noise.
  const properties = new Set([...type.columns.map(({ property }) => property), '_key', '_type', '_class']);
  const conditions: Sql[] = [];
  for (const property of properties) {
    const bundle = BROUGHT.has(property) ? ownColumns(type, alias, property) : propertyOf(b, type, alias, property);
    if (bundle.known !== undefined) {
      const texts = [bundle.known].flat().map((value) => String(value).toLowerCase());
      if (texts.some((text) => text.includes(word))) return true;
      continue;
    }
    for (const kind of KINDS) {
      const sql = bundle[kind];
      if (sql !== undefined) conditions.push(wordIn(b, kind, sql, word, found));
    }
  }
  return any(conditions);
}

function wordIn(b: Build, kind: Kind, sql: string, word: string, found: (text: string) => string): Sql {
  if (kind === 'string') return found(sql);
  if (kind === 'strings') return b.d.anyItem(sql, found);
  if (kind === 'mixed') return b.d.anyItem(sql, (item) => found(b.d.jsonText(item)));
  const isList = (LISTS as readonly Kind[]).includes(kind);
  const each = (passes: (item: string) => string) => (isList ? b.d.anyItem(sql, passes) : passes(sql));
  if (kind === 'boolean' || kind === 'booleans') return any(['true', 'false'].filter((text) => text.includes(word)).map((text) => each((item) => `${item} = ${text}`)));
  // Only what can stand in a number's text is looked for in numbers.
  return /^[\d.e+-]+$/.test(word) ? each((item) => found(b.d.numberText(item))) : false;
}
