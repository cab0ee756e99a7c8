import type { Hop, Selector, Step } from '../ast.ts';
import type { Aliases } from './aliases.ts';
import type { Context } from './context.ts';
import { planNode } from './nodes.ts';
import type { Node, PlanHop, PlanStep } from './plan.ts';

/** Whether what is planned is on the path, or within a negated part, where aliases are bound to nothing. */
type Bound = 'bound' | 'negated';

/** The first selector. */
export function planStart(context: Context, aliases: Aliases, selector: Selector): Node {
  const slot = aliases.slot('node');
  nameNode(aliases, selector, slot, 'bound');
  return planNode(context, selector, slot);
}

/** Steps behind the entity in `from`. What follows a negated step, up to the end of the chain, belongs to it (section 7.4). */
export function planSteps(context: Context, aliases: Aliases, steps: readonly Step[], from: number, bound: Bound): PlanStep[] {
  const planned: PlanStep[] = [];
  let at = from;
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'optional') {
      const inner = planSteps(context, aliases, step.steps, at, bound);
      // Where the path stands behind the part, taken or not, has a slot even without an alias: a negated step may name it.
      const slot = bound === 'bound' ? aliases.slot('group') : undefined;
      if (step.alias) aliases.name(step.alias, slot ?? 'nothing');
      planned.push({ kind: 'optional', steps: inner, ...(slot === undefined ? {} : { slot }) });
      if (slot !== undefined) at = slot;
    } else if (step.negated) {
      // The alias of what is missing stands for the entity that misses it (section 24, Q1).
      if (step.selector.alias) aliases.name(step.selector.alias, bound === 'bound' ? at : 'nothing');
      if (step.alias) aliases.name(step.alias, 'nothing');
      const hop = planHop(context, aliases, step);
      planned.push({ kind: 'none', steps: [hop, ...planSteps(context, aliases, steps.slice(index + 1), hop.node.slot, 'negated')] });
      return planned;
    } else {
      const hop = planHop(context, aliases, step);
      if (step.alias) aliases.name(step.alias, bound === 'bound' ? hop.slot : 'nothing');
      else if (bound === 'bound' && step.verbs?.length === 1 && !step.union) aliases.byDefault('edge', step.verbs[0]?.text ?? '', hop.slot);
      nameNode(aliases, step.selector, hop.node.slot, bound);
      planned.push(hop);
      at = hop.node.slot;
    }
  }
  return planned;
}

function nameNode(aliases: Aliases, selector: Selector, slot: number, bound: Bound): void {
  const { target } = selector;
  if (selector.alias) aliases.name(selector.alias, bound === 'bound' ? slot : 'nothing');
  else if (bound === 'bound' && target.kind === 'names' && !target.union) aliases.byDefault('node', target.names[0]?.text ?? '', slot);
}

function planHop(context: Context, aliases: Aliases, step: Hop): PlanHop {
  const slot = aliases.slot('edge');
  const node = planNode(context, step.selector, aliases.slot('node'));
  const direction = step.arrow === '>>' ? 'out' : step.arrow === '<<' ? 'in' : 'either';
  return { kind: 'hop', slot, ...(step.verbs ? { verbs: step.verbs.map(({ text }) => text.toUpperCase()) } : {}), direction, node };
}
