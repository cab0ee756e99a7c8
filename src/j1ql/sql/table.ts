import type { Expression, Plan, Table } from '../plan/plan.ts';
import { type Build, whereSql } from './build.ts';
import { type Bundle, entriesOf } from './bundle.ts';
import { expressionSql } from './expressions.ts';
import { groupedRows } from './grouped.ts';
import { needsOf } from './needs.ts';
import { keyColumns, type Page, paged, termsOf } from './page.ts';
import { type Paths, pathsOf } from './paths.ts';
import { columnsOf } from './sources.ts';
import type { Cell, Statement } from './statement.ts';
import { cellName, cellTies, keyName, pathScope, type TableRows } from './table-rows.ts';
import { conditionSql } from './tests.ts';
import { unwinds } from './unwinds.ts';

export function tableStatement(b: Build, plan: Plan, table: Table, page: Page): Statement {
  const plain = !table.grouped && !table.unique;
  const paths = pathsOf(b, plan, needsOf(plan, plain), plain);
  const rows = table.grouped ? groupedRows(b, plan, table, paths) : plain ? plainRows(b, plan, table, paths) : uniqueRows(b, plan, table, paths);
  let key = 0;
  const terms = [...plan.order.flatMap(({ key: by, descending }) => termsOf(b, (by.kind === 'column' ? rows.cells[by.column] : rows.keys[key++]) ?? {}, descending)), ...rows.ties];
  const having = table.having === undefined ? true : conditionSql(b, table.having, (operand) => (operand.kind === 'column' ? (rows.cells[operand.column] ?? {}) : {}));
  const columns = rows.cells.flatMap((cell) => entriesOf(cell).map(([, sql]) => sql));
  // UNIQUE comes after HAVING, but what it compares is the columns that HAVING reads: the order of the two makes no difference.
  // Ids are not ordered by as columns: they leave the database as text.
  const keysOf = keyColumns(
    terms,
    columns.filter((name) => !name.endsWith('_id')),
  );
  const inner = `SELECT ${[...columns, ...keysOf.more].join(', ') || '1 AS one'} FROM (${rows.sql}) AS result${whereSql([having])}`;
  const { sql, keys, size } = paged(b, inner, columns.length === 0 ? (keysOf.more.length === 0 ? ['one'] : ['1 AS one']) : cast(b, rows.cells), keysOf.names, terms, page, plan);
  return { ...b.finish(`${paths.head}${sql}`), rows: { kind: 'table', cells: cellsOf(plan, table, paths, rows.cells) }, keys, ...(size === undefined ? {} : { size }) };
}

/** Ids leave the database as text. */
const cast = (b: Build, cells: readonly Bundle[]): string[] => cells.flatMap((cell) => entriesOf(cell).map(([kind, sql]) => (kind === 'id' ? `CAST(${sql} AS ${b.d.types.string}) AS ${sql}` : sql)));

function cellsOf(plan: Plan, table: Table, paths: Paths, bundles: readonly Bundle[]): Cell[] {
  return table.columns.map(({ name, expression }, index) => {
    const from = entriesOf(bundles[index] ?? {}).map(([kind, column]) => ({ column, kind }));
    if (expression.kind !== 'whole' || (from.length === 0 && !expression.all)) return { kind: 'value', name, from };
    return { kind: expression.all ? 'all' : 'whole', name, column: from[0]?.column ?? '', of: plan.slots[expression.slot]?.kind === 'edge' ? 'edge' : 'node', types: paths.types(expression.slot).map(({ type }) => type) };
  });
}

/** Cells and order keys of each path, as a SELECT. */
function select(b: Build, plan: Plan, table: Table, paths: Paths) {
  const unwound = unwinds(b, table, paths);
  const scope = pathScope(paths, unwound);
  const cells = table.columns.map(({ expression }, index) => columnsOf(expressionSql(b, expression, scope), cellName(index)));
  const keys = plan.order.flatMap(({ key }) => (key.kind === 'column' ? [] : [key as Expression])).map((key, index) => columnsOf(expressionSql(b, key, scope), keyName(index)));
  return { unwound, cells, keys, from: `${paths.from}${unwound.from}${whereSql(paths.conditions)}` };
}

/** A row for each path, by default in the order of the start's keys. */
function plainRows(b: Build, plan: Plan, table: Table, paths: Paths): TableRows {
  const { unwound, cells, keys, from } = select(b, plan, table, paths);
  const start = plan.start.slot;
  const slots = [start, ...paths.slots.filter((slot) => slot !== start && plan.slots[slot]?.kind !== 'group')];
  const ties = [
    { sql: paths.bundle(start, '_key').string ?? 'NULL', descending: false, type: b.d.types.string },
    ...slots.flatMap((slot) => (paths.id(slot) === undefined ? [] : [{ sql: paths.id(slot) as string, descending: false, type: b.d.types.id }])),
    ...unwound.places.map((sql) => ({ sql, descending: false, type: b.d.types.number })),
  ];
  const columns = [...[...cells, ...keys].flatMap((cell) => cell.select), ...ties.map(({ sql }, index) => `${sql} AS t${index}`)];
  return { sql: `SELECT ${columns.join(', ')} FROM ${from}`, cells: cells.map((c) => c.bundle), keys: keys.map((k) => k.bundle), ties: ties.map((tie, index) => ({ ...tie, sql: `t${index}` })) };
}

/** Each row once. A key of the order that is no column is, of equal rows, the one that comes first. */
function uniqueRows(b: Build, plan: Plan, table: Table, paths: Paths): TableRows {
  const { cells, keys, from } = select(b, plan, table, paths);
  const groups = cells.flatMap((cell) => cell.values);
  const orders = plan.order.filter(({ key }) => key.kind !== 'column');
  const firsts = keys.flatMap((key, index) => key.values.map((value, i) => `${orders[index]?.descending ? 'max' : 'min'}(${value}) AS ${key.names[i]}`));
  const columns = [...cells.flatMap((cell) => cell.select), ...firsts];
  const grouping = groups.length === 0 ? ' LIMIT 1' : ` GROUP BY ${groups.map((_, index) => index + 1).join(', ')}`;
  return {
    sql: `SELECT ${columns.join(', ') || '1 AS one'} FROM ${from}${grouping}`,
    cells: cells.map((c) => c.bundle),
    keys: keys.map((k) => k.bundle),
    ties: cellTies(
      b,
      cells.map((c) => c.bundle),
    ),
  };
}
