import { childrenOf, type Expression, type Plan, type Table } from '../plan/plan.ts';
import { type Build, whereSql } from './build.ts';
import { type Bundle, entriesOf, isList, type Kind } from './bundle.ts';
import { expressionSql, kindText, type Scope } from './expressions.ts';
import type { Paths } from './paths.ts';
import { columnsOf } from './sources.ts';
import { cellName, cellTies, hasAggregate, keyName, pathScope, type TableRows } from './table-rows.ts';
import { unwinds } from './unwinds.ts';

/**
 * Rows of a table with aggregates: the plain columns are the group (section 14.2). An inner SELECT has keys and arguments of each
 * path, an outer one groups.
 */
export function groupedRows(b: Build, plan: Plan, table: Table, paths: Paths): TableRows {
  const unwound = unwinds(b, table, paths);
  const scope = pathScope(paths, unwound);
  const inner: string[] = [];
  const groups: string[] = [];
  const put = (bundle: Bundle, name: (kind: Kind) => string): Bundle => {
    const { select, bundle: columns } = columnsOf(bundle, name);
    inner.push(...select);
    return columns;
  };
  const known = new Map<string, Bundle>();
  /** A plain value as part of the group. */
  const groupBy = (expression: Expression): Bundle => {
    const text = JSON.stringify(expression);
    const found = known.get(text);
    if (found) return found;
    const columns = put(shownAsKey(b, expressionSql(b, expression, scope)), (kind) => `g${known.size}_${kind}`);
    groups.push(...entriesOf(columns).map(([, sql]) => sql));
    known.set(text, columns);
    return columns;
  };
  const keys = table.columns.map(({ expression }) => (hasAggregate(expression) ? undefined : groupBy(expression)));
  const keySql = [...known.keys()].flatMap((text) => entriesOf(shownAsKey(b, expressionSql(b, JSON.parse(text) as Expression, withUnwinds(scope, table)))).map(([, sql]) => sql));
  const once = paths.single && unwound.places.length === 0;
  let count = 0;
  const aggregate = (expression: Expression & { kind: 'aggregate' }): Bundle => {
    const index = count++;
    const { argument } = expression;
    const slots = slotsIn(argument).flatMap((slot) => (paths.id(slot) === undefined ? [] : [paths.id(slot) as string]));
    // Each row is another entity of the start: there is nothing to tell apart, and no column to read.
    if (once && expression.name === 'COUNT' && argument.kind === 'whole' && slots.length > 0) return { number: `CAST(count(*) AS ${b.d.types.number})` };
    const columns = put(expressionSql(b, argument, scope), (kind) => `a${index}_${kind}`);
    const isFirst = `r${index} = 1`;
    const dedupe = !once && (expression.name === 'SUM' || expression.name === 'AVG') && columns.number !== undefined;
    if (dedupe) inner.push(`row_number() OVER (PARTITION BY ${[...keySql, ...slots].join(', ') || '1'}) AS r${index}`);
    return { number: `CAST(${aggregateSql(b, expression, columns, dedupe ? ` FILTER (WHERE ${isFirst})` : '')} AS ${b.d.types.number})` };
  };
  const outer: Scope = { id: () => undefined, bundle: (slot, property) => groupBy({ kind: 'property', slot, property }), aggregate, unwind: (expression) => groupBy(expression) };
  const cells = table.columns.map(({ expression }, index) => columnsOf(keys[index] ?? expressionSql(b, expression, outer), cellName(index)));
  const orders = plan.order.flatMap(({ key, descending }) => (key.kind === 'column' ? [] : [{ key: key as Expression, descending }]));
  const sorts = orders.map(({ key, descending }, index) => {
    const first: Scope = { ...outer, id: (slot) => known.get(JSON.stringify({ kind: 'whole', slot, all: false }))?.id, bundle: (slot, property) => orderedBy(b, put, known, scope, { slot, property, descending, index }) };
    return columnsOf(expressionSql(b, key, first), keyName(index));
  });
  const from = `SELECT ${inner.join(', ') || '1 AS one'} FROM ${paths.from}${unwound.from}${whereSql(paths.conditions)}`;
  const select = [...cells, ...sorts].flatMap((cell) => cell.select).join(', ');
  return {
    sql: `SELECT ${select} FROM (${from}) AS paths${groups.length === 0 ? (keys.some((key) => key !== undefined) ? ' HAVING count(*) > 0' : '') : ` GROUP BY ${groups.join(', ')}`}`,
    cells: cells.map((c) => c.bundle),
    keys: sorts.map((s) => s.bundle),
    ties: cellTies(
      b,
      cells.flatMap((c, index) => (keys[index] === undefined ? [] : [c.bundle])),
    ),
  };
}

/** The group's expressions were copied as text: their UNWINDs are told by what they are, not by which object. */
function withUnwinds(scope: Scope, table: Table): Scope {
  const all = new Map<string, Expression & { kind: 'unwind' }>();
  const visit = (expression: Expression): void => {
    childrenOf(expression).forEach(visit);
    if (expression.kind === 'unwind') all.set(JSON.stringify(expression), expression);
  };
  for (const { expression } of table.columns) visit(expression);
  return { ...scope, unwind: (expression) => scope.unwind(all.get(JSON.stringify(expression)) ?? expression) };
}

/** A list in a key is shown, and grouped, as text with commas; an empty one is absent. */
function shownAsKey(b: Build, bundle: Bundle): Bundle {
  const lists = entriesOf(bundle).filter(([kind]) => isList(kind));
  if (lists.length === 0) return bundle;
  const texts = lists.map(([kind, sql]) => `CASE WHEN ${b.d.listLength(sql)} > 0 THEN ${kindText(b, kind, sql)} END`);
  const rest = Object.fromEntries(entriesOf(bundle).filter(([kind]) => !isList(kind))) as Bundle;
  return { ...rest, string: `coalesce(${[...(rest.string === undefined ? [] : [rest.string]), ...texts].join(', ')})` };
}

/** COUNT counts different things; the others numbers, each element once (section 14.1). What is always absent is aggregated too: a result without a group has one row. */
function aggregateSql(b: Build, { name }: Expression & { kind: 'aggregate' }, columns: Bundle, filter: string): string {
  if (name === 'COUNT') {
    const kinds = entriesOf(columns).map(([, sql]) => sql);
    return (kinds.length === 0 ? ['NULL'] : kinds).map((sql) => `count(DISTINCT ${sql})`).join(' + ');
  }
  const sql = `${name.toLowerCase()}(${columns.number ?? `CAST(NULL AS ${b.d.types.number})`})${filter}`;
  return name === 'SUM' ? `coalesce(${sql}, 0)` : sql;
}

function slotsIn(expression: Expression): number[] {
  if (expression.kind === 'property' || expression.kind === 'whole') return [expression.slot];
  return childrenOf(expression).flatMap(slotsIn);
}

/** A property in ORDER BY: the group's own value, or the first of the group's. */
function orderedBy(
  b: Build,
  put: (bundle: Bundle, name: (kind: Kind) => string) => Bundle,
  known: ReadonlyMap<string, Bundle>,
  scope: Scope,
  by: { slot: number; property: string; descending: boolean; index: number },
): Bundle {
  const { slot, property } = by;
  const own = known.get(JSON.stringify({ kind: 'property', slot, property }));
  if (own) return own;
  const columns = put(shownAsKey(b, scope.bundle(slot, property)), (kind) => `f${by.index}_${property.length}_${kind}`);
  return Object.fromEntries(entriesOf(columns).map(([kind, sql]) => [kind, `${by.descending ? 'max' : 'min'}(${sql})`])) as Bundle;
}
