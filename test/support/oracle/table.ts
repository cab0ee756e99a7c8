import { type Call, type Expr, type Item, OracleError, type OrderKey, type Query, type Scalar, type Term } from './ast.ts';
import { holds } from './compare.ts';
import { aggregate, type Cell, cellKey, checkShape, evaluate, findCalls, hasAggregate, isAbsent, isWhole, type Row } from './expr.ts';
import { elements, property, type Value } from './graph.ts';
import { bound, type Path } from './paths.ts';
import { checkExpr, type Scope } from './scope.ts';

export interface Ranked<T> {
  value: T;
  keys: Cell[]; // of ORDER BY
}

interface OutputRow {
  cells: Map<string, Cell>;
  byExpr: Map<string, Cell>; // a column by its expression, for ORDER BY and HAVING
  rows: Row[]; // the one row it came from, or those of its group
}

type TableQuery = Query & { result: { kind: 'table'; items: Item[] } };

export function makeTable(query: TableQuery, paths: Path[], scope: Scope): { columns: string[]; ranked: Ranked<Record<string, unknown>>[] } {
  const grouped = query.result.items.some(({ expr }) => hasAggregate(expr));
  checkTable(query, scope, grouped);
  const rows = unwind(paths, query.result.items, scope);
  const items = query.result.items.flatMap((item) => expandStar(item, rows, scope));
  const columns = [...new Set(items.map(({ name }) => name))];
  let output = grouped ? groupRows(items, rows, scope) : rows.map((row) => outputRow(items, [row], (expr) => evaluate(expr, row, scope, noAggregate)));
  const { having } = query;
  if (having) output = output.filter((row) => holds(having, (term) => columnValue(row, term)));
  if (query.unique) output = distinct(output);
  const ranked = output.map((row) => ({
    value: Object.fromEntries([...row.cells].map(([name, cell]) => [name, cell ?? null])),
    keys: query.order.map((key) => orderValue(key, row, scope)),
  }));
  return { columns, ranked };
}

function noAggregate(): never {
  throw new OracleError('an aggregate in a table without groups');
}

/** What can be said against a table without looking at any data. */
function checkTable(query: TableQuery, scope: Scope, grouped: boolean): void {
  const { items } = query.result;
  for (const { expr } of items) if (expr.kind !== 'star') checkShape(expr);
  const isColumn = (name: string, expr: Expr | undefined): boolean =>
    items.some((item) => item.name === name || (expr && JSON.stringify(item.expr) === JSON.stringify(expr)) || (item.expr.kind === 'star' && name.startsWith(`${item.expr.alias}.`)));
  for (const { column, expr } of query.order) {
    if (isColumn(column, expr)) continue;
    if (!expr || (expr.kind === 'ref' && expr.name === undefined)) throw new OracleError(`no column ${column}`);
    checkExpr(expr, scope);
    checkShape(expr);
    if (grouped !== hasAggregate(expr)) throw new OracleError(`cannot order by ${column}`);
    if (findCalls(expr, (name) => name === 'unwind').length > 0) throw new OracleError('cannot order by UNWIND');
  }
  for (const term of havingTerms(query.having)) if (term.kind === 'column' && !isColumn(term.name, term.expr)) throw new OracleError(`no column ${term.name}`);
}

function havingTerms(filter: Query['having']): Term[] {
  if (!filter) return [];
  if (filter.kind !== 'compare') return filter.parts.flatMap(havingTerms);
  return [filter.left, ...(filter.right.kind === 'one' ? [filter.right.term] : [])];
}

/** Every combination of the elements of all UNWINDs; no element, no row. */
function unwind(paths: Path[], items: Item[], scope: Scope): Row[] {
  let rows: Row[] = paths.map((path) => ({ path, unwound: new Map<Expr, Scalar>() }));
  for (const call of items.flatMap(({ expr }) => unwindsOf(expr))) {
    rows = rows.flatMap((row) => {
      const list = evaluate(call.args[0] as Expr, row, scope, noAggregate);
      if (isWhole(list)) throw new OracleError('UNWIND of a whole element');
      return elements(list).map((element) => ({ ...row, unwound: new Map([...row.unwound, [call, element]]) }));
    });
  }
  return rows;
}

function unwindsOf(expr: Expr): Call[] {
  return findCalls(expr, (name) => name === 'unwind');
}

/** alias.* becomes one column for each property found on any row. */
function expandStar(item: Item, rows: Row[], scope: Scope): Item[] {
  const { expr } = item;
  if (expr.kind !== 'star') return [item];
  const slot = scope.resolve(expr.alias);
  const names = new Set<string>();
  for (const { path } of rows) {
    const element = bound(path, slot);
    for (const name of Object.keys(element ?? {})) if (property(element, name) !== undefined) names.add(name);
  }
  // The example in section 13.2 shows the ids of both ends of a relationship but not their keys.
  for (const hidden of ['_fromEntityKey', '_toEntityKey']) names.delete(hidden);
  return [...names].map((name) => ({ name: `${expr.alias}.${name}`, expr: { kind: 'ref', alias: expr.alias, name } }));
}

function outputRow(items: Item[], rows: Row[], read: (expr: Expr) => Cell): OutputRow {
  const cells = new Map<string, Cell>();
  const byExpr = new Map<string, Cell>();
  for (const { name, expr } of items) {
    const cell = read(expr);
    cells.set(name, cell);
    byExpr.set(JSON.stringify(expr), cell);
  }
  return { cells, byExpr, rows };
}

/** The plain columns together are the key of a group. */
function groupRows(items: Item[], rows: Row[], scope: Scope): OutputRow[] {
  const plain = items.filter(({ expr }) => !hasAggregate(expr));
  const keyCell = (expr: Expr, row: Row | undefined): Cell => {
    const cell = evaluate(expr, row, scope, noAggregate);
    if (isAbsent(cell)) return undefined;
    return Array.isArray(cell) ? cell.join(',') : cell;
  };
  const groups = new Map<string, Row[]>();
  if (plain.length === 0) groups.set('', []); // one row even for no match
  for (const row of rows) {
    const key = plain.map(({ expr }) => cellKey(keyCell(expr, row))).join('\n');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => outputRow(items, group, (expr) => (hasAggregate(expr) ? evaluate(expr, undefined, scope, (call) => aggregate(call, group, scope)) : keyCell(expr, group[0]))));
}

function distinct(output: OutputRow[]): OutputRow[] {
  const seen = new Map<string, OutputRow>();
  for (const row of output) {
    const key = [...row.cells.values()].map(cellKey).join('\n');
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen.values()];
}

/** HAVING: a column by its name or by its text. */
function columnValue(row: OutputRow, term: Term): Value {
  if (term.kind !== 'column') return undefined;
  const cell = row.cells.has(term.name) ? row.cells.get(term.name) : row.byExpr.get(JSON.stringify(term.expr));
  if (isWhole(cell)) throw new OracleError('HAVING on a whole element');
  return isAbsent(cell) ? undefined : cell;
}

function orderValue(key: OrderKey, row: OutputRow, scope: Scope): Cell {
  if (row.cells.has(key.column)) return row.cells.get(key.column);
  const byExpr = JSON.stringify(key.expr);
  if (row.byExpr.has(byExpr)) return row.byExpr.get(byExpr);
  const { expr } = key;
  if (!expr) throw new OracleError(`no column ${key.column}`);
  if (hasAggregate(expr)) return evaluate(expr, undefined, scope, (call) => aggregate(call, row.rows, scope));
  // With alias.* a column that no row has; else a property of the path that is not returned.
  return evaluate(expr, row.rows[0], scope, noAggregate);
}
