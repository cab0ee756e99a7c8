import { OPERATORS } from '../words.ts';

/** A piece of a text that may not be a query (yet). `open`: its end is missing. */
export interface Lexeme {
  readonly kind: 'word' | 'string' | 'number' | 'parameter' | 'operator' | 'symbol' | 'comment' | 'regex' | 'bracket' | 'strange';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly open: boolean;
}

const operators = OPERATORS.map((operator) => operator.replace(/[$^]/g, '\\$&')).join('|');
/** In the order of the scanner, but each can do without its end. */
const PATTERNS: readonly (readonly [Lexeme['kind'], RegExp, RegExp?])[] = [
  ['comment', /\/\*[\s\S]*?(?:\*\/|$)/y, /\*\/$/],
  ['string', /'(?:\\['"\\]|[^'\n])*'?|"(?:\\['"\\]|[^"\n])*"?/y],
  ['word', /[A-Za-z_\p{L}][\w\p{L}\p{M}\p{N}]*/uy],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+(?!\w))?/y],
  ['parameter', /\$\{[^}\n]*\}?/y, /\}$/],
  ['symbol', />>|<</y],
  ['operator', new RegExp(operators, 'y')],
  ['bracket', /\[[^\]\n]*\]?/y, /\]$/],
  ['symbol', /[().|,*!?#+\-/^]/y],
];
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\n\\])*\]?|[^/\n\\[])*(?:\/[A-Za-z]*)?/y;
/** Behind a dot. */
const SEGMENT = /[@\w\p{L}][\w\p{L}\p{M}\p{N}]*/uy;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** The lexeme at or behind an offset; undefined at the end. `/` begins a regular expression only where a value can stand. */
export function lex(text: string, from: number, options: { regex: boolean }): Lexeme | undefined {
  const start = from + (match(/\s*/y, text, from)?.length ?? 0);
  if (start >= text.length) return undefined;
  const regex = options.regex && text[start + 1] !== '*' ? match(REGEX, text, start) : undefined;
  if (regex) return { kind: 'regex', start, end: start + regex.length, text: regex, open: !/\/[A-Za-z]*$/.test(regex.slice(1)) };
  for (const [kind, pattern, closed] of PATTERNS) {
    const found = match(pattern, text, start);
    if (!found) continue;
    const open = kind === 'string' ? isOpen(found) : closed !== undefined && !closed.test(found);
    return { kind, start, end: start + found.length, text: found, open };
  }
  const c = String.fromCodePoint(text.codePointAt(start) as number);
  return { kind: 'strange', start, end: start + c.length, text: c, open: false };
}

/** A name at exactly this offset, as it stands behind a dot. */
export function lexSegment(text: string, start: number): Lexeme | undefined {
  if (text[start] === '[') return lex(text, start, { regex: false });
  const found = match(SEGMENT, text, start);
  return found === undefined ? undefined : { kind: 'word', start, end: start + found.length, text: found, open: false };
}

function isOpen(string: string): boolean {
  const mark = string[0];
  for (let i = 1; i < string.length; i++) {
    if (string[i] === '\\' && /['"\\]/.test(string[i + 1] ?? '')) i++;
    else if (string[i] === mark) return false;
  }
  return true;
}
