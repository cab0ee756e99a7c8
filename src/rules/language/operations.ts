import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import type { Action, MemberChange, RuleInput } from '../alerting.ts';
import { evaluateWhen, type Outcome, pathValue } from './condition.ts';
import { Budget, MOST } from './limits.ts';
import { evaluateTemplate, renderTemplate, type TemplateContext } from './template.ts';
import { isObject, listOf, property } from './values.ts';

/** What a query found, as templates see it. */
export interface QueryFound {
  readonly total: number;
  readonly data: unknown;
  readonly entered?: readonly MemberChange[];
  readonly left?: readonly MemberChange[];
  readonly changed?: readonly MemberChange[];
}

/** What expressions of a rule can name, besides what its SET_PROPERTY actions set. */
export interface RuleContext {
  readonly queries: Readonly<Record<string, QueryFound>>;
  /** Parameters of the account. */
  readonly param?: Readonly<Record<string, unknown>>;
  readonly alertRuleId?: string;
  readonly alertWebLink?: string;
  /** Anything else. */
  readonly [name: string]: unknown;
}

/** An action as it came out, in the order in which they are to be done. */
export interface RenderedAction {
  /** The action's own id, else its place (`0.1`: the second of the first operation); of items with the item's number: `0.1[3].0`. */
  readonly actionId: string;
  /** Rendered; as it was written where that failed. */
  readonly action: Action;
  /** `done` is what the evaluation itself does: SET_PROPERTY and queries. */
  readonly status: 'ready' | 'done' | 'failed';
  /** Why it failed. */
  readonly reason?: string;
}

export interface Evaluated {
  /** Every condition of every operation. */
  readonly conditions: readonly Outcome[];
  /** Whether all conditions of some operation held. */
  readonly met: boolean;
  /** What SET_PROPERTY set. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of the operations whose conditions held. */
  readonly actions: readonly RenderedAction[];
  readonly outputs: readonly { readonly name: string; readonly value: unknown }[];
}

/** Asks J1QL for JUPITERONE_QUERY. */
export type Ask = (query: string) => Promise<{ total: number; data: unknown }>;

interface Running {
  readonly values: Record<string, unknown>;
  readonly set: Record<string, unknown>;
  readonly actions: RenderedAction[];
  readonly templates: Readonly<Record<string, string>>;
  readonly budget: Budget;
  readonly ask: Ask;
}

/**
 * Runs the operations of a rule: conditions, then actions in their order, each rendered with what holds at that point. Nothing is
 * sent. An action that cannot be rendered is given as failed, and the others go on; a condition that cannot be evaluated fails the
 * whole with `rule-invalid`, for that is not "false".
 */
export async function evaluateOperations({ rule, context, ask }: { rule: RuleInput; context: RuleContext; ask: Ask }): Promise<Evaluated> {
  const running: Running = {
    values: { param: {}, alertRuleName: rule.name, alertRuleDescription: rule.description, ...context, queries: { ...context.queries } },
    set: {},
    actions: [],
    templates: rule.templates,
    budget: new Budget(),
    ask,
  };
  const conditions: Outcome[] = [];
  let met = false;
  for (const [number, operation] of rule.operations.entries()) {
    const outcomes = evaluateWhen(operation.when, templateContext(running));
    conditions.push(...outcomes);
    if (!outcomes.every((outcome) => outcome.met)) continue;
    met = true;
    for (const [place, action] of operation.actions.entries()) await act(action, action.id ?? `${number}.${place}`, running);
  }
  return { conditions, met, properties: running.set, actions: running.actions, outputs: rule.outputs.map((name) => ({ name, value: output(name, running) })) };
}

const templateContext = ({ values, templates, budget }: Running): TemplateContext => ({ values, templates, budget });

/** A dotted path; what leads nowhere is null. */
const output = (name: string, running: Running): unknown => renderTemplate(pathValue(name, running.values) ?? null, { values: {} });

async function act(action: Action, actionId: string, running: Running): Promise<void> {
  if (running.actions.length >= MOST.rendered)
    throw new GraphZoomError('rule-invalid', `The rule comes to more than ${MOST.rendered.toLocaleString('en')} actions.`, { hint: 'Tell of many items in one message, with mapTemplate.' });
  try {
    if (action.type === 'FOR_EACH_ITEM') await forEach(action, actionId, running);
    else running.actions.push(await one(action, actionId, running));
  } catch (thrown) {
    running.actions.push({ actionId, action, status: 'failed', reason: `${action.type}: ${messageOf(thrown)}` });
  }
}

async function one(action: Action, actionId: string, running: Running): Promise<RenderedAction> {
  const context = templateContext(running);
  if (action.type === 'TAG_ENTITIES') return { actionId, action: { ...rendered({ ...action, entities: null }, context), entities: tagged(action.entities, context) }, status: 'ready' };
  const ready = rendered(action, action.type === 'JUPITERONE_QUERY' ? { ...context, quoted: inQuotes } : context);
  if (action.type === 'SET_PROPERTY') {
    const name = required(ready, 'targetProperty');
    const value = ready.targetValue ?? null;
    // Own properties whatever the name: __proto__ is one as any other, which no expression reads.
    for (const target of [running.set, running.values]) Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
    return { actionId, action: ready, status: 'done' };
  }
  if (action.type !== 'JUPITERONE_QUERY') return { actionId, action: ready, status: 'ready' };
  const found = await running.ask(required(ready, 'query'));
  running.values.queries = { ...(running.values.queries as object), [required(ready, 'name')]: found };
  return { actionId, action: ready, status: 'done' };
}

/** A display name is what its owner wants it to be: in quotes of J1QL it stays a value. */
const inQuotes = (text: string): string => text.replace(/['"\\]/g, '\\$&');

const rendered = ({ type, ...fields }: Action, context: TemplateContext): Action => ({ type, ...(renderTemplate(fields, context) as object) });

function required(action: Action, field: string): string {
  const value = action[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new GraphZoomError('rule-invalid', `${field} is ${value === undefined || value === null ? 'missing' : 'no text'}.`);
}

/** The actions for each item; queries among them first, since the others may name their results. */
async function forEach(action: Action, actionId: string, running: Running): Promise<void> {
  const items = listOf(typeof action.items === 'string' ? evaluateTemplate(action.items, templateContext(running)) : action.items);
  if (items.length > MOST.items)
    throw new GraphZoomError('rule-invalid', `${items.length.toLocaleString('en')} items; at most ${MOST.items.toLocaleString('en')} are gone through.`, {
      hint: 'Let the query find fewer, or tell of them in one message.',
    });
  const reference = typeof action.itemRef === 'string' ? action.itemRef : 'item';
  const inner = listOf(action.actions).filter((one): one is Action => isObject(one) && typeof one.type === 'string');
  const ordered = [...inner.filter(({ type }) => type === 'JUPITERONE_QUERY'), ...inner.filter(({ type }) => type !== 'JUPITERONE_QUERY')];
  for (const [itemIndex, item] of items.entries()) {
    // What an item sets and asks is of that item.
    const values = { ...running.values, [reference]: item, itemIndex, itemCount: items.length };
    for (const one of ordered) await act(one, `${actionId}[${itemIndex}].${one.id ?? inner.indexOf(one)}`, { ...running, values });
  }
}

/** Entities to tag: of whole rows only which they are. */
function tagged(entities: unknown, context: TemplateContext): unknown[] {
  const rows = listOf(typeof entities === 'string' ? evaluateTemplate(entities, context) : entities);
  if (rows.length > MOST.tagged) throw new GraphZoomError('rule-invalid', `${rows.length.toLocaleString('en')} entities; at most ${MOST.tagged.toLocaleString('en')} are tagged.`);
  return rows.map((row) =>
    isObject(row) ? renderTemplate({ id: property(row, 'id') ?? property(row, '_id'), _type: property(row, '_type'), displayName: property(row, 'displayName') }, context) : renderTemplate(row, context),
  );
}
