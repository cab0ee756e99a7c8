import { isDeepStrictEqual } from 'node:util';
import { GraphZoomError } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { LEVELS, type Operation, RULE_INTERVALS, type RuleInput } from '../alerting.ts';
import { DEFAULT_LEVEL, setLevel, someRow } from './canonical.ts';
import { checkRule, DEFAULT_OUTPUTS } from './check-rule.ts';
import { isObject } from './values.ts';
import { readAction, writeAction } from './yaml-actions.ts';

/** Fields of a rule in YAML that are called the same here. */
const SAME = [
  'name',
  'description',
  'operations',
  'outputs',
  'onChange',
  'notifyOnFailure',
  'ignorePreviousResults',
  'baseline',
  'specVersion',
  'templates',
  'tags',
  'why',
  'population',
  'identity',
  'beside',
  'resourceGroupId',
  'origin',
  'questionName',
] as const;
const OTHER = ['severity', 'query', 'queries', 'question', 'when', 'only', 'interval', 'actions', 'remediation', 'labels'] as const;
const FIELDS: readonly string[] = [...SAME, ...OTHER];
const INTERVALS: Readonly<Record<string, string>> = {
  '15 minutes': 'FIFTEEN_MINUTES',
  '30 minutes': 'THIRTY_MINUTES',
  '1 hour': 'ONE_HOUR',
  hourly: 'ONE_HOUR',
  '4 hours': 'FOUR_HOURS',
  '8 hours': 'EIGHT_HOURS',
  '12 hours': 'TWELVE_HOURS',
  '1 day': 'ONE_DAY',
  daily: 'ONE_DAY',
  '1 week': 'ONE_WEEK',
  weekly: 'ONE_WEEK',
  disabled: 'DISABLED',
};

/** A rule as YAML has it. */
export function readRule(written: unknown): RuleInput {
  if (!isObject(written)) throw invalid('A rule is no object.', 'Write its fields: name, query, severity, actions.');
  for (const key of Object.keys(written)) if (!FIELDS.includes(key)) throw invalid(`${key} is no field of a rule.`, hintFor(key));
  const queries = queriesOf(written);
  return checkRule({
    ...Object.fromEntries(SAME.flatMap((name) => (written[name] === undefined ? [] : [[name, written[name]]]))),
    ...(written.question === undefined ? {} : { questionId: written.question }),
    queries,
    operations: written.operations ?? [operationOf(written, queries[0]?.name ?? 'query0')],
    ...(written.interval === undefined ? {} : { pollingInterval: intervalOf(written.interval) }),
    ...(written.only === undefined ? {} : { triggerActionsOnNewEntitiesOnly: onlyNew(written.only) }),
    ...(written.remediation === undefined ? {} : { remediationSteps: written.remediation }),
    ...(written.outputs === undefined && queries[0] !== undefined ? { outputs: outputsOf(queries[0].name) } : {}),
    labels: isObject(written.labels) ? Object.entries(written.labels).map(([labelName, labelValue]) => ({ labelName, labelValue: String(labelValue) })) : written.labels,
  });
}

/** A rule in the pleasant form, or with JupiterOne's `operations` where it is not of that form. */
export function writeRule(rule: RuleInput): Record<string, unknown> {
  const [operation, ...more] = rule.operations;
  if (operation !== undefined && more.length === 0 && setsLevel(operation.actions[0])) {
    const pleasant = { ...common(rule), ...operationFields(operation, rule.queries[0]?.name ?? 'query0') };
    if (isDeepStrictEqual(readRule(pleasant), rule)) return pleasant;
  }
  return { ...common(rule), operations: rule.operations };
}

const setsLevel = (action: Operation['actions'][number] | undefined): boolean =>
  action?.type === 'SET_PROPERTY' && action.targetProperty === 'alertLevel' && (LEVELS as readonly unknown[]).includes(action.targetValue) && Object.keys(action).length === 3;

function queriesOf(written: Record<string, unknown>): { name: string; [field: string]: unknown }[] {
  const { query, queries } = written;
  if (query !== undefined && queries !== undefined) throw invalid('A rule has both query and queries.', 'Write one of them.');
  if (query !== undefined) return [{ name: 'query0', query }];
  const list = isObject(queries)
    ? Object.entries(queries).map(([name, one]) => (isObject(one) ? { name, ...one } : { name, query: one }))
    : Array.isArray(queries)
      ? queries.map((one) => (isObject(one) ? one : { query: one }))
      : [];
  return list.map((one, index) => ({ ...one, name: 'name' in one && typeof one.name === 'string' ? one.name : `query${index}` }));
}

function operationOf(written: Record<string, unknown>, first: string): Operation {
  const { severity = DEFAULT_LEVEL, actions = ['alert'] } = written;
  const level = String(severity).toUpperCase();
  if (!(LEVELS as readonly string[]).includes(level)) throw invalid(`severity is ${JSON.stringify(severity)}.`, `Allowed: ${LEVELS.join(', ')}.`);
  if (!Array.isArray(actions)) throw invalid('actions is no list.', 'Write actions: [alert].');
  const when = whenOf(written.when, first);
  return { ...(when === undefined ? {} : { when }), actions: [setLevel(level), ...actions.map(readAction)] };
}

const filter = (condition: unknown) => ({ type: 'FILTER', condition });
const ofText = (text: string) => filter(text.includes('{{') ? text : `{{${text}}}`);

/** `when` as text, true, `{all: […]}`, `{any: […]}` or JupiterOne's own; by default "some row". */
function whenOf(when: unknown, first: string): Operation['when'] {
  if (when === undefined) return someRow(first);
  if (when === null || when === 'always') return undefined;
  if (typeof when === 'string') return ofText(when);
  if (typeof when === 'boolean' || isComparison(when)) return filter(when);
  if (Array.isArray(when)) return when.map((one) => (typeof one === 'string' ? ofText(one) : (one as Record<string, unknown>)));
  if (!isObject(when)) throw invalid('when is no condition.', 'Write an expression, such as queries.query0.total > 0.');
  if ('all' in when) return filter(['AND', ...listIn(when, 'all')]);
  return 'any' in when ? filter(['OR', ...listIn(when, 'any')]) : when;
}

const isComparison = (when: unknown): boolean => Array.isArray(when) && (when[0] === 'AND' || when[0] === 'OR' || (when.length === 3 && typeof when[1] === 'string' && /^(?:[<>]=?|[!=]?=)$/.test(when[1])));

function listIn(when: Record<string, unknown>, key: string): unknown[] {
  const list = when[key];
  if (!Array.isArray(list) || Object.keys(when).length > 1) throw invalid(`when.${key} is no list of conditions.`, `Write ${key}: [expression, expression].`);
  return list.map((one) => (isObject(one) ? whenPart(one) : one));
}
const whenPart = (one: Record<string, unknown>): unknown => ('all' in one ? ['AND', ...listIn(one, 'all')] : 'any' in one ? ['OR', ...listIn(one, 'any')] : one);

function intervalOf(interval: unknown): string {
  const text = String(interval);
  const found = INTERVALS[text.trim().toLowerCase()] ?? RULE_INTERVALS.find((known) => known === text.trim().toUpperCase());
  if (found === undefined) throw invalid(`interval is ${JSON.stringify(interval)}.`, `Allowed: ${RULE_INTERVALS.join(', ')}; also ${Object.keys(INTERVALS).join(', ')}.`);
  return found;
}

function onlyNew(only: unknown): boolean {
  if (only !== 'new' && only !== 'every') throw invalid(`only is ${JSON.stringify(only)}.`, 'Allowed: new (act when something new is in the result), every (each time the condition holds).');
  return only === 'new';
}

const outputsOf = (first: string): string[] => [`queries.${first}.total`, DEFAULT_OUTPUTS[1]];

function hintFor(key: string): string {
  const near = nearest(key, FIELDS);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `The fields are ${FIELDS.join(', ')}.`;
}

const invalid = (message: string, hint: string) => new GraphZoomError('rule-invalid', message, { hint });

/** Everything but the operations; what has its default is left out. */
function common(rule: RuleInput): Record<string, unknown> {
  const [first] = rule.queries;
  const single = rule.queries.length === 1 && first !== undefined && first.name === 'query0' && Object.keys(first).length === 2;
  const plainQueries = rule.queries.every((one) => Object.keys(one).length === 2) && !rule.queries.some(({ name }) => /^\d+$/.test(name));
  const all: Record<string, unknown> = {
    name: rule.name,
    description: rule.description === '' ? undefined : rule.description,
    ...(single ? { query: first.query } : rule.queries.length > 0 ? { queries: plainQueries ? Object.fromEntries(rule.queries.map((one) => [one.name, one.query])) : rule.queries } : {}),
    question: rule.questionId,
    questionName: rule.questionName,
    population: rule.population,
    identity: rule.identity,
    beside: rule.beside,
    only: rule.triggerActionsOnNewEntitiesOnly ? undefined : 'every',
    interval: rule.pollingInterval === 'ONE_DAY' ? undefined : rule.pollingInterval,
    onChange: rule.onChange ? undefined : false,
    notifyOnFailure: rule.notifyOnFailure ? undefined : false,
    ignorePreviousResults: rule.ignorePreviousResults || undefined,
    baseline: rule.baseline || undefined,
    specVersion: rule.specVersion === 1 ? undefined : rule.specVersion,
    outputs: isDeepStrictEqual(rule.outputs, first ? outputsOf(first.name) : [...DEFAULT_OUTPUTS]) ? undefined : rule.outputs,
    templates: Object.keys(rule.templates).length === 0 ? undefined : rule.templates,
    why: rule.why,
    remediation: rule.remediationSteps,
    labels: rule.labels.length === 0 ? undefined : labelsOf(rule),
    tags: rule.tags.length === 0 ? undefined : rule.tags,
    resourceGroupId: rule.resourceGroupId,
    origin: rule.origin,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** An object, where no name stands twice and the order of names is theirs. */
function labelsOf(rule: RuleInput): unknown {
  const object = Object.fromEntries(rule.labels.map(({ labelName, labelValue }) => [labelName, labelValue]));
  return isDeepStrictEqual(
    Object.keys(object),
    rule.labels.map(({ labelName }) => labelName),
  )
    ? object
    : rule.labels;
}

function operationFields({ when, actions }: Operation, first: string): Record<string, unknown> {
  const [level, ...others] = actions;
  const condition = isObject(when) && Object.keys(when).length === 2 && when.type === 'FILTER' ? when.condition : undefined;
  const text = typeof condition === 'string' ? (/^\{\{(?!\s)([^{}]*)\}\}$/.exec(condition)?.[1] ?? condition) : undefined;
  return {
    severity: level?.targetValue,
    ...(isDeepStrictEqual(when, someRow(first)) ? {} : { when: when === undefined ? 'always' : (text ?? when) }),
    actions: others.map(writeAction),
  };
}
