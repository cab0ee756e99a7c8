import type { FailureReason } from './failure.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** The first pause; each is twice the one before, at most an hour. */
const FIRST_MS = 5 * SECOND;
/** A channel that is down over night is tried in the morning; what is older tells nothing that the alert does not. */
export const GIVE_UP_MS = 24 * HOUR;

/** Whether a reason may pass by itself. */
const PASSES: Readonly<Record<FailureReason, boolean>> = {
  busy: true,
  unreachable: true,
  'timed-out': true,
  'server-error': true,
  refused: false,
  redirected: false,
  'address-refused': false,
  misconfigured: false,
};

export type Retry = { readonly again: true; readonly afterMs: number; readonly reason: 'pause' | 'as-asked' } | { readonly again: false; readonly reason: 'will-not-pass' | 'too-old' };

/** Whether and when a message is tried again; pure. `attempts` have been made, `random` is between 0 and 1. */
export function decideRetry({ failure, retryAfterMs, attempts, ageMs, random }: { failure: FailureReason; retryAfterMs?: number | undefined; attempts: number; ageMs: number; random: number }): Retry {
  if (!PASSES[failure]) return { again: false, reason: 'will-not-pass' };
  const pause = Math.min(HOUR, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  // A fifth more or less, so that what failed together does not come back together.
  const afterMs = Math.round(Math.max(retryAfterMs ?? 0, pause * (0.8 + 0.4 * random)));
  if (ageMs + afterMs > GIVE_UP_MS) return { again: false, reason: 'too-old' };
  return { again: true, afterMs, reason: retryAfterMs !== undefined && retryAfterMs > pause ? 'as-asked' : 'pause' };
}

/** What a status of HTTP says of the next attempt; undefined for success. */
export function failureOfStatus(status: number): FailureReason | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 408 || status === 425 || status === 429) return 'busy';
  if (status >= 500) return 'server-error';
  return status >= 300 && status < 400 ? 'redirected' : 'refused';
}
