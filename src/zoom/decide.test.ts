import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Decision, Situation } from './decision.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const USER = '/users/{userId}';
const LIST = '/users';

const meet = (situation: Partial<Situation>): Decision => decide({ status: 200, headers: {}, bodyKind: 'json', label: 'MEDIUM', path: USER, now: NOW, attempt: 0, jitter: 0.5, ...situation });

/** status, code, message, the rest, and what must come of it. */
type Row = readonly [status: number, code: number | undefined, message: string, rest: Partial<Situation>, action: Decision['action'], reason: Decision['reason']];

const ROWS: readonly Row[] = [
  [200, undefined, '', {}, 'ok', 'ok'],
  [401, 124, 'Access token is expired.', {}, 'refresh', 'token-expired'],
  [400, 124, 'Invalid access token.', {}, 'refresh', 'token-expired'],
  [401, 124, 'Invalid access token.', { renewed: true }, 'stop', 'token-refused'],
  [401, undefined, '', {}, 'refresh', 'token-expired'],
  [401, undefined, '', { bodyKind: 'html' }, 'refresh', 'token-expired'],
  [401, 4700, 'Token invalid', {}, 'refresh', 'token-expired'],
  [400, 4700, 'Invalid access token, does not contain role:read:admin scope.', {}, 'skip-step', 'scope-missing'],
  [400, 4700, 'Invalid access token, does not contain scopes.', { refusedAgain: true }, 'skip-step', 'scope-missing'],
  [400, 4711, 'Invalid access token, does not contain scopes:[a, b].', {}, 'skip-step', 'scope-missing'],
  [400, 104, 'Invalid access token, does not contain scopes:[phone:read].', {}, 'skip-step', 'scope-missing'],
  [400, 200, 'Only available for Paid account.', {}, 'skip-step', 'plan-or-role'],
  [401, 200, 'No permission.', {}, 'skip-step', 'plan-or-role'],
  [403, 200, 'No permission.', {}, 'skip-step', 'plan-or-role'],
  [403, undefined, 'Access to the Zoom REST API has been denied for this account', {}, 'stop', 'api-denied'],
  [403, 403, 'Access to the Zoom REST API has been denied for this account', {}, 'stop', 'api-denied'],
  [403, 2306, 'denied', {}, 'skip-step', 'forbidden'],
  [403, undefined, 'no', {}, 'skip-step', 'forbidden'],
  [400, 300, 'The next page token is invalid or expired.', { path: LIST }, 'restart-list', 'page-token-expired'],
  [400, 300, 'Validation Failed.', { path: LIST }, 'stop', 'validation-failed'],
  [400, 300, 'Validation Failed.', {}, 'skip-item', 'validation-failed'],
  [404, 1001, 'User does not exist: x.', {}, 'skip-item', 'object-gone'],
  [400, 1010, 'User does not belong to this account.', {}, 'skip-item', 'object-elsewhere'],
  [400, 1034, 'Provided role_id does not exist.', {}, 'skip-item', 'object-gone'],
  [400, 1120, 'Invite not found.', {}, 'skip-item', 'invitation-expired'],
  [404, 1120, 'Invite not found.', {}, 'skip-item', 'invitation-expired'],
  [400, 2001, 'Account does not exist', {}, 'skip-step', 'account-missing'],
  [404, 2300, 'This API endpoint is not recognized.', {}, 'skip-step', 'unknown-endpoint'],
  [400, 2300, 'This API endpoint is not recognized.', {}, 'skip-step', 'unknown-endpoint'],
  [404, 4130, 'A group with this id does not exist.', {}, 'skip-item', 'object-gone'],
  [410, 4137, 'The IM Group APIs are no longer available.', {}, 'skip-step', 'endpoint-retired'],
  [410, undefined, '', {}, 'skip-step', 'endpoint-retired'],
  [400, 1505, 'Try again.', {}, 'retry', 'try-again'],
  [408, undefined, '', {}, 'retry', 'try-again'],
  [401, 30031002, 'Divisions are not available.', {}, 'skip-step', 'feature-unavailable'],
  [401, 30031004, 'Divisions are not available.', {}, 'skip-step', 'feature-unavailable'],
  [404, undefined, '', {}, 'skip-item', 'not-found'],
  [404, undefined, '', { path: '/accounts/{accountId}/settings' }, 'skip-step', 'not-found'],
  [400, 99999, 'Something new.', { path: LIST }, 'stop', 'refused'],
  [400, 99999, 'Something new.', {}, 'skip-item', 'refused'],
  [302, undefined, '', { bodyKind: 'html' }, 'stop', 'redirected'],
  [429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.', { headers: { 'x-ratelimit-type': 'QPS' } }, 'retry', 'rate-limited'],
  [429, 4001, 'You have reached the maximum per-second rate limit for this API.', {}, 'retry', 'rate-limited'],
  [429, undefined, '', { bodyKind: 'html' }, 'retry', 'rate-limited'],
  [429, 429, 'You have reached the maximum per-second rate limit', { limitedForMs: 600_001 }, 'stop', 'rate-limited-too-long'],
  [429, 429, 'You have reached the maximum per-second rate limit', { attempt: 50 }, 'retry', 'rate-limited'],
  [429, 429, 'You have reached the maximum daily rate limit for this API.', {}, 'skip-step', 'daily-limit'],
  [429, 429, 'Slow down.', { headers: { 'x-ratelimit-type': 'Daily-limit' } }, 'skip-step', 'daily-limit'],
  [429, 429, 'Slow down.', { headers: { 'retry-after': '2026-11-25T00:00:00Z' } }, 'skip-step', 'daily-limit'],
  [500, undefined, '', {}, 'retry', 'server-error'],
  [502, undefined, '', { bodyKind: 'html' }, 'retry', 'server-error'],
  [503, 124, 'odd', {}, 'retry', 'server-error'],
  [504, undefined, '', { attempt: 4 }, 'stop', 'server-error'],
  [200, undefined, '', { bodyKind: 'html' }, 'retry', 'unreadable-answer'],
  [200, undefined, '', { bodyKind: 'invalid' }, 'retry', 'unreadable-answer'],
  [200, undefined, '', { bodyKind: 'empty' }, 'retry', 'unreadable-answer'],
  [200, undefined, '', { bodyKind: 'html', attempt: 4 }, 'stop', 'unreadable-answer'],
  [403, undefined, '', { bodyKind: 'html' }, 'retry', 'unreadable-answer'],
  [403, undefined, '', { bodyKind: 'html', attempt: 2 }, 'stop', 'unreadable-answer'],
  [200, 124, 'Invalid access token.', { bodyKind: 'failure' }, 'refresh', 'token-expired'],
  [200, 300, 'The next page token is invalid or expired.', { bodyKind: 'failure' }, 'restart-list', 'page-token-expired'],
  [200, 1001, 'User does not exist.', { bodyKind: 'failure' }, 'skip-item', 'object-gone'],
  [200, 500, 'Internal error.', { bodyKind: 'failure' }, 'retry', 'server-error'],
  [200, 429, 'per-second rate limit', { bodyKind: 'failure' }, 'retry', 'rate-limited'],
  [200, 4001, 'per-second rate limit', { bodyKind: 'failure' }, 'retry', 'rate-limited'],
  [0, undefined, '', { networkError: 'ECONNRESET' }, 'retry', 'connection-lost'],
  [0, undefined, '', { networkError: 'UND_ERR_SOCKET' }, 'retry', 'connection-lost'],
  [0, undefined, '', { networkError: 'UND_ERR_HEADERS_TIMEOUT', attempt: 3 }, 'retry', 'connection-lost'],
  [0, undefined, '', { networkError: 'UND_ERR_BODY_TIMEOUT', attempt: 4 }, 'stop', 'connection-lost'],
  [0, undefined, '', { networkError: 'EAI_AGAIN' }, 'retry', 'connection-lost'],
  [0, undefined, '', { networkError: 'ENOTFOUND', attempt: 1 }, 'retry', 'unreachable'],
  [0, undefined, '', { networkError: 'ENOTFOUND', attempt: 2 }, 'stop', 'unreachable'],
  [0, undefined, '', { networkError: 'ECONNREFUSED', attempt: 2 }, 'stop', 'unreachable'],
  [0, undefined, '', { networkError: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'stop', 'certificate-refused'],
  [200, undefined, '', { networkError: 'ANSWER_TOO_LARGE' }, 'stop', 'answer-too-large'],
];

describe('the decision about an answer', () => {
  it.each(ROWS)('%i %s "%s" %j leads to %s: %s', (status, code, message, rest, action, reason) => {
    expect(meet({ status, code, message, ...rest })).toMatchObject({ action, reason });
  });

  it('waits longer after each server error, spread by chance, and as long as Zoom asks', () => {
    const waits = [0, 1, 2, 3].map((attempt) => meet({ status: 500, attempt }).waitMs);
    expect(waits).toEqual([500, 1500, 4500, 13_500]);
    expect(meet({ status: 500, jitter: 0 }).waitMs).toBe(250);
    expect(meet({ status: 503, headers: { 'retry-after': '20' } }).waitMs).toBe(20_000);
    expect(meet({ status: 503, headers: { 'retry-after': '86400' } }).waitMs).toBe(60_000);
  });

  it('waits about a second for the per-second limit, a minute where Zoom counts by the minute', () => {
    expect(meet({ status: 429, jitter: 0 }).waitMs).toBe(700);
    expect(meet({ status: 429, jitter: 1 }).waitMs).toBe(1300);
    expect(meet({ status: 429, label: 'RESOURCE_INTENSIVE' }).waitMs).toBeGreaterThanOrEqual(60_000);
    expect(meet({ status: 429, path: '/metrics/meetings' }).waitMs).toBeGreaterThanOrEqual(60_000);
    expect(meet({ status: 429, headers: { 'retry-after': '5' } }).waitMs).toBe(5000);
  });

  it('stops for the day until Zoom says, else until midnight UTC', () => {
    const daily = { 'x-ratelimit-type': 'Daily-limit' };
    const midnight = Date.UTC(2026, 10, 25);
    expect(meet({ status: 429, headers: { ...daily, 'retry-after': '2026-11-24T18:00:00Z' } }).until).toBe(Date.UTC(2026, 10, 24, 18));
    expect(meet({ status: 429, headers: { ...daily, 'retry-after': 'Wed, 25 Nov 2026 00:00:00 GMT' } }).until).toBe(midnight);
    expect(meet({ status: 429, headers: { ...daily, 'retry-after': '3600' } }).until).toBe(NOW + 3_600_000);
    expect(meet({ status: 429, headers: daily }).until).toBe(midnight);
    expect(meet({ status: 429, headers: { ...daily, 'retry-after': '2020-05-31T00:00:00Z' } }).until).toBe(midnight);
  });

  it('believes the type over the words', () => {
    expect(meet({ status: 429, message: 'daily', headers: { 'x-ratelimit-type': 'QPS' } }).reason).toBe('rate-limited');
  });
});
