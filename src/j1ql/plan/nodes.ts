import { nearest } from '../../lib/nearest.ts';
import type { Hop, Selector, Step } from '../ast.ts';
import { parse } from '../parse/parse.ts';
import { flat } from '../parse/path.ts';
import { Aliases } from './aliases.ts';
import { planFilter } from './conditions.ts';
import { type Context, failure } from './context.ts';
import type { Condition, Node, Operand, PlanHop, PlanStep } from './plan.ts';

/** A class begins with an upper-case letter, a type does not (section 5.1). */
export const isClassName = (name: string): boolean => /^\p{Lu}/u.test(name);

/** The entities a selector stands for. */
export function planNode(context: Context, selector: Selector, slot: number): Node {
  const { target } = selector;
  const conditions: Condition[] = selector.smart.map((name) => smartClass(context, name.text, name.span));
  if (selector.with) conditions.push(planFilter(context, selector.with, ownProperty));
  const filter = conditions.length > 1 ? ({ kind: 'and', items: conditions } as const) : conditions[0];
  return { slot, ...matching(target), ...(filter ? { filter } : {}) };
}

function matching(target: Selector['target']): Pick<Node, 'names' | 'words'> {
  if (target.kind === 'any') return {};
  if (target.kind === 'text') return { words: target.text.toLowerCase().split(/\s+/).filter(Boolean) };
  const names = target.names.map(({ text }) => text);
  return { names: { classes: names.filter(isClassName), types: names.filter((name) => !isClassName(name)) } };
}

const ownProperty = (operand: Parameters<Parameters<typeof planFilter>[2]>[0]): Operand => ({ kind: 'property', property: operand.kind === 'path' ? flat(operand) : '' });

/** `#Name`: what is configured for it, or the tag (section 9). */
function smartClass(context: Context, name: string, span: Selector['span']): Condition {
  const test = (property: string, value: string | boolean): Condition => ({ kind: 'test', operand: { kind: 'property', property }, test: { kind: 'equals', value } });
  const byTag = [test('tags', name), test(`tag.${name}`, true)];
  const definition = context.smartClasses?.[name];
  if (definition === undefined) {
    const near = nearest(name, Object.keys(context.smartClasses ?? {}));
    if (near.length > 0) context.warnings.push({ span, message: `No smart class ${name} is configured; did you mean ${near.join(' or ')}?` });
    return { kind: 'or', items: byTag };
  }
  return { kind: 'or', items: [definedAs(context, name, definition, span), ...byTag] };
}

/** A definition is a query whose start entities are the class: one selector, perhaps with steps. */
function definedAs(context: Context, name: string, definition: string, span: Selector['span']): Condition {
  const query = parse(definition);
  if (query.where || query.return || query.order.length > 0 || query.limit || query.skip)
    throw failure(context, 'value', span, `The smart class ${name} is configured as "${definition}", which is more than entities and steps.`, 'Define it as FIND (A|B) WITH ... THAT ... only.');
  const inner: Context = { ...context, text: definition, smartClasses: {} };
  const aliases = new Aliases(inner);
  const start = planNode(inner, query.selector, aliases.slot('node'));
  return { kind: 'begins', start, steps: planSteps(inner, aliases, query.steps, start.slot, 'negated') };
}

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
      const slot = step.alias && bound === 'bound' ? aliases.slot('group') : undefined;
      if (step.alias) aliases.name(step.alias, slot ?? 'nothing');
      planned.push({ kind: 'optional', steps: inner, ...(slot === undefined ? {} : { slot }) });
    } else if (step.negated) {
      const slot = step.selector.alias && bound === 'bound' ? aliases.slot('group') : undefined;
      if (step.selector.alias) aliases.name(step.selector.alias, slot ?? 'nothing');
      if (step.alias) aliases.name(step.alias, 'nothing');
      const hop = planHop(context, aliases, step);
      planned.push({ kind: 'none', steps: [hop, ...planSteps(context, aliases, steps.slice(index + 1), hop.node.slot, 'negated')], ...(slot === undefined ? {} : { slot }) });
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
  if (selector.alias) aliases.name(selector.alias, bound === 'bound' ? slot : 'nothing', target.kind === 'names' && !target.union ? target.names[0]?.text : undefined);
  else if (bound === 'bound' && target.kind === 'names' && !target.union) aliases.byDefault('node', target.names[0]?.text ?? '', slot);
}

function planHop(context: Context, aliases: Aliases, step: Hop): PlanHop {
  const slot = aliases.slot('edge');
  const node = planNode(context, step.selector, aliases.slot('node'));
  const direction = step.arrow === '>>' ? 'out' : step.arrow === '<<' ? 'in' : 'either';
  return { kind: 'hop', slot, ...(step.verbs ? { verbs: step.verbs.map(({ text }) => text.toUpperCase()) } : {}), direction, node };
}
