import { nearest } from '../../lib/nearest.ts';
import type { Expression as AstExpression, OrderKey, Query, Return } from '../ast.ts';
import type { Warning } from '../diagnostic.ts';
import { parse } from '../parse/parse.ts';
import { flat } from '../parse/path.ts';
import { Aliases } from './aliases.ts';
import { planFilter } from './conditions.ts';
import { type Context, failure, type PlanOptions } from './context.ts';
import { columnName, planExpression } from './expressions.ts';
import { planStart, planSteps } from './nodes.ts';
import { type Column, type Expression, has, type Operand, type Output, type Plan, type Sort } from './plan.ts';

/** A query made ready: its Ast, its Plan, and what is allowed but probably not meant. */
export interface Planned {
  readonly query: Query;
  readonly plan: Plan;
  readonly warnings: readonly Warning[];
}

/** Text to Plan. Throws a `J1qlError` for a wrong query. */
export function planQuery(text: string, options: PlanOptions): Planned {
  const query = parse(text);
  const context: Context = { ...options, text, warnings: [...query.warnings] };
  return { query, plan: makePlan(context, query), warnings: context.warnings };
}

function makePlan(context: Context, query: Query): Plan {
  const aliases = new Aliases(context);
  const start = planStart(context, aliases, query.selector);
  const steps = planSteps(context, aliases, query.steps, start.slot, 'bound');
  const where = query.where && planFilter(context, query.where, (operand) => whereOperand(context, aliases, operand));
  const output = planOutput(context, aliases, query);
  return {
    start,
    steps,
    slots: aliases.slots,
    ...(where ? { where } : {}),
    output,
    order: query.order.map((key) => planSort(context, aliases, key, output, query.return)),
    skip: query.skip?.value ?? 0,
    ...(query.limit ? { limit: query.limit.value } : {}),
    includeDeleted: context.includeDeleted ?? false,
  };
}

function whereOperand(context: Context, aliases: Aliases, operand: Parameters<Parameters<typeof planFilter>[2]>[0]): Operand | 'nothing' {
  if (operand.kind !== 'path') throw failure(context, 'function', operand.span, 'WHERE compares properties, not what is computed of them.', 'Computed columns are compared in HAVING.');
  const slot = aliases.find(operand, 'WHERE');
  if (operand.segments.length === 1) throw failure(context, 'alias', operand.span, `${flat(operand)} is an alias; WHERE compares its properties.`, `Write ${flat(operand)}._key, or another property.`);
  return slot === 'nothing' ? slot : { kind: 'property', slot, property: flat(operand, 1) };
}

function planOutput(context: Context, aliases: Aliases, query: Query): Output {
  if (query.return === undefined) return { kind: 'list' };
  if (query.return.kind === 'tree') {
    if (query.having) throw failure(context, 'function', query.having.span, 'HAVING filters the columns of a table; a tree has none.');
    return { kind: 'tree' };
  }
  const items = query.return.items;
  const columns: Column[] = items.map(({ expression, alias }) => ({ name: alias?.text ?? columnName(context.text, expression), expression: planExpression(context, aliases, expression) }));
  const having = query.having && planFilter(context, query.having, (operand) => ({ kind: 'column', column: needColumn(context, columns, operand, items) }), true);
  return { kind: 'table', columns, unique: query.unique, grouped: columns.some(({ expression }) => has(expression, 'aggregate')), ...(having ? { having } : {}) };
}

/** The column an expression names: by its name, or by being written as the column is. */
function findColumn(context: Context, columns: readonly Column[], expression: AstExpression, items: Return['items']): number | undefined {
  const name = expression.kind === 'string' ? expression.value : columnName(context.text, expression);
  const byName = columns.findLastIndex((column) => column.name === name);
  if (byName >= 0) return byName;
  const written = (text: string) => text.replace(/\s+/g, '').toLowerCase();
  const same = items.findIndex(
    (item) =>
      item.expression.kind === expression.kind &&
      written(columnName(context.text, item.expression)) === written(name) &&
      (expression.kind === 'call' || expression.kind === 'binary' || columnName(context.text, item.expression) === name),
  );
  return same >= 0 ? same : undefined;
}

function needColumn(context: Context, columns: readonly Column[], operand: AstExpression, items: Return['items']): number {
  const found = findColumn(context, columns, operand, items);
  if (found !== undefined) return found;
  const name = columnName(context.text, operand);
  const names = columns.map((column) => column.name);
  const near = nearest(name, names);
  throw failure(
    context,
    'alias',
    operand.span,
    `There is no column ${name}; there are ${names.map((n) => `"${n}"`).join(', ')}.`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'HAVING names columns of RETURN: give the column an alias with AS.',
  );
}

function planSort(context: Context, aliases: Aliases, { expression, descending, span }: OrderKey, output: Output, returned: Return | undefined): Sort {
  if (output.kind === 'table') {
    const column = findColumn(context, output.columns, expression, returned?.items ?? []);
    if (column !== undefined) return { key: { kind: 'column', column }, descending };
  }
  if (expression.kind === 'string') throw failure(context, 'alias', span, `There is no column ${expression.value}.`);
  const key: Expression = planExpression(context, aliases, expression);
  if (has(key, 'aggregate') && !(output.kind === 'table' && output.grouped)) throw failure(context, 'function', span, 'The result can be ordered by an aggregate only if RETURN has one.', 'Add it to RETURN.');
  if (has(key, 'unwind')) throw failure(context, 'function', span, 'UNWIND stands in RETURN; ORDER BY names its column.');
  return { key, descending };
}
