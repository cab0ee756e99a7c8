import type { Node, PlanHop } from '../plan/plan.ts';
import { type Build, type Sql, whereSql } from './build.ts';
import { type Bundle, entriesOf, KINDS, type Kind, renamed } from './bundle.ts';
import type { GraphType } from './catalog.ts';
import { matchSql, propertyOf, rowsOf, verbSql } from './element.ts';
import type { EdgeOption } from './narrow.ts';

/** Rows that a part of the path comes from: a table, or several laid one below the other. */
export interface Source {
  /** Table expression with alias. */
  readonly from: string;
  readonly conditions: readonly Sql[];
  readonly id: string;
  bundle(property: string): Bundle;
}
export interface EdgeSource extends Source {
  /** Ids of the entities before and behind the hop. */
  readonly left: string;
  readonly right: string;
}

/** Entities of some types that match a node. */
export function nodeSource(b: Build, node: Node, types: readonly GraphType[], properties: readonly string[]): Source {
  const alias = b.alias('n');
  const only = types[0];
  if (only && types.length === 1) return { from: `${rowsOf(b, only)} AS ${alias}`, conditions: [matchSql(b, node, only, alias)], id: `${alias}."_id"`, bundle: (property) => propertyOf(b, only, alias, property) };
  const branches = types.map((type) => ({ type, from: `${rowsOf(b, type)} AS t`, fixed: ['t."_id" AS "_id"'], conditions: [matchSql(b, node, type, 't')] }));
  return { ...laid(b, alias, branches, properties), conditions: [], id: `${alias}."_id"` };
}

/** Relationships that a hop can go over. One that leads from an entity to itself is met once, whatever the direction (section 4). */
export function edgeSource(b: Build, hop: PlanHop, options: readonly EdgeOption[], properties: readonly string[]): EdgeSource {
  const alias = b.alias('e');
  const only = options[0];
  const sides = (direction: EdgeOption['direction']) => (direction === 'out' ? (['"_fromEntityId"', '"_toEntityId"'] as const) : (['"_toEntityId"', '"_fromEntityId"'] as const));
  if (only && options.length === 1) {
    const [left, right] = sides(only.direction).map((side) => `${alias}.${side}`) as [string, string];
    return { from: `${rowsOf(b, only.type)} AS ${alias}`, conditions: [verbSql(b, only.type, alias, hop.verbs)], id: `${alias}."_id"`, left, right, bundle: (property) => propertyOf(b, only.type, alias, property) };
  }
  const branches = options.map(({ type, direction }) => {
    const [left, right] = sides(direction);
    const twice = direction === 'in' && options.some((other) => other.type === type && other.direction === 'out');
    return { type, from: `${rowsOf(b, type)} AS t`, fixed: ['t."_id" AS "_id"', `t.${left} AS l`, `t.${right} AS r`], conditions: [verbSql(b, type, 't', hop.verbs), ...(twice ? [`t.${left} <> t.${right}`] : [])] };
  });
  return { ...laid(b, alias, branches, properties), conditions: [], id: `${alias}."_id"`, left: `${alias}.l`, right: `${alias}.r` };
}

interface Branch {
  readonly type: GraphType;
  readonly from: string;
  readonly fixed: readonly string[];
  readonly conditions: readonly Sql[];
}

/** Tables one below the other, with the columns of the properties that are needed and no others. */
function laid(b: Build, alias: string, branches: readonly Branch[], properties: readonly string[]): Pick<Source, 'from' | 'bundle'> {
  const columns = properties.map((property, index) => {
    const bundles = branches.map(({ type }) => propertyOf(b, type, 't', property));
    const kinds = KINDS.filter((kind) => bundles.some((bundle) => bundle[kind] !== undefined));
    return { property, kinds, bundles, name: (kind: Kind) => `p${index}_${kind}` };
  });
  const selects = branches.map((branch, row) => {
    const values = columns.flatMap(({ kinds, bundles, name }) => kinds.map((kind) => `${bundles[row]?.[kind] ?? `CAST(NULL AS ${b.d.types[kind]})`} AS ${name(kind)}`));
    return `SELECT ${[...branch.fixed, ...values].join(', ')} FROM ${branch.from}${whereSql(branch.conditions)}`;
  });
  const known = new Map(columns.map(({ property, kinds, name }) => [property, Object.fromEntries(kinds.map((kind) => [kind, `${alias}.${name(kind)}`])) as Bundle]));
  return { from: `(${selects.join(' UNION ALL ')}) AS ${alias}`, bundle: (property) => known.get(property) ?? {} };
}

/** A bundle's values as columns of a SELECT. */
export interface Columns {
  /** `value AS name`. */
  readonly select: readonly string[];
  readonly values: readonly string[];
  readonly names: readonly string[];
  /** The bundle of these columns, for whoever selects from that SELECT. */
  readonly bundle: Bundle;
}

export function columnsOf(bundle: Bundle, name: (kind: Kind) => string): Columns {
  const entries = entriesOf(bundle);
  return { select: entries.map(([kind, sql]) => `${sql} AS ${name(kind)}`), values: entries.map(([, sql]) => sql), names: entries.map(([kind]) => name(kind)), bundle: renamed(bundle, name) };
}
