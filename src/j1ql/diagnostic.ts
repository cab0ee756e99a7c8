import { GraphZoomError } from '../lib/errors.ts';
import { positionOf, type Span } from './span.ts';

/** Every way in which a query can be wrong. */
export type Reason =
  | 'syntax' // a token that does not belong there
  | 'unfinished' // a text, pattern, comment or name that is not closed
  | 'name' // a word that cannot be a name there
  | 'alias' // an alias that does not exist, exists twice, or cannot be used there
  | 'value' // a value that cannot be used there, a date that is none, a number out of range
  | 'pattern' // a regular expression that is none, or took too long
  | 'function' // an unknown function, or one with the wrong arguments or in the wrong place
  | 'parameter' // a parameter without a value
  | 'too-complex' // more than the language's bounds allow
  | 'cursor' // a cursor that is none, or belongs to another query
  | 'time-limit'; // the query took too long

/** A wrong query, told to the person who wrote it: what is wrong, where, and what would be right. */
export class J1qlError extends GraphZoomError {
  readonly reason: Reason;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  /** The query. */
  readonly text: string;

  constructor(text: string, options: { reason: Reason; span: Span; message: string; hint?: string | undefined }) {
    super('query-invalid', oneLine(options.message), options.hint === undefined ? {} : { hint: oneLine(options.hint) });
    this.name = 'J1qlError';
    this.reason = options.reason;
    this.span = options.span;
    this.text = text;
    const { line, column } = positionOf(text, options.span.start);
    this.line = line;
    this.column = column;
  }
}

/** Names in brackets and texts may hold any blank, but messages are one line. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

/** Something that is allowed but probably not meant. */
export interface Warning {
  readonly span: Span;
  readonly message: string;
}

/** Columns of a long line shown on either side of the mistake. */
const AROUND = 50;

/** The line with the mistake and a caret under it. */
export function excerpt(error: Pick<J1qlError, 'text' | 'span' | 'column' | 'line'>): string {
  const line = (error.text.split('\n')[error.line - 1] ?? '').replaceAll('\t', ' ').replaceAll('\r', ' ');
  const at = error.column - 1;
  const from = Math.max(0, at - AROUND);
  const shown = `${from > 0 ? '…' : ''}${line.slice(from, at + AROUND)}${line.length > at + AROUND ? '…' : ''}`;
  const width = Math.max(1, Math.min(error.span.end - error.span.start, line.length - at, AROUND));
  return `${shown}\n${' '.repeat(at - from + (from > 0 ? 1 : 0))}${'^'.repeat(width)}`;
}
