import { GraphZoomError, messageOf } from '../lib/errors.ts';
import { explainSystemError } from '../lib/system-error.ts';
import { J1qlError } from './diagnostic.ts';

/** An error as programs are told of it: what happened, where in a query, and what to do next. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Anything that was thrown, as JSON. What is not an error of ours is a defect of graph-zoom. */
export function errorJson(error: unknown): ErrorJson {
  const known = explainSystemError(error);
  if (known instanceof J1qlError) return { code: known.code, message: known.message, line: known.line, column: known.column, hint: known.hint };
  return known instanceof GraphZoomError ? { code: known.code, message: known.message, hint: known.hint } : { code: 'bug', message: messageOf(known) };
}
