import { GraphZoomError } from '../../lib/errors.ts';
import type { Budget } from './limits.ts';
import { listOf, sized, textOf } from './values.ts';

/** Operators whose right side is only evaluated where it decides. */
export const lazy = (operator: string): boolean => operator === '&&' || operator === '||';

type Primitive = string | number | boolean | null | undefined;
const isPrimitive = (value: unknown): value is Primitive => typeof value !== 'object' || value === null;
/** A number as JavaScript reads one, but nothing that is not a primitive is one. */
const number = (value: unknown): number => (isPrimitive(value) ? Number(value) : Number.NaN);

/** Equal as in Jexl, `'1' == 1` and `null == undefined`; lists and objects only themselves. */
// biome-ignore lint/suspicious/noDoubleEquals: the language's `==` is JavaScript's
export const same = (left: unknown, right: unknown): boolean => (isPrimitive(left) && isPrimitive(right) ? left == right : left === right);

/** Orders numbers by value and texts by their characters; what has no order is neither more nor less. */
export function compare(left: unknown, right: unknown, operator: string): boolean {
  if (!isPrimitive(left) || !isPrimitive(right) || left === undefined || left === null || right === undefined || right === null) return false;
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  return operator === '<' ? left < right : left <= right;
}

export function unary(operator: string, value: unknown): unknown {
  if (operator === '!') return !value;
  return operator === '-' ? -number(value) : number(value);
}

/** `left operator right`. */
export function binary(operator: string, left: unknown, right: unknown, budget: Budget): unknown {
  switch (operator) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case '>':
    case '>=':
    case '<':
    case '<=':
      return compare(left, right, operator);
    case '+':
      return typeof left === 'string' || typeof right === 'string' || !isPrimitive(left) || !isPrimitive(right) ? sized(textOf(left, budget) + textOf(right, budget), budget) : number(left) + number(right);
    case '-':
      return number(left) - number(right);
    case '*':
      return number(left) * number(right);
    case '/':
      return number(left) / number(right);
    case '//':
      return Math.floor(number(left) / number(right));
    case '%':
      return number(left) % number(right);
    case '^':
      return number(left) ** number(right);
    case 'in':
      return contains(left, right, budget);
    default:
      throw new GraphZoomError('rule-invalid', `There is no operator "${operator}".`);
  }
}

/** In a list as an item, in a text as a part. */
function contains(needle: unknown, hay: unknown, budget: Budget): boolean {
  if (typeof hay === 'string') {
    budget.spend(1 + hay.length / 100);
    return isPrimitive(needle) && needle !== undefined && needle !== null && hay.includes(String(needle));
  }
  const items = Array.isArray(hay) ? listOf(hay) : [];
  budget.spend(items.length);
  return items.some((item) => same(item, needle));
}
