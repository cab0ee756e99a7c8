import { z } from 'zod';
import { J1qlError } from '../j1ql/diagnostic.ts';
import { ERRORS, type ErrorCode, GraphZoomError, messageOf } from '../lib/errors.ts';

/** Where a server answers for its store. */
export const STORE_PATH = '/api/store';

/** A sync that nobody has touched for so long is aborted: whoever began it is gone. */
export const SYNC_IDLE_MS = 2 * 60_000;

/** What `GET /api/store` tells before anything is asked. */
export const greeting = z.object({ program: z.literal('graph-zoom'), version: z.string(), location: z.string() });

/** The last line of a stream: without it the stream was cut off. No entity has such a property. */
export const END = '$end';
/** The last line of a stream that failed on the way. */
export const FAILED = '$error';

const errorShape = z.looseObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  reason: z.string().optional(),
  span: z.object({ start: z.number(), end: z.number() }).optional(),
});
export const failureShape = z.object({ error: errorShape });
export type WireError = z.infer<typeof errorShape>;

/** An error as it is sent. Of a defect nothing is told but its message. */
export function toWire(error: unknown): WireError {
  if (error instanceof J1qlError) return { code: error.code, message: error.message, hint: error.hint, reason: error.reason, span: error.span };
  if (error instanceof GraphZoomError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: 'bug', message: messageOf(error) };
}

/** The same error again; one in a query needs the query's text, which whoever asked has. */
export function fromWire({ code, message, hint, reason, span }: WireError, text?: string): GraphZoomError {
  if (code === 'query-invalid' && text !== undefined && reason !== undefined && span) return new J1qlError(text, { reason: reason as J1qlError['reason'], span, message, hint });
  const more = hint === undefined ? {} : { hint };
  return code in ERRORS ? new GraphZoomError(code as ErrorCode, message, more) : new GraphZoomError('server-refused', `${message} (${code})`, more);
}
