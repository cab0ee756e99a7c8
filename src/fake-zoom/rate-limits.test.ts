import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { withFake } from '../../test/support/fake-session.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { LIMITS, PLANS } from '../zoom/limits.ts';
import { RateLimits } from './rate-limits.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const MIDNIGHT = Date.UTC(2026, 10, 25);
const LABELS: readonly RateLabel[] = ['LIGHT', 'MEDIUM', 'HEAVY', 'RESOURCE_INTENSIVE'];
const headersOf = (headers: Headers) => Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit') || name === 'retry-after'));

describe('the rate', () => {
  it('never accepts more in any window than the limit, whatever the arrivals, the plan and the load of other apps', () =>
    fc.assert(
      fc.property(fc.constantFrom(...PLANS), fc.constantFrom(...LABELS), fc.constantFrom(0, 0.25, 0.5), fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 400 }), (plan, label, otherLoad, gaps) => {
        const { requests, windowMs } = LIMITS[plan][label];
        const [limits, accepted] = [new RateLimits(), [] as number[]];
        let now = NOON;
        for (const gap of gaps) {
          now += gap % 3 === 0 ? gap : gap % 7; // bursts and pauses
          if (!limits.take(plan, label, now, otherLoad)) accepted.push(now);
        }
        const most = Math.max(1, Math.floor(requests * (1 - otherLoad)));
        for (const start of accepted) expect(accepted.filter((at) => at >= start && at < start + windowMs).length).toBeLessThanOrEqual(most);
      }),
    ));

  it.each(PLANS)('lets the whole limit through in a second, and again a second later (%s)', (plan) => {
    const limits = new RateLimits();
    const burst = (now: number) => Array.from({ length: 100 }, () => limits.take(plan, 'MEDIUM', now, 0)).filter((refusal) => refusal === undefined).length;

    expect([burst(NOON), burst(NOON + 999), burst(NOON + 1000)]).toEqual([LIMITS[plan].MEDIUM.requests, 0, LIMITS[plan].MEDIUM.requests]);
  });

  it('counts each label by itself', () => {
    const limits = new RateLimits();
    while (!limits.take('pro', 'MEDIUM', NOON, 0));

    expect(limits.take('pro', 'LIGHT', NOON, 0)).toBeUndefined();
    expect(limits.take('pro', 'HEAVY', NOON, 0)).toBeUndefined();
  });
});

describe('the day', () => {
  /** Uses up what is left of a label's day; gives how many requests that were. */
  const exhaust = (limits: RateLimits, plan: 'free' | 'pro' | 'business', label: RateLabel, from: number, otherLoad = 0) => {
    for (let [now, count] = [from, 0]; ; now += LIMITS[plan][label].windowMs) {
      for (;;) {
        const refusal = limits.take(plan, label, now, otherLoad);
        if (refusal?.kind === 'day') return { count, refusal };
        if (refusal) break;
        count++;
      }
    }
  };
  const DAWN = Date.UTC(2026, 10, 24);

  it('ends at the cap and begins again at midnight in UTC', () => {
    const limits = new RateLimits();
    const { count, refusal } = exhaust(limits, 'free', 'MEDIUM', DAWN);

    expect(count).toBe(2000);
    expect(refusal).toEqual({ kind: 'day', until: MIDNIGHT, limit: 2000 });
    expect(limits.take('free', 'MEDIUM', MIDNIGHT - 1, 0)?.kind).toBe('day');
    expect(limits.take('free', 'MEDIUM', MIDNIGHT, 0)).toBeUndefined();
    expect(limits.take('free', 'LIGHT', MIDNIGHT - 1, 0)).toBeUndefined();
  });

  it('is shared by Heavy and Resource-intensive on paid plans', () => {
    const limits = new RateLimits();
    for (let i = 0; i < 10; i++) expect(limits.take('pro', 'RESOURCE_INTENSIVE', DAWN, 0)).toBeUndefined();

    expect(exhaust(limits, 'pro', 'HEAVY', DAWN).count).toBe(30_000 - 10);
    expect(limits.take('pro', 'RESOURCE_INTENSIVE', NOON, 0)).toMatchObject({ kind: 'day', limit: 30_000 });
    expect(limits.take('pro', 'MEDIUM', NOON, 0)).toBeUndefined();
  });

  it('has caps of their own for the two on Free', () => {
    const limits = new RateLimits();

    expect(exhaust(limits, 'free', 'HEAVY', DAWN).count).toBe(1000);
    expect(limits.take('free', 'RESOURCE_INTENSIVE', NOON, 0)).toBeUndefined();
  });

  it("loses the other apps' share too", () => expect(exhaust(new RateLimits(), 'free', 'MEDIUM', DAWN, 0.5).count).toBe(1000));
});

describe('on the wire', () => {
  it('an ordinary answer has the category only, mixed case, also when it is an error', () =>
    withFake({ plan: 'business', scopes: ['user:read:admin', 'report:read:admin'], clock: new FakeClock(NOON) }, async ({ get }) => {
      expect(headersOf((await get('/users')).headers)).toEqual({ 'x-ratelimit-category': 'Medium' });
      expect(headersOf((await get('/users/me')).headers)).toEqual({ 'x-ratelimit-category': 'Light' });
      expect(headersOf((await get('/report/activities')).headers)).toEqual({ 'x-ratelimit-category': 'Heavy' });
      expect(headersOf((await get('/users/nobody')).headers)).toEqual({ 'x-ratelimit-category': 'Light' });
      expect(headersOf((await get('/nowhere')).headers)).toEqual({});
    }));

  it('a 429 of the second: type QPS, no retry-after', () =>
    withFake({ plan: 'pro', clock: new FakeClock(NOON) }, async ({ get, fake }) => {
      const answers = await Promise.all(Array.from({ length: 25 }, () => get('/roles')));

      const refused = answers.filter(({ status }) => status === 429);
      expect([refused.length, fake.requests.rateLimited]).toEqual([5, 5]);
      expect(headersOf(refused[0]?.headers as Headers)).toEqual({ 'x-ratelimit-category': 'Medium', 'x-ratelimit-type': 'QPS' });
      expect(refused[0]?.body).toEqual({ code: 429, message: 'You have reached the maximum per-second rate limit for this API. Try again later.' });
    }));

  it('other load leaves only its rest', () =>
    withFake({ plan: 'pro', otherLoad: 0.75, clock: new FakeClock(NOON) }, async ({ get }) => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => get('/roles')));

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    }));

  it('on Free every answer says what is left of the day, and the 429 of the day says when it ends, as a date and not as seconds', () => {
    const clock = new FakeClock(NOON);
    return withFake({ plan: 'free', otherLoad: 0.999, clock }, async ({ get, newToken }) => {
      // With nearly all used by others, two Medium requests are left of the 2,000.
      const first = await get('/users');
      await clock.advance(1000);
      const second = await get('/users');
      await clock.advance(1000);
      const third = await get('/users');

      expect(headersOf(first.headers)).toEqual({ 'x-ratelimit-category': 'Medium', 'x-ratelimit-limit': '2000', 'x-ratelimit-remaining': '1' });
      expect(headersOf(second.headers)['x-ratelimit-remaining']).toBe('0');
      expect(third.status).toBe(429);
      expect(headersOf(third.headers)).toEqual({ 'x-ratelimit-category': 'Medium', 'x-ratelimit-type': 'Daily-limit', 'x-ratelimit-limit': '2000', 'x-ratelimit-remaining': '0', 'retry-after': '2026-11-25T00:00:00Z' });
      expect(third.body.message).toBe('You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.');
      await clock.advance(MIDNIGHT - clock.now());
      expect((await get('/users', await newToken())).status).toBe(200);
    });
  });
});
