import { childrenOf, type Expression, type Plan, type Table } from '../plan/plan.ts';
import { type Build, whereSql } from './build.ts';
import { type Bundle, entriesOf, isList, type Kind } from './bundle.ts';
import { expressionSql, kindText, type Scope } from './expressions.ts';
import type { Paths } from './paths.ts';
import { type Columns, columnsOf } from './sources.ts';
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
  /** What the group's columns are made of, for whoever tells paths of one group apart. */
  const keySql: string[] = [];
  const put = (bundle: Bundle, name: (kind: Kind) => string): Columns => {
    const columns = columnsOf(bundle, name);
    inner.push(...columns.select);
    return columns;
  };
  const known = new Map<string, Bundle>();
  /** A plain value as part of the group. */
  const groupBy = (expression: Expression): Bundle => {
    const text = JSON.stringify(expression);
    const found = known.get(text);
    if (found) return found;
    const { bundle, names, values } = put(shownAsKey(b, expressionSql(b, expression, scope)), (kind) => `g${known.size}_${kind}`);
    groups.push(...names);
    keySql.push(...values);
    known.set(text, bundle);
    return bundle;
  };
  const keys = table.columns.map(({ expression }) => (hasAggregate(expression) ? undefined : groupBy(expression)));
  const once = paths.single && unwound.places.length === 0;
  let count = 0;
  const aggregate = (expression: Expression & { kind: 'aggregate' }): Bundle => {
    const index = count++;
    const { argument } = expression;
    const slots = slotsIn(argument).flatMap((slot) => (paths.id(slot) === undefined ? [] : [paths.id(slot) as string]));
    // Each row is another entity of the start: there is nothing to tell apart, and no column to read.
    if (once && expression.name === 'COUNT' && argument.kind === 'whole' && slots.length > 0) return { number: `CAST(count(*) AS ${b.d.types.number})` };
    const columns = put(expressionSql(b, argument, scope), (kind) => `a${index}_${kind}`).bundle;
    const isFirst = `r${index} = 1`;
    const dedupe = !once && (expression.name === 'SUM' || expression.name === 'AVG') && columns.number !== undefined;
    if (dedupe) inner.push(`row_number() OVER (PARTITION BY ${[...keySql, ...slots].join(', ') || '1'}) AS r${index}`);
    return { number: `CAST(${aggregateSql(b, expression, columns, dedupe ? ` FILTER (WHERE ${isFirst})` : '')} AS ${b.d.types.number})` };
  };
  const outer: Scope = { id: () => undefined, bundle: (slot, property) => groupBy({ kind: 'property', slot, property }), aggregate, unwind: (expression) => groupBy(expression) };
  const cells = table.columns.map(({ expression }, index) => columnsOf(keys[index] ?? expressionSql(b, expression, outer), cellName(index)));
  const orders = plan.order.flatMap(({ key, descending }) => (key.kind === 'column' ? [] : [{ key: key as Expression, descending }]));
  /** A property that is no part of the group: the first of the group's. */
  let firsts = 0;
  const firstOf = (bundle: Bundle, descending: boolean): Bundle => {
    const number = firsts++;
    const columns = put(bundle, (kind) => `f${number}_${kind}`).bundle;
    return Object.fromEntries(entriesOf(columns).map(([kind, sql]) => [kind, `${descending ? 'max' : 'min'}(${sql})`])) as Bundle;
  };
  const sorts = orders.map(({ key, descending }, index) => {
    const first: Scope = {
      ...outer,
      id: (slot) => known.get(JSON.stringify({ kind: 'whole', slot, all: false }))?.id,
      bundle: (slot, property) => known.get(JSON.stringify({ kind: 'property', slot, property })) ?? firstOf(shownAsKey(b, scope.bundle(slot, property)), descending),
    };
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
