import { GraphZoomError } from '../../lib/errors.ts';
import type { Operation, When } from '../alerting.ts';
import { shown } from './expression.ts';
import { MOST } from './limits.ts';
import { compare, same } from './operators.ts';
import { evaluateTemplate, type TemplateContext } from './template.ts';
import { property } from './values.ts';

export const COMPARISONS = ['>', '<', '>=', '<=', '=', '==', '!='] as const;

/** A condition with whether it held. */
export interface Outcome {
  readonly condition: unknown;
  readonly met: boolean;
}

/** The conditions of an operation: each, also where one before it did not hold. Fails with `rule-invalid` where one cannot be evaluated: that is not "false". */
export const evaluateWhen = (when: Operation['when'], context: TemplateContext): Outcome[] => conditionsOf(when).map((condition) => ({ condition, met: holds(condition, context, 0) }));

/** What is written in the `condition`s of an operation. */
export const conditionsOf = (when: Operation['when']): unknown[] => (when === undefined || when === null ? [] : isList(when) ? when : [when]).map((one) => one.condition);

const isList = (when: When | readonly When[]): when is readonly When[] => Array.isArray(when);

function holds(condition: unknown, context: TemplateContext, depth: number): boolean {
  if (depth > MOST.depth) throw new GraphZoomError('rule-invalid', `Conditions stand more than ${MOST.depth} deep in each other.`);
  if (typeof condition === 'boolean') return condition;
  if (typeof condition === 'string') return truth(evaluateTemplate(asTemplate(condition), context));
  if (!Array.isArray(condition)) throw wrong(condition);
  const [first, ...rest] = condition as unknown[];
  if (first === 'AND') return rest.every((part) => holds(part, context, depth + 1));
  if (first === 'OR') return rest.some((part) => holds(part, context, depth + 1));
  const [operator, right] = rest;
  if (rest.length !== 2 || !isComparison(operator)) throw wrong(condition);
  return compared(side(first, context), operator, side(right, context));
}

const isComparison = (value: unknown): value is (typeof COMPARISONS)[number] => (COMPARISONS as readonly unknown[]).includes(value);

function compared(left: unknown, operator: (typeof COMPARISONS)[number], right: unknown): boolean {
  if (operator === '=' || operator === '==') return same(left, right);
  return operator === '!=' ? !same(left, right) : compare(left, right, operator);
}

/** A template's words `true` and `false` are meant so. */
const truth = (value: unknown): boolean => (typeof value === 'string' ? value !== '' && value.toLowerCase() !== 'false' : Boolean(value));

/** A condition without braces is an expression as well. */
export const asTemplate = (condition: string): string => (condition.includes('{{') ? condition : `{{${condition}}}`);

/** A dotted path into the context, where its first word is in it; a template; else what stands there. */
function side(value: unknown, context: TemplateContext): unknown {
  if (typeof value !== 'string') return value;
  if (value.includes('{{')) return evaluateTemplate(value, context);
  return isPath(value) && Object.hasOwn(context.values, value.split('.')[0] as string) ? pathValue(value, context.values) : value;
}

const isPath = (text: string): boolean => /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}\p{N}_$-]+)*$/u.test(text);

/** What a dotted path leads to; undefined where it ends before. */
export const pathValue = (path: string, values: Readonly<Record<string, unknown>>): unknown => path.split('.').reduce<unknown>((at, name) => property(at, name), values);

const wrong = (condition: unknown): GraphZoomError =>
  new GraphZoomError('rule-invalid', `The condition ${shown(JSON.stringify(condition) ?? String(condition))} is none.`, {
    hint: `A condition is a template such as "{{queries.query0.total > 0}}", true or false, [left, operator, right] with ${COMPARISONS.join(' ')}, or ["AND", …] or ["OR", …] of these.`,
  });
