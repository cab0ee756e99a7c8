import type { Schemas } from '../../shared/api.ts';

export type Action = Record<string, unknown> & { type: string };
type Operation = { when?: unknown; actions: Action[] };

/** A rule as it is written, in the shape that the server takes. Everything else that a rule has is kept as it is. */
export interface Draft {
  name: string;
  description: string;
  queries: { name: string; query: string }[];
  questionId?: string;
  operations: Operation[];
  pollingInterval: Schemas['RuleInterval'];
  onChange: boolean;
  baseline: boolean;
  triggerActionsOnNewEntitiesOnly: boolean;
  why?: string;
  remediationSteps?: string;
  population?: string;
  tags: string[];
  [other: string]: unknown;
}

/** How a number of rows is compared. */
export const OPERATORS = ['>', '>=', '=', '!=', '<=', '<'] as const;
const FINDS_SOMETHING = ['queries.query0.total', '>', 0];
const setsLevel = (action: Action): boolean => action.type === 'SET_PROPERTY' && action.targetProperty === 'alertLevel';

/** Where somebody begins who has nothing but a query. */
export const emptyDraft = (query = '', name = ''): Draft => ({
  name,
  description: '',
  queries: [{ name: 'query0', query }],
  operations: [{ when: { type: 'FILTER', condition: FINDS_SOMETHING }, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'MEDIUM' }, { type: 'CREATE_ALERT' }] }],
  pollingInterval: 'ONE_DAY',
  onChange: true,
  baseline: false,
  triggerActionsOnNewEntitiesOnly: true,
  tags: [],
});

/** What only the server writes. */
const OF_SERVER = ['id', 'version', 'createdOn', 'createdBy', 'updatedOn', 'updatedBy', 'state'];
/** A rule that is there, to be changed. */
export const draftOf = (rule: Schemas['Rule']): Draft => Object.fromEntries(Object.entries(structuredClone(rule)).filter(([name]) => !OF_SERVER.includes(name))) as unknown as Draft;

/** A draft as the server takes it: without what is empty. */
export function ruleOf(draft: Draft): Record<string, unknown> {
  const { why, remediationSteps, population, ...rest } = draft;
  const told = { why, remediationSteps, population };
  return { ...rest, name: draft.name.trim(), ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value.trim() !== '')) };
}

/** The level of the alerts that a rule opens. */
export const levelOf = ({ operations }: { operations: readonly { actions: readonly unknown[] }[] }): string => String(operations.flatMap(({ actions }) => actions as Action[]).find(setsLevel)?.targetValue ?? 'INFO');

/** A draft with another level. */
export function withLevel(draft: Draft, level: string): Draft {
  const [first = { actions: [] }, ...rest] = draft.operations;
  return { ...draft, operations: [{ ...first, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: level }, ...first.actions.filter((action) => !setsLevel(action))] }, ...rest] };
}

/** Whether a rule opens alerts. */
export const opensAlert = ({ operations: [first] }: Draft): boolean => first?.actions.some(({ type }) => type === 'CREATE_ALERT') ?? false;

/** A draft that opens alerts, or does not. */
export function withAlert(draft: Draft, opens: boolean): Draft {
  const [first = { actions: [] }, ...rest] = draft.operations;
  const others = first.actions.filter(({ type }) => type !== 'CREATE_ALERT');
  const sets = others.filter(setsLevel);
  return { ...draft, operations: [{ ...first, actions: [...sets, ...(opens ? [{ type: 'CREATE_ALERT' }] : []), ...others.filter((action) => !setsLevel(action))] }, ...rest] };
}

/** Actions with a form of their own: neither the level nor the alert itself. `index` is the place among all. */
export const formActions = ({ operations: [first] }: Draft): { action: Action; index: number }[] =>
  (first?.actions ?? []).map((action, index) => ({ action, index })).filter(({ action }) => !setsLevel(action) && action.type !== 'CREATE_ALERT');

/** A draft with another action at a place, one more at the end, or without it. */
export function withAction(draft: Draft, index: number, action: Action | undefined): Draft {
  const [first = { actions: [] }, ...rest] = draft.operations;
  const actions = action === undefined ? first.actions.filter((_one, at) => at !== index) : index < first.actions.length ? first.actions.map((one, at) => (at === index ? action : one)) : [...first.actions, action];
  return { ...draft, operations: [{ ...first, actions }, ...rest] };
}

/** Whether the forms show all of a rule; others are for the expert's view. */
export const fitsForms = ({ operations, questionId, questionName }: Draft): boolean => operations.length === 1 && questionId === undefined && questionName === undefined;

/** `total of a query compared with a number`, of which a condition that can be built is made. */
export interface Comparison {
  query: string;
  operator: (typeof OPERATORS)[number];
  number: number;
}
export interface Built {
  join: 'AND' | 'OR';
  comparisons: Comparison[];
}

const LEFT = /^(?:\{\{\s*)?queries\.(\w+)\.total(?:\s*\}\})?$/;
const WHOLE = /^(?:\{\{)?\s*queries\.(\w+)\.total\s*(>=|<=|!=|==|=|>|<)\s*(\d+)\s*(?:\}\})?$/;

function comparisonOf(condition: unknown): Comparison | undefined {
  const parts =
    typeof condition === 'string'
      ? WHOLE.exec(condition)?.slice(1)
      : Array.isArray(condition) && condition.length === 3 && typeof condition[0] === 'string'
        ? [LEFT.exec(condition[0])?.[1], condition[1], condition[2]]
        : undefined;
  const [query, operator, number] = parts ?? [];
  const known = operator === '==' ? '=' : operator;
  return query === undefined || !OPERATORS.includes(known as never) || !Number.isFinite(Number(number)) ? undefined : { query, operator: known as Comparison['operator'], number: Number(number) };
}

/** A condition as the builder shows it; undefined where only the expert's view can. No comparison at all is "always". */
export function builtOf(when: unknown): Built | undefined {
  if (when === undefined || when === null) return { join: 'AND', comparisons: [] };
  const condition = (when as { condition?: unknown }).condition;
  const one = comparisonOf(condition);
  if (one) return { join: 'AND', comparisons: [one] };
  if (!Array.isArray(condition) || (condition[0] !== 'AND' && condition[0] !== 'OR')) return undefined;
  const comparisons = condition.slice(1).map(comparisonOf);
  return comparisons.every((comparison) => comparison !== undefined) ? { join: condition[0], comparisons: comparisons as Comparison[] } : undefined;
}

/** The condition of what was built, as the server takes it. */
export function whenOf({ join, comparisons }: Built): unknown {
  const parts = comparisons.map(({ query, operator, number }) => [`queries.${query}.total`, operator, number]);
  if (parts.length === 0) return null;
  return { type: 'FILTER', condition: parts.length === 1 ? parts[0] : [join, ...parts] };
}

/** A draft with another condition. */
export function withWhen(draft: Draft, when: unknown): Draft {
  const [first = { actions: [] }, ...rest] = draft.operations;
  return { ...draft, operations: [{ ...first, when }, ...rest] };
}
