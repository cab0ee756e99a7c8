import type { DateLiteral, Literal } from '../ast.ts';
import { unitOf } from '../words.ts';
import type { Parser } from './parser.ts';

/** A literal that begins at the parser's token, or undefined. `/` begins a regular expression only where one can be. */
export function takeLiteral(p: Parser, allow: { regex: boolean }): Literal | undefined {
  const { token } = p;
  const { span } = token;
  switch (token.kind) {
    case 'string':
      p.advance();
      return { kind: 'string', value: token.value, span };
    case 'number':
      p.advance();
      return { kind: 'number', value: token.value, span };
    case 'parameter':
      p.advance();
      return { kind: 'parameter', name: token.name, span };
    case 'symbol':
      if (token.text === '-') {
        const behind = p.peek();
        if (behind.kind !== 'number' || behind.span.start !== span.end) return undefined;
        p.advance();
        p.advance();
        return { kind: 'number', value: -behind.value, span: p.spanFrom(span.start) };
      }
      if (token.text === '/' && allow.regex) {
        const regex = p.scanner.regex(span.start);
        p.jump(regex.span.end);
        return { kind: 'regex', ...regex };
      }
      return undefined;
    case 'word':
      return p.text[span.end] === '.' && !p.isWord('DATE') ? undefined : takeWordLiteral(p, token.text.toUpperCase());
    default:
      return undefined;
  }
}

function takeWordLiteral(p: Parser, word: string): Literal | undefined {
  const { span } = p.token;
  if (word === 'TRUE' || word === 'FALSE') {
    p.advance();
    return { kind: 'boolean', value: word === 'TRUE', span };
  }
  if (word === 'UNDEFINED' || word === 'NULL') {
    p.advance();
    return { kind: 'undefined', span };
  }
  return word === 'DATE' ? takeDate(p) : undefined;
}

/** `date.now` or `date(...)`, then perhaps `- 7 days`. */
function takeDate(p: Parser): DateLiteral | undefined {
  const start = p.token.span.start;
  const behind = p.peek();
  let base: DateLiteral['base'];
  if (p.isSymbol('.', behind)) {
    const now = p.scanner.next(behind.span.end);
    if (!p.isWord('NOW', now)) return undefined;
    p.jump(now.span.end);
    base = 'now';
  } else if (p.isSymbol('(', behind)) {
    const { content, span } = p.scanner.parenthesis(behind.span.start);
    const ms = parseIso(content.replace(/^(['"])(.*)\1$/, '$2'));
    if (ms === undefined) throw p.fail('value', span, `${JSON.stringify(content)} is no date.`, 'Write date(2026-01-31), date(2026-01-31T10:00Z), date.now, or date.now - 7 days.');
    p.jump(span.end);
    base = ms;
  } else return undefined;
  const shift = takeShift(p);
  return { kind: 'date', base, ...(shift === undefined ? {} : { shift }), span: p.spanFrom(start) };
}

/** `- 7 days`, unless what follows the sign is something else, such as a property. */
function takeShift(p: Parser): DateLiteral['shift'] {
  if (!p.isSymbol('+') && !p.isSymbol('-')) return undefined;
  const amount = p.peek();
  if (amount.kind !== 'number') return undefined;
  const unit = p.scanner.next(amount.span.end);
  if (unit.kind !== 'word' || unitOf(unit.text) === undefined) {
    // In RETURN a number may be subtracted from a date; anything else that follows was meant as a unit.
    if (unit.kind === 'word' && unit.span.start - amount.span.end <= 1 && !/^(?:AS|ORDER|LIMIT|SKIP|HAVING|AND|OR|THAT|WHERE|RETURN|ASC|DESC)$/i.test(unit.text))
      throw p.fail('value', unit.span, `${JSON.stringify(unit.text)} is no unit of time.`, 'Units are hours, days, months and years.');
    return undefined;
  }
  const sign = p.isSymbol('+') ? 1 : -1;
  p.jump(unit.span.end);
  return { sign, amount: amount.value, unit: unit.text.toLowerCase() };
}

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?Z?$/i;

/** Epoch milliseconds of an ISO 8601 date from a year down to fractions of a second; missing parts are the earliest, without a zone it is UTC. */
export function parseIso(text: string): number | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone] = found;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Math.floor(Number(`0.${fraction}`) * 1000));
  const date = new Date(ms);
  const real = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!real) return undefined;
  if (zone === undefined || zone.toUpperCase() === 'Z') return ms;
  const [, sign, hours, minutes = '0'] = /([+-])(\d{2}):?(\d{2})?/.exec(zone) as unknown as string[];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return ms - (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
