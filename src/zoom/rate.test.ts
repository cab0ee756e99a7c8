import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, earliestStart, pauseUntil, recordStart } from './pace.ts';
import { cutRate, type Rate, rateAt } from './rate.ts';

/** Zoom as it may count: arrivals in the last second, in each clock second, or tokens that fill up again. */
type Counter = (at: number) => boolean;
const sliding = (limit: number): Counter => {
  const taken: number[] = [];
  return (at) => {
    while (taken.length > 0 && (taken[0] ?? 0) <= at - 1000) taken.shift();
    return taken.length < limit && taken.push(at) > 0;
  };
};
const fixed = (limit: number): Counter => {
  let second = 0;
  let count = 0;
  return (at) => {
    if (Math.floor(at / 1000) !== second) [second, count] = [Math.floor(at / 1000), 0];
    return count < limit && ++count > 0;
  };
};
const bucket = (limit: number): Counter => {
  let tokens = limit;
  let last = 0;
  return (at) => {
    tokens = Math.min(limit, tokens + ((at - last) * limit) / 1000);
    last = at;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
};
const COUNTERS = { sliding, fixed, bucket };

interface Outcome {
  readonly seconds: number;
  readonly sent: number;
  readonly refused: number;
}

/** Sends `total` requests through the pace and the rate; answers come `latencyMs` later; another app takes `others` a second. */
const simulate = (counter: Counter, options: { total: number; limit: number; latencyMs: number; jitterMs: number; others: (now: number) => number }): Outcome => {
  const { total, limit, latencyMs, jitterMs, others } = options;
  const pace = createPace(limit, 1000);
  let rate: Rate = { limit, windowMs: 1000 };
  let now = 0;
  let left = total;
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  let sent = 0;
  let refused = 0;
  let nextOther = 0;
  const arrivals: { at: number; start: number }[] = [];
  const answers: { at: number; start: number; ok: boolean }[] = [];
  while (left > 0 || arrivals.length > 0 || answers.length > 0) {
    now++;
    for (; others(now) > 0 && nextOther <= now; nextOther = Math.max(nextOther, now - 50) + 1000 / others(now)) counter(now);
    arrivals.sort((a, b) => a.at - b.at);
    while (arrivals.length > 0 && (arrivals[0]?.at ?? 0) <= now) {
      const { at, start } = arrivals.shift() as { at: number; start: number };
      answers.push({ at: at + latencyMs, start, ok: counter(now) });
    }
    while (answers.length > 0 && (answers[0]?.at ?? 0) <= now) {
      const { start, ok } = answers.shift() as { start: number; ok: boolean };
      if (ok) continue;
      refused++;
      left++;
      const cut = cutRate(rate, start, now);
      if (cut) {
        rate = cut.rate;
        pauseUntil(pace, now + cut.pauseMs * (1 + 0.3 * random()));
      }
    }
    while (left > 0 && earliestStart(pace, now) <= now) {
      recordStart(pace, now, rateAt(rate, now));
      left--;
      sent++;
      arrivals.push({ at: now + 5 + random() * jitterMs, start: now });
    }
  }
  return { seconds: now / 1000, sent, refused };
};

describe('the pace', () => {
  it('never starts more than the limit in any window, whenever requests come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat({ max: 1500 }), { minLength: 1, maxLength: 200 }), (limit, gaps) => {
        const pace = createPace(limit, 1000);
        const starts: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now = earliestStart(pace, now + (gap > 1000 ? gap : gap % 7));
          recordStart(pace, now, limit);
          starts.push(now);
        }
        for (let i = limit; i < starts.length; i++) expect((starts[i] ?? 0) - (starts[i - limit] ?? 0)).toBeGreaterThanOrEqual(1000);
      }),
    );
  });

  it('does not wait for the old time when the clock is set back', () => {
    const pace = createPace(2, 1000);
    for (let i = 0; i < 4; i++) recordStart(pace, earliestStart(pace, 1e9), 2);
    const at = earliestStart(pace, 0);
    expect(at).toBeLessThanOrEqual(2100);
    recordStart(pace, at, 2);
    expect(earliestStart(pace, at)).toBeLessThanOrEqual(at + 2100);
  });
});

describe.each(Object.entries(COUNTERS))('against a %s count', (_, counter) => {
  it('alone on the account: no refusal, and at most 6 % more time than the limit allows', () => {
    for (const latencyMs of [20, 100, 350]) {
      const { refused, seconds } = simulate(counter(60), { total: 4000, limit: 60, latencyMs, jitterMs: 30, others: () => 0 });
      expect(refused).toBe(0);
      expect(seconds).toBeLessThan((4000 / 60) * 1.06);
    }
  });

  it('beside an app that takes half: under 1 % refused, and most of the free half used', () => {
    for (const latencyMs of [50, 100, 250]) {
      const { refused, sent, seconds } = simulate(counter(60), { total: 4000, limit: 60, latencyMs, jitterMs: 20, others: () => 30 });
      expect(refused / sent, `${latencyMs} ms`).toBeLessThan(0.01);
      expect(seconds, `${latencyMs} ms`).toBeLessThan((4000 / 30) * 1.15);
    }
  });

  it('comes back to full speed after the other app has gone', () => {
    const { seconds } = simulate(counter(60), { total: 6000, limit: 60, latencyMs: 100, jitterMs: 20, others: (now) => (now < 30_000 ? 30 : 0) });
    expect(seconds).toBeLessThan(30 + (5100 / 60) * 1.35);
  });
});

describe('the rate', () => {
  it('is halved once for a burst of refusals', () => {
    const first = cutRate({ limit: 60, windowMs: 1000 }, 0, 500);
    expect(first && rateAt(first.rate, 500)).toBe(30);
    expect(first && cutRate(first.rate, 400, 550)).toBeUndefined();
  });

  it('never falls to nothing', () => {
    let rate: Rate = { limit: 1, windowMs: 1000 };
    for (let now = 0; now < 100_000; now += 1100) rate = cutRate(rate, now, now)?.rate ?? rate;
    expect(rateAt(rate, 100_000)).toBeGreaterThan(0.01);
  });
});
