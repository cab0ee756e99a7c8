import { GraphZoomError } from '../../lib/errors.ts';
import type { RuleInput } from '../alerting.ts';
import { alertOn, DEFAULT_LEVEL } from './canonical.ts';
import { checkRule } from './check-rule.ts';
import { shown } from './expression.ts';
import { isObject } from './values.ts';

/** JupiterOne has no such fields: they travel as labels, which it keeps as they are. */
const OURS = ['onChange', 'baseline', 'why', 'population', 'identity', 'beside', 'origin'] as const;
const LABEL = 'graph-zoom.';
/** What JupiterOne takes as it is. */
const SHARED = [
  'name',
  'description',
  'specVersion',
  'operations',
  'outputs',
  'pollingInterval',
  'notifyOnFailure',
  'triggerActionsOnNewEntitiesOnly',
  'ignorePreviousResults',
  'templates',
  'tags',
  'remediationSteps',
  'resourceGroupId',
  'questionId',
  'questionName',
] as const;

/** Rules in JupiterOne's forms: one as its API gives or takes it (also within `{instance}`), a list of such, or a file of a rule pack. */
export function fromJupiterOne(json: unknown): RuleInput[] {
  if (Array.isArray(json)) return json.flatMap((one) => fromJupiterOne(one));
  if (!isObject(json)) throw new GraphZoomError('rule-invalid', 'That is no rule of JupiterOne: neither an object nor a list of them.');
  for (const inner of ['instance', 'rules', 'questionInstances']) if (isObject(json[inner]) || Array.isArray(json[inner])) return fromJupiterOne(json[inner]);
  return [checkRule(Array.isArray(json.queries) && !json.operations ? fromPack(json) : fromInstance(json))];
}

function fromInstance(json: Record<string, unknown>): Record<string, unknown> {
  const question = isObject(json.question) ? json.question : {};
  const labels = Array.isArray(json.labels) ? json.labels.map((label) => known(label, ['labelName', 'labelValue'])) : [];
  const ours = labels.filter(isOurs);
  return {
    ...pick(json, [...SHARED, ...OURS]),
    ...Object.fromEntries(ours.map((label) => [String(label.labelName).slice(LABEL.length), fromLabel(String(label.labelValue))])),
    templates: isObject(json.templates) ? json.templates : {},
    // An id of a question is what counts where the API tells its queries as well.
    ...(json.questionId || json.questionName ? {} : { queries: queriesOf(question.queries ?? json.queries) }),
    labels: labels.filter((label) => !isOurs(label)),
    operations: operationsOf(json.operations),
  };
}

/** A rule of a pack, with what JupiterOne sets when it imports one (reference/jupiterone-platform.md, section 4.6). */
function fromPack(json: Record<string, unknown>): Record<string, unknown> {
  const queries = queriesOf(json.queries) as { name?: string }[];
  const first = queries[0]?.name ?? 'query0';
  return {
    ...pick(json, ['name', 'description', 'tags', 'remediationSteps']),
    queries,
    templates: isObject(json.templates) ? json.templates : {},
    labels: Array.isArray(json.labels) ? json.labels.map((label) => known(label, ['labelName', 'labelValue'])) : [],
    outputs: [`queries.${first}.total`, 'alertLevel'],
    operations: [alertOn(first, typeof json.alertLevel === 'string' ? json.alertLevel : DEFAULT_LEVEL)],
  };
}

/** As the input of JupiterOne's create mutations: inline with `question`, or with `questionId` or `questionName`. */
export function toJupiterOne(rule: RuleInput): Record<string, unknown> {
  const ours = OURS.filter((name) => rule[name] !== undefined && rule[name] !== DEFAULTS[name]);
  return {
    ...pick(rule as unknown as Record<string, unknown>, SHARED),
    ...(rule.queries.length > 0 ? { question: { queries: rule.queries } } : {}),
    labels: [...rule.labels, ...ours.map((name) => ({ labelName: `${LABEL}${name}`, labelValue: JSON.stringify(rule[name]) }))],
  };
}

const DEFAULTS: Partial<Record<(typeof OURS)[number], unknown>> = { onChange: true, baseline: false };

const isOurs = (label: Record<string, unknown>): boolean => OURS.some((name) => label.labelName === `${LABEL}${name}`);

/** Labels of ours have JSON. */
function fromLabel(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new GraphZoomError('rule-invalid', `A label of graph-zoom has "${shown(value)}", which is no JSON.`, { cause, hint: 'Texts in it stand in double quotes; or remove the label.' });
  }
}

/** GraphQL answers have `__typename` and nulls. */
const queriesOf = (queries: unknown): unknown => (Array.isArray(queries) ? queries.map((one) => known(one, ['name', 'query', 'version', 'includeDeleted'])) : queries);

const operationsOf = (operations: unknown): unknown => (Array.isArray(operations) ? operations.map((one) => known(one, ['when', 'actions'])) : operations);

const known = (value: unknown, names: readonly string[]): Record<string, unknown> => (isObject(value) ? pick(value, names) : (value as Record<string, unknown>));

const pick = (value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (value[name] === undefined || value[name] === null ? [] : [[name, value[name]]])));
