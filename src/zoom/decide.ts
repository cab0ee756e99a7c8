import { retryAfter } from '../lib/retry-after.ts';
import { backoff, MOST_ATTEMPTS } from './backoff.ts';
import { decideNetwork } from './decide-network.ts';
import type { Decision, Reason, Situation } from './decision.ts';
import { dailyLimitUntil, header } from './rate-limit-headers.ts';

const PATIENCE_MS = 600_000;
const LONGEST_WAIT_MS = 900_000;

/** Zoom's own codes that decide alone, whatever the status (reference/zoom-api.md, section 6). */
const BY_CODE: Readonly<Record<number, Decision>> = {
  104: { action: 'skip-step', reason: 'scope-missing' },
  4711: { action: 'skip-step', reason: 'scope-missing' },
  200: { action: 'skip-step', reason: 'plan-or-role' },
  2306: { action: 'skip-step', reason: 'forbidden' },
  1001: { action: 'skip-item', reason: 'object-gone' },
  1034: { action: 'skip-item', reason: 'object-gone' },
  4130: { action: 'skip-item', reason: 'object-gone' },
  1010: { action: 'skip-item', reason: 'object-elsewhere' },
  1120: { action: 'skip-item', reason: 'invitation-expired' },
  2001: { action: 'skip-step', reason: 'account-missing' },
  2300: { action: 'skip-step', reason: 'unknown-endpoint' },
  4137: { action: 'skip-step', reason: 'endpoint-retired' },
  30031002: { action: 'skip-step', reason: 'feature-unavailable' },
  30031004: { action: 'skip-step', reason: 'feature-unavailable' },
};

/** An answer for one object among many: a failure concerns that object only. */
const isItem = (path: string): boolean => /\{(?!accountId\})\w+\}/.test(path);

/** Retries while attempts last, then stops. */
const tryAgain = (situation: Situation, reason: Reason, most = MOST_ATTEMPTS): Decision => {
  if (situation.attempt + 1 >= most) return { action: 'stop', reason };
  const asked = retryAfter(header(situation.headers, 'retry-after'), situation.now) ?? 0;
  const waitMs = Math.max(backoff(situation.attempt, situation.jitter), Math.min(asked - situation.now, 60_000));
  return { action: 'retry', reason, waitMs };
};

const decideRateLimit = (situation: Situation): Decision => {
  const { headers, message = '', now, label, path, jitter = 0.5 } = situation;
  const until = dailyLimitUntil(headers, message, now);
  if (until !== undefined) return { action: 'skip-step', reason: 'daily-limit', until };
  if ((situation.limitedForMs ?? 0) > PATIENCE_MS) return { action: 'stop', reason: 'rate-limited-too-long' };
  const aMinute = label === 'RESOURCE_INTENSIVE' || path.startsWith('/metrics');
  const usual = aMinute ? 60_000 * (1 + 0.1 * jitter) : 700 + 600 * jitter;
  const asked = (retryAfter(header(headers, 'retry-after'), now) ?? now) - now;
  return { action: 'retry', reason: 'rate-limited', waitMs: Math.max(usual, Math.min(asked, LONGEST_WAIT_MS)) };
};

const decideToken = (situation: Situation): Decision => {
  // 4700 also stands for missing permissions (6): its words say so, or a new token that is refused the same way.
  if (situation.code === 4700 && (situation.refusedAgain || /does not contain/i.test(situation.message ?? ''))) return { action: 'skip-step', reason: 'scope-missing' };
  return situation.renewed ? { action: 'stop', reason: 'token-refused' } : { action: 'refresh', reason: 'token-expired' };
};

const decideByStatus = (situation: Situation): Decision => {
  const { status, message = '', path } = situation;
  switch (status) {
    case 401:
      return decideToken(situation);
    case 403:
      return /rest api has been denied/i.test(message) ? { action: 'stop', reason: 'api-denied' } : { action: 'skip-step', reason: 'forbidden' };
    case 404:
      return { action: isItem(path) ? 'skip-item' : 'skip-step', reason: 'not-found' };
    case 408:
    case 425:
      return tryAgain(situation, 'try-again');
    case 410:
      return { action: 'skip-step', reason: 'endpoint-retired' };
    default:
      return { action: isItem(path) ? 'skip-item' : 'stop', reason: 'refused' };
  }
};

const decideRefusal = (situation: Situation): Decision => {
  const { code, message = '' } = situation;
  if (code === 124 || code === 4700) return decideToken(situation);
  if (code === 300) {
    if (/next.?page|page.?token/i.test(message)) return { action: 'restart-list', reason: 'page-token-expired' };
    return { action: isItem(situation.path) ? 'skip-item' : 'stop', reason: 'validation-failed' };
  }
  if (code === 1505) return tryAgain(situation, 'try-again');
  const known = code === undefined ? undefined : BY_CODE[code];
  return known ?? decideByStatus(situation);
};

/** The one place that decides what an answer, or the lack of one, leads to. Pure; tables in reference/zoom-api.md, 2.3 and 6. */
export const decide = (situation: Situation): Decision => {
  const { status, bodyKind } = situation;
  if (situation.networkError !== undefined) return decideNetwork(situation.networkError, situation);
  if (status === 429) return decideRateLimit(situation);
  if (status >= 500) return tryAgain(situation, 'server-error');
  if (status >= 300 && status < 400) return { action: 'stop', reason: 'redirected' };
  if (bodyKind === 'failure') return decideFailureIn200(situation);
  if (status >= 200 && status < 300) return bodyKind === 'json' ? { action: 'ok', reason: 'ok' } : tryAgain(situation, 'unreadable-answer');
  // A refusal that is no JSON does not come from Zoom's API but from something in front of it, or the URL is wrong.
  if (bodyKind !== 'json' && status !== 401 && !(status === 403 && bodyKind === 'empty')) return tryAgain(situation, 'unreadable-answer', 3);
  return decideRefusal(situation);
};

/** Zoom sometimes reports an error with HTTP 200: its code tells, as a status where it repeats one. */
const decideFailureIn200 = (situation: Situation): Decision => {
  const { code = 0 } = situation;
  const status = code >= 400 && code < 600 ? code : code === 4001 ? 429 : 400;
  return decide({ ...situation, status, bodyKind: 'json' });
};
