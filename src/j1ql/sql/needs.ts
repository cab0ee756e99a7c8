import type { Condition, Expression, Operand, Plan } from '../plan/plan.ts';
import { childrenOf } from '../plan/plan.ts';

/** Properties that are read of each slot beyond its own filter. */
export type Needs = ReadonlyMap<number, ReadonlySet<string>>;

/** What WHERE, RETURN and ORDER BY read; with `keys`, also the start's `_key`, by which rows are put in order. */
export function needsOf(plan: Plan, keys: boolean): Needs {
  const needs = new Map<number, Set<string>>();
  const need = (slot: number, property: string) => {
    const known = needs.get(slot);
    if (known) known.add(property);
    else needs.set(slot, new Set([property]));
  };
  const operand = (o: Operand) => {
    if (o.kind === 'property' && o.slot !== undefined) need(o.slot, o.property);
  };
  const condition = (c: Condition): void => {
    if (c.kind === 'and' || c.kind === 'or') c.items.forEach(condition);
    else if (c.kind === 'not') condition(c.item);
    else if (c.kind === 'test') operand(c.operand);
    else if (c.kind === 'pair') [c.left, c.right].forEach(operand);
  };
  const expression = (e: Expression): void => {
    if (e.kind === 'property') need(e.slot, e.property);
    childrenOf(e).forEach(expression);
  };
  if (plan.where) condition(plan.where);
  if (plan.output.kind === 'table') for (const column of plan.output.columns) expression(column.expression);
  for (const { key } of plan.order) if (key.kind !== 'column') expression(key);
  if (keys) need(plan.start.slot, '_key');
  return needs;
}

/** Slots that WHERE and ORDER BY of a list refer to. */
export function slotsOf(plan: Plan): Set<number> {
  return new Set(needsOf({ ...plan, output: { kind: 'list' } }, false).keys());
}
