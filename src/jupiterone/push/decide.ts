import { retryAfter as momentOf } from '../../lib/retry-after.ts';

/** What came of one request: the status, or 0 for a connection that failed. */
export interface Answered {
  readonly status: number;
  /** `error.code` of the body. */
  readonly code?: string | undefined;
  /** Seconds or a date. */
  readonly retryAfter?: string | undefined;
}

export type Decision =
  | { readonly action: 'ok'; readonly reason: 'ok' }
  | { readonly action: 'retry'; readonly reason: 'connection-lost' | 'server-error' | 'rate-limited'; readonly waitMs: number }
  | { readonly action: 'split'; readonly reason: 'too-large' }
  | { readonly action: 'stop'; readonly reason: 'key-refused' | 'job-ended' | 'not-found' | 'refused' | 'unreachable' | 'unavailable' };

/** As often as JupiterOne's own SDK tries (reference/jupiterone-platform.md, section 2.5). */
const ATTEMPTS = 5;
/** A limit of requests a minute is waited for, whatever it takes. */
const ATTEMPTS_LIMITED = 20;
const FIRST_MS = 500;
const MOST_MS = 30_000;
const MINUTE_MS = 60_000;

/** What to do after an answer of the synchronization API. `attempt` counts from 0, `jitter` is from 0 to 1. */
export function decide({ status, code, retryAfter }: Answered, { attempt, jitter, now }: { attempt: number; jitter: number; now: number }): Decision {
  if (status >= 200 && status < 300) return { action: 'ok', reason: 'ok' };
  if (status === 413 || code === 'RequestEntityTooLargeException') return { action: 'split', reason: 'too-large' };
  if (code === 'JOB_NOT_AWAITING_UPLOADS') return { action: 'stop', reason: 'job-ended' };
  const waitMs = Math.min(MOST_MS, FIRST_MS * 2 ** attempt) * (0.5 + jitter / 2);
  if (status === 429) return attempt + 1 < ATTEMPTS_LIMITED ? { action: 'retry', reason: 'rate-limited', waitMs: toldWait(retryAfter, now) ?? waitMs } : { action: 'stop', reason: 'unavailable' };
  if (status === 0) return attempt + 1 < ATTEMPTS ? { action: 'retry', reason: 'connection-lost', waitMs } : { action: 'stop', reason: 'unreachable' };
  if (status >= 500) return attempt + 1 < ATTEMPTS ? { action: 'retry', reason: 'server-error', waitMs: toldWait(retryAfter, now) ?? waitMs } : { action: 'stop', reason: 'unavailable' };
  if (status === 401 || status === 403) return { action: 'stop', reason: 'key-refused' };
  return { action: 'stop', reason: status === 404 ? 'not-found' : 'refused' };
}

/** `Retry-After` as milliseconds, up to a minute. */
function toldWait(text: string | undefined, now: number): number | undefined {
  const until = momentOf(text, now);
  return until === undefined ? undefined : Math.min(MINUTE_MS, Math.max(0, until - now));
}
