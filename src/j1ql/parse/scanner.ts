import { J1qlError } from '../diagnostic.ts';
import type { Span } from '../span.ts';
import { OPERATORS, type Operator } from '../words.ts';
import { hintForCharacter } from './hints.ts';

export type Token = { readonly span: Span } & (
  | { readonly kind: 'end' }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'symbol'; readonly text: string }
);

const SYMBOLS = ['@', '>>', '<<', '(', ')', '|', ',', '.', '*', '!', '?', '#', '+', '-', '/', '^', '[', ']'] as const;
const WORD = /[A-Za-z_\p{L}][\w\p{L}\p{M}\p{N}]*/uy;
const SEGMENT = /[@\w\p{L}][\w\p{L}\p{M}\p{N}]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+(?!\w))?/y;
const PARAMETER = /\$\{\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)\s*\}/y;
const FLAGS = /[A-Za-z]*/y;

/** Reads tokens from the text, one at a time: what `/`, `[` and `date(` begin depends on where the parser is. */
export class Scanner {
  readonly text: string;
  /** Comments passed so far, by where they begin: a token may be read more than once. */
  readonly comments = new Map<number, Span>();

  constructor(text: string) {
    this.text = text;
  }

  /** The token at or behind an offset. */
  next(from: number): Token {
    const start = this.#skipBlanks(from);
    const c = this.text[start];
    if (c === undefined) return { kind: 'end', span: { start, end: start } };
    if (c === "'" || c === '"') return this.#string(start);
    const word = match(WORD, this.text, start);
    if (word) return { kind: 'word', text: word[0], span: { start, end: start + word[0].length } };
    const number = match(NUMBER, this.text, start);
    if (number) return { kind: 'number', value: Number(number[0]), span: { start, end: start + number[0].length } };
    if (this.text.startsWith('${', start)) return this.#parameter(start);
    for (const symbol of ['>>', '<<']) if (this.text.startsWith(symbol, start)) return { kind: 'symbol', text: symbol, span: { start, end: start + 2 } };
    const operator = OPERATORS.find((o) => this.text.startsWith(o, start));
    if (operator) return { kind: 'operator', operator, span: { start, end: start + operator.length } };
    const symbol = SYMBOLS.find((s) => this.text.startsWith(s, start));
    if (symbol) return { kind: 'symbol', text: symbol, span: { start, end: start + symbol.length } };
    throw this.#strange(start);
  }

  /** A path's segment at exactly this offset: a word that may begin with a digit or `@`, or what stands in brackets. */
  segment(start: number): { text: string; bracketed: boolean; span: Span } | undefined {
    if (this.text[start] === '[') {
      const end = this.text.indexOf(']', start);
      const line = this.text.indexOf('\n', start);
      if (end < 0 || (line >= 0 && line < end)) throw this.fail('unfinished', { start, end: start + 1 }, 'A name in square brackets is not closed.', 'Write ] behind it, on the same line.');
      if (end === start + 1) throw this.fail('name', { start, end: end + 1 }, 'There is no name between the square brackets.');
      return { text: this.text.slice(start + 1, end), bracketed: true, span: { start, end: end + 1 } };
    }
    const word = match(SEGMENT, this.text, start);
    return word ? { text: word[0], bracketed: false, span: { start, end: start + word[0].length } } : undefined;
  }

  /** A regular expression whose first `/` is at this offset. */
  regex(start: number): { pattern: string; flags: string; span: Span } {
    let inClass = false;
    for (let i = start + 1; i < this.text.length && this.text[i] !== '\n'; i++) {
      const c = this.text[i];
      if (c === '\\') i++;
      else if (c === '[') inClass = true;
      else if (c === ']') inClass = false;
      else if (c === '/' && !inClass) {
        const flags = match(FLAGS, this.text, i + 1)?.[0] ?? '';
        return { pattern: this.text.slice(start + 1, i), flags, span: { start, end: i + 1 + flags.length } };
      }
    }
    throw this.fail('unfinished', { start, end: start + 1 }, 'A regular expression is not closed.', 'Write / behind it, on the same line; a / inside is written \\/.');
  }

  /** What stands in the parenthesis at this offset, up to `)`. */
  parenthesis(start: number): { content: string; span: Span } {
    const end = this.text.indexOf(')', start);
    if (end < 0) throw this.fail('unfinished', { start, end: start + 1 }, 'A parenthesis is not closed.', 'Write ) behind the date.');
    return { content: this.text.slice(start + 1, end).trim(), span: { start, end: end + 1 } };
  }

  fail(reason: J1qlError['reason'], span: Span, message: string, hint?: string): J1qlError {
    return new J1qlError(this.text, { reason, span, message, hint });
  }

  #skipBlanks(from: number): number {
    let at = from;
    for (;;) {
      while (at < this.text.length && /\s/.test(this.text[at] as string)) at++;
      if (!this.text.startsWith('/*', at)) return at;
      const end = this.text.indexOf('*/', at + 2);
      if (end < 0) throw this.fail('unfinished', { start: at, end: at + 2 }, 'A comment is not closed.', 'Write */ behind it.');
      this.comments.set(at, { start: at, end: end + 2 });
      at = end + 2;
    }
  }

  #string(start: number): Token {
    const quote = this.text[start];
    let value = '';
    for (let i = start + 1; i < this.text.length; i++) {
      const c = this.text[i] as string;
      if (c === '\n') break;
      if (c === quote) return { kind: 'string', value, span: { start, end: i + 1 } };
      const next = this.text[i + 1];
      // Only quotes and the backslash itself can be escaped (section 24, Q22).
      if (c === '\\' && (next === "'" || next === '"' || next === '\\')) {
        value += next;
        i++;
      } else value += c;
    }
    throw this.fail('unfinished', { start, end: start + 1 }, `A text is not closed: ${quote} is missing behind it.`, 'A text ends on the line where it begins.');
  }

  #parameter(start: number): Token {
    const found = match(PARAMETER, this.text, start);
    if (!found) throw this.fail('name', { start, end: start + 2 }, 'A parameter is written ${name} or ${param.name}.', 'Names hold letters, digits, _ and -; } stands behind them.');
    return { kind: 'parameter', name: found[1] as string, span: { start, end: start + found[0].length } };
  }

  #strange(start: number): J1qlError {
    const c = String.fromCodePoint(this.text.codePointAt(start) as number);
    const span = { start, end: start + c.length };
    if (/[\u2018\u2019\u201c\u201d\u00ab\u00bb`]/.test(c)) return this.fail('syntax', span, `${c} is no quotation mark of the language.`, 'Write texts between \' or ".');
    if (this.text.startsWith('{{', start))
      return this.fail(
        'syntax',
        { start, end: start + 2 },
        '{{...}} is a placeholder of a saved question; it must be replaced before the query is asked.',
        'Write a parameter in its place: ${name}, given with --param name=value.',
      );
    if (c === ';') return this.fail('syntax', span, 'A query ends without a semicolon.', 'Leave it out.');
    return this.fail('syntax', span, `${JSON.stringify(c)} has no meaning here.`, hintForCharacter(c));
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
