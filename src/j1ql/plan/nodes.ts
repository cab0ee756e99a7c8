import type { Selector } from '../ast.ts';
import { nearest } from '../nearest.ts';
import { parse } from '../parse/parse.ts';
import { flat } from '../parse/path.ts';
import { planFilter } from './conditions.ts';
import { type Context, failure } from './context.ts';
import type { Condition, Node, Operand } from './plan.ts';

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

const ownProperty = (operand: Parameters<Parameters<typeof planFilter>[2]>[0]): Operand => ({ kind: 'property', property: operand.kind === 'path' ? flat(operand) : operand.name.text });

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
  return { kind: 'or', items: [definedAs(context, name, definition, span, test), ...byTag] };
}

function definedAs(context: Context, name: string, definition: string, span: Selector['span'], test: (property: string, value: string) => Condition): Condition {
  const query = parse(definition);
  const { target } = query.selector;
  if (query.steps.length > 0 || query.where || query.return || target.kind === 'text')
    throw failure(context, 'value', span, `The smart class ${name} is configured as "${definition}", which is more than one selector.`, 'Define it as FIND (A|B) WITH ... only.');
  const inner: Context = { ...context, text: definition, smartClasses: {} };
  const parts: Condition[] = [];
  if (target.kind === 'names') parts.push({ kind: 'or', items: target.names.map(({ text }) => test(isClassName(text) ? '_class' : '_type', text)) });
  if (query.selector.with) parts.push(planFilter(inner, query.selector.with, ownProperty));
  return { kind: 'and', items: parts };
}
