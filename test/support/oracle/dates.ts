import { OracleError, type ParseOptions } from './ast.ts';
import type { Scanner } from './scanner.ts';

const HOUR = 3_600_000;

/** ISO 8601 from a bare year to a fraction of a second; what is missing is the earliest, a missing zone UTC. */
export function parseIsoDate(text: string): number {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d+))?)?)?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text);
  if (!match) throw new OracleError(`bad date ${text}`);
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const moment = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Math.floor(Number(`0.${fraction}`) * 1000));
  const date = new Date(moment);
  const valid = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && date.getUTCHours() === Number(hour) && Number(minute) < 60 && Number(second) < 60;
  if (!valid) throw new OracleError(`bad date ${text}`);
  if (zone.toUpperCase() === 'Z') return moment;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const offset = Number(digits.slice(0, 2)) * HOUR + Number(digits.slice(2)) * 60_000;
  return zone.startsWith('-') ? moment + offset : moment - offset;
}

export function moveDate(moment: number, amount: number, unit: string): number {
  if (unit.startsWith('h')) return moment + amount * HOUR;
  if (unit.startsWith('d')) return moment + amount * 24 * HOUR;
  if (!Number.isInteger(amount)) throw new OracleError('a part of a month or year has no length');
  return moveMonths(moment, unit.startsWith('y') ? amount * 12 : amount);
}

/** By the calendar: a day that the new month does not have becomes its last day. */
function moveMonths(moment: number, months: number): number {
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, daysInMonth));
  return date.getTime();
}

/** date.now, date(2019-10-30), each perhaps with "- 7 days" behind it. */
export function parseDate(scanner: Scanner, options: ParseOptions): number | undefined {
  let moment: number;
  if (scanner.take(/^date\s*\.\s*now(?![A-Za-z0-9_.])/i)) moment = options.now;
  else {
    const constant = scanner.take(/^date\s*\(\s*[0-9][^)\n]*\)/i);
    if (constant === undefined) return undefined;
    moment = parseIsoDate(constant.slice(constant.indexOf('(') + 1, -1).trim());
  }
  const move = scanner.take(/^[+-]\s*[0-9]+(?:\.[0-9]+)?\s*(?:hours?|hrs?|days?|months?|mos?|years?|yrs?)(?![A-Za-z0-9_])/i);
  if (move === undefined) return moment;
  const [, sign, amount, unit] = /^([+-])\s*([0-9.]+)\s*([a-z]+)$/i.exec(move) as unknown as [string, string, string, string];
  return moveDate(moment, (sign === '-' ? -1 : 1) * Number(amount), unit.toLowerCase());
}
