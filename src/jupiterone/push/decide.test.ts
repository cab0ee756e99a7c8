import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const meet = (answered: Parameters<typeof decide>[0], attempt = 0) => decide(answered, { attempt, jitter: 1, now: NOW });

describe('what an answer of the synchronization API leads to', () => {
  it.each([
    [{ status: 200 }, 'ok', 'ok'],
    [{ status: 0 }, 'retry', 'connection-lost'],
    [{ status: 500 }, 'retry', 'server-error'],
    [{ status: 503 }, 'retry', 'server-error'],
    [{ status: 429 }, 'retry', 'rate-limited'],
    [{ status: 413 }, 'split', 'too-large'],
    [{ status: 400, code: 'RequestEntityTooLargeException' }, 'split', 'too-large'],
    [{ status: 400, code: 'JOB_NOT_AWAITING_UPLOADS' }, 'stop', 'job-ended'],
    [{ status: 400, code: 'ENTITY_IS_NOT_ARRAY' }, 'stop', 'refused'],
    [{ status: 401 }, 'stop', 'key-refused'],
    [{ status: 403 }, 'stop', 'key-refused'],
    [{ status: 404 }, 'stop', 'not-found'],
    [{ status: 302 }, 'stop', 'refused'],
  ])('%j: %s, for %s', (answered, action, reason) => {
    expect(meet(answered)).toMatchObject({ action, reason });
  });

  it('waits twice as long each time, and gives up after five attempts', () => {
    expect([0, 1, 2, 3].map((attempt) => meet({ status: 502 }, attempt))).toEqual([500, 1000, 2000, 4000].map((waitMs) => ({ action: 'retry', reason: 'server-error', waitMs })));
    expect(meet({ status: 502 }, 4)).toEqual({ action: 'stop', reason: 'unavailable' });
    expect(meet({ status: 0 }, 4)).toEqual({ action: 'stop', reason: 'unreachable' });
  });

  it('waits as long as the service says, up to a minute', () => {
    expect(meet({ status: 429, retryAfter: '7' })).toMatchObject({ waitMs: 7000 });
    expect(meet({ status: 429, retryAfter: new Date(NOW + 3000).toUTCString() })).toMatchObject({ waitMs: 3000 });
    expect(meet({ status: 429, retryAfter: '3600' })).toMatchObject({ waitMs: 60_000 });
    expect(meet({ status: 429, retryAfter: 'soon' })).toMatchObject({ waitMs: 500 });
  });
});
