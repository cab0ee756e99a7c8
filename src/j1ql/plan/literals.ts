import { nearest } from '../../lib/nearest.ts';
import type { DateLiteral, Literal } from '../ast.ts';
import { unitOf } from '../words.ts';
import { type Context, failure, type Variable } from './context.ts';

const HOUR = 3_600_000;

/** Epoch milliseconds of a date of the query. Months and years move the calendar: 31 March less a month is the end of February. */
export function dateOf(context: Context, literal: DateLiteral): number {
  const base = literal.base === 'now' ? context.now : literal.base;
  if (literal.shift === undefined) return base;
  const { sign, amount, unit } = literal.shift;
  const { hours, months } = unitOf(unit) as { hours?: number; months?: number };
  const moved = hours === undefined ? addMonths(base, sign * amount * (months as number)) : base + sign * amount * hours * HOUR;
  if (!Number.isFinite(moved) || Math.abs(moved) > 8.64e15) throw failure(context, 'value', literal.span, `${amount} ${unit} is further than a date can be.`); // the largest time of ECMAScript
  return moved;
}

function addMonths(base: number, months: number): number {
  const date = new Date(base);
  const whole = Math.trunc(months);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + whole);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** The value of `${name}`; a stored parameter may be given with or without `param.` before it. */
export function variableOf(context: Context, literal: Literal & { kind: 'parameter' }): Variable {
  const variables = context.variables ?? {};
  for (const name of [literal.name, literal.name.replace(/^param\./, ''), `param.${literal.name}`]) if (Object.hasOwn(variables, name)) return variables[name] as Variable;
  const near = nearest(literal.name, Object.keys(variables));
  throw failure(
    context,
    'parameter',
    literal.span,
    `The parameter ${literal.name} has no value.`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Give it one: --param ${literal.name}=VALUE, or "variables" in the API.`,
  );
}
