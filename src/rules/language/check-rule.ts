import { z } from 'zod';
import { parse } from '../../j1ql/parse/parse.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { RULE_INTERVALS, type RuleInput } from '../alerting.ts';
import { builtinOf } from '../builtin-queries.ts';
import { asTemplate, COMPARISONS, conditionsOf } from './condition.ts';
import { shown } from './expression.ts';
import { MOST } from './limits.ts';
import { withPlaceholders } from './placeholders.ts';
import { expressionsIn } from './template.ts';
import { isObject } from './values.ts';

/** JupiterOne's (reference/jupiterone-platform.md, sections 3.6 and 4.6). */
export const DEFAULT_OUTPUTS = ['queries.query0.total', 'alertLevel'] as const;

const text = (most: number) => z.string().max(most);
/** Names in templates: `queries.<name>.total`. */
const queryName = z.string().regex(/^[\p{L}_$][\p{L}\p{N}_$-]*$/u, 'a letter, then letters, digits, _ and -');
const query = z.strictObject({ name: queryName.optional(), query: text(100_000).min(1), version: z.string().optional(), includeDeleted: z.boolean().optional() });
const when = z.looseObject({ type: z.string().optional() });
const action = z.looseObject({ type: z.string().min(1), id: z.string().optional() });
const operation = z.strictObject({ when: z.union([when, z.array(when)]).nullish(), actions: z.array(action) });

const LONG = 20_000;
const schema = z.strictObject({
  name: text(255).trim().min(1),
  description: text(LONG).default(''),
  queries: z.array(query).max(MOST.queries).default([]),
  questionId: z.string().min(1).optional(),
  questionName: z.string().min(1).optional(),
  operations: z.array(operation),
  outputs: z
    .array(z.string().min(1))
    .max(MOST.actions)
    .default([...DEFAULT_OUTPUTS]),
  pollingInterval: z.enum(RULE_INTERVALS).default('ONE_DAY'),
  onChange: z.boolean().default(true),
  notifyOnFailure: z.boolean().default(true),
  triggerActionsOnNewEntitiesOnly: z.boolean().default(true),
  ignorePreviousResults: z.boolean().default(false),
  baseline: z.boolean().default(false),
  specVersion: z.number().int().min(1).default(1),
  templates: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.string()).default([]),
  labels: z.array(z.strictObject({ labelName: z.string().min(1), labelValue: z.string() })).default([]),
  remediationSteps: text(LONG).optional(),
  why: text(LONG).optional(),
  population: text(100_000).min(1).optional(),
  identity: z.array(z.string().min(1)).optional(),
  beside: z.array(z.string().min(1)).optional(),
  resourceGroupId: z.string().optional(),
  origin: z.string().optional(),
});
const KNOWN = Object.keys(schema.shape);
/** Of a rule that is stored, which is checked again when it is changed. */
const STORED = ['id', 'version', 'createdOn', 'createdBy', 'updatedOn', 'updatedBy', 'state'];

/** What anybody gave, as a rule with its defaults. Fails with `rule-invalid` that names the place, what stands there and what is allowed. */
export function checkRule(input: unknown): RuleInput {
  if (!isObject(input)) throw wrong('The rule', `is ${kind(input)}, not an object`);
  bounded(input);
  const given = Object.fromEntries(Object.entries(input).filter(([key, value]) => value !== null && value !== undefined && !STORED.includes(key)));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw issueError(parsed.error.issues[0] as z.core.$ZodIssue, given);
  // What zod leaves undefined is absent, and so is the null by which JupiterOne says "always".
  const rule = withoutUndefined({ ...parsed.data, queries: named(parsed.data.queries), operations: parsed.data.operations.map(({ when, actions }) => ({ ...(when ? { when } : {}), actions })) }) as unknown as RuleInput;
  checkQueries(rule);
  checkOperations(rule);
  return rule;
}

/** Nothing that is deeper or larger than a rule may be; also nothing that has itself in it. */
function bounded(input: unknown): void {
  let size = 0;
  const visit = (value: unknown, depth: number): void => {
    if (depth > MOST.depth) throw wrong('The rule', `has more than ${MOST.depth} lists and objects in each other`);
    size += typeof value === 'string' ? value.length + 2 : 4;
    if (size > MOST.rule) throw wrong('The rule', `is larger than ${MOST.rule / 1024} KB`);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      size += Array.isArray(value) ? 1 : key.length + 4;
      visit(inner, depth + 1);
    }
  };
  visit(input, 0);
}

/** `query0`, `query1`, ... for those without a name. */
const named = (queries: readonly { name?: string | undefined }[]) => queries.map((one, index) => withoutUndefined({ ...one, name: one.name ?? `query${index}` }));

const withoutUndefined = (value: object): Record<string, unknown> => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));

function checkQueries(rule: RuleInput): void {
  if (rule.queries.length === 0 && rule.questionId === undefined && rule.questionName === undefined) throw wrong('queries', 'is empty', 'Give a J1QL query, or a question.');
  if (rule.queries.length > 0 && (rule.questionId !== undefined || rule.questionName !== undefined)) throw wrong('queries', 'stands beside a question', 'Give queries or a question, not both.');
  rule.queries.forEach(({ name, query }, index) => {
    if (rule.queries.findIndex((other) => other.name === name) !== index) throw wrong(`queries.${index}.name`, `"${name}" is the name of another one as well`);
    checkQuery(query, `queries.${index}.query`);
  });
  for (const name of rule.beside ?? []) knownQuery(name, 'beside', rule);
  if (rule.population !== undefined) checkQuery(rule.population, 'population');
}

function checkQuery(text: string, where: string): void {
  try {
    if (builtinOf(text) !== undefined) return;
    parse(withPlaceholders(text));
  } catch (cause) {
    if (!(cause instanceof GraphZoomError)) throw cause;
    throw new GraphZoomError('rule-invalid', `${where}: ${cause.message}`, { cause, hint: cause.hint });
  }
}

function checkOperations(rule: RuleInput): void {
  let actions = 0;
  const count = (list: unknown): void => {
    for (const one of Array.isArray(list) ? list : []) {
      if (++actions > MOST.actions) throw wrong('operations', `has more than ${MOST.actions} actions`);
      if (isObject(one)) count(one.type === 'FOR_EACH_ITEM' ? one.actions : undefined);
    }
  };
  rule.operations.forEach((operation, index) => {
    count(operation.actions);
    for (const condition of conditionsOf(operation.when)) checkCondition(condition, `operations.${index}.when`, rule, 0);
    readable(operation.actions, `operations.${index}.actions`);
  });
  readable(rule.templates, 'templates');
}

/** Expressions are read when the rule is written, not first when it should alert. */
function readable(value: unknown, where: string): void {
  try {
    expressionsIn(value);
  } catch (cause) {
    if (!(cause instanceof GraphZoomError)) throw cause;
    throw new GraphZoomError('rule-invalid', `${where}.${cause.message}`, { cause, hint: cause.hint });
  }
}

function checkCondition(condition: unknown, where: string, rule: RuleInput, depth: number): void {
  if (typeof condition === 'boolean') return;
  if (typeof condition === 'string') {
    readable({ condition: asTemplate(condition) }, where);
    for (const [, name] of condition.matchAll(/\bqueries\.([\p{L}_$][\p{L}\p{N}_$]*)/gu)) knownQuery(name as string, where, rule);
    return;
  }
  const [first, ...rest] = Array.isArray(condition) ? (condition as unknown[]) : [];
  if ((first === 'AND' || first === 'OR') && rest.length > 0 && depth < MOST.depth) {
    for (const part of rest) checkCondition(part, where, rule, depth + 1);
    return;
  }
  if (rest.length !== 2 || !(COMPARISONS as readonly unknown[]).includes(rest[0])) {
    throw wrong(
      where,
      `${shown(JSON.stringify(condition) ?? 'nothing')} is no condition`,
      `Write a template such as "{{queries.query0.total > 0}}", true, [left, operator, right] with ${COMPARISONS.join(' ')}, or ["AND", …] or ["OR", …] of these.`,
    );
  }
  for (const side of [first, rest[1]]) {
    const name = typeof side === 'string' ? /^queries\.([^.\s]+)/.exec(side)?.[1] : undefined;
    if (name !== undefined) knownQuery(name, where, rule);
  }
}

/** A condition about a query that is not there would never hold, without a word. What a question asks is not known here. */
function knownQuery(name: string, where: string, rule: RuleInput): void {
  const names = rule.queries.map((one) => one.name);
  if (names.length === 0 || names.includes(name)) return;
  const near = nearest(name, names);
  throw wrong(where, `there is no query "${name}"`, near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `The queries are ${names.join(', ')}.`);
}

function issueError(issue: z.core.$ZodIssue, given: unknown): GraphZoomError {
  const where = issue.path.map(String).join('.') || 'The rule';
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = issue.path.length === 0 ? nearest(key, KNOWN) : [];
    return wrong(
      issue.path.length === 0 ? key : `${where}.${key}`,
      'is no field of a rule',
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : issue.path.length === 0 ? `The fields are ${KNOWN.join(', ')}.` : undefined,
    );
  }
  const value = issue.path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), given);
  return wrong(where, value === undefined ? 'is missing' : `is ${kind(value)}`, value === undefined ? undefined : `Allowed: ${issue.message.replace(/^Invalid (?:input|option|string): (?:expected )?/, '')}.`);
}

const kind = (value: unknown): string => (value === undefined ? 'missing' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : shown(JSON.stringify(value) ?? messageOf(value)));

const wrong = (where: string, what: string, hint?: string): GraphZoomError => new GraphZoomError('rule-invalid', `${where} ${what}.`, hint === undefined ? {} : { hint });
