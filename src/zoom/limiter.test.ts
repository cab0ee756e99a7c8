import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../../test/support/fake-clock.ts';
import { Limiter, type LimiterOptions, type Slot } from './limiter.ts';

const set = (options: Partial<LimiterOptions> = {}) => {
  const clock = new FakeClock(1_000_000);
  const rates: number[] = [];
  const limiter = new Limiter({ limit: 10, windowMs: 1000, maxInFlight: 100, clock, random: () => 0, onRateChanged: (perSecond) => rates.push(perSecond), ...options });
  const granted: { name: string; at: number; slot: Slot }[] = [];
  const ask = async (name: string, how: Parameters<Limiter['acquire']>[0] = {}) => {
    const slot = await limiter.acquire(how);
    granted.push({ name, at: slot.startedAt - 1_000_000, slot });
  };
  return { clock, limiter, granted, ask, rates, names: () => granted.map(({ name }) => name).join('') };
};

describe('the queue of a label', () => {
  it('never starts more than the limit in any second, and keeps the order of arrival', async () => {
    const { clock, ask, granted } = set();
    for (let i = 0; i < 50; i++) void ask(String(i));
    await clock.advance(6000);
    expect(granted.map(({ name }) => Number(name))).toEqual(Array.from({ length: 50 }, (_, i) => i));
    for (let i = 10; i < 50; i++) expect((granted[i]?.at ?? 0) - (granted[i - 10]?.at ?? 0)).toBeGreaterThan(1000);
    expect(granted[49]?.at).toBeLessThan(5300);
  });

  it('sends one request as a probe, and the others once it was answered', async () => {
    const { clock, ask, granted, limiter } = set({ probing: true });
    for (const name of 'abc') void ask(name);
    await clock.advance(100);
    expect(granted.map(({ name }) => name)).toEqual(['a']);
    limiter.proven();
    await clock.advance(500);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('lets a repeated request go before new ones', async () => {
    const { clock, ask, names } = set({ limit: 1 });
    for (const name of 'abc') void ask(name);
    void ask('R', { urgent: true });
    await clock.advance(5000);
    expect(names()).toBe('aRbc');
  });

  it('forgets a caller that gave up, without losing its turn', async () => {
    const { clock, ask, names } = set({ limit: 1 });
    const caller = new AbortController();
    void ask('a');
    const given = ask('b', { signal: caller.signal });
    void ask('c');
    caller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await clock.advance(1200);
    expect(names()).toBe('ac');
  });

  it('starts nothing while too much is in flight', async () => {
    const { clock, ask, granted } = set({ maxInFlight: 2 });
    for (const name of 'abc') void ask(name);
    await clock.advance(5000);
    expect(granted).toHaveLength(2);
    granted[0]?.slot.release();
    granted[0]?.slot.release();
    await settle();
    expect(granted).toHaveLength(3);
  });

  it('turns the waiting away, and leaves no timer behind', async () => {
    const { clock, ask, limiter } = set({ limit: 1, windowMs: 60_000 });
    void ask('a');
    const waiting = ask('b');
    await settle();
    limiter.refuseWaiting(new Error('no more'));
    await expect(waiting).rejects.toThrow('no more');
    await settle();
    expect(clock.sleeping).toBe(0);
    void ask('c');
    await settle();
    expect(clock.sleeping).toBe(1);
  });

  it('halves its rate once for a burst of refusals, pauses, and comes back by and by', async () => {
    const { clock, ask, granted, limiter, rates } = set();
    for (let i = 0; i < 8; i++) void ask('x');
    await clock.advance(800);
    const refusedAt = clock.now() - 1_000_000;
    for (const { slot } of granted.splice(0)) limiter.refused(slot.startedAt);
    expect(rates).toEqual([5]);
    for (let i = 0; i < 600; i++) void ask('y').then(() => granted.at(-1)?.slot.release());
    await clock.advance(60_000);
    expect(granted[0]?.at).toBeGreaterThanOrEqual(refusedAt + 1000);
    expect(rates.at(-1)).toBe(10);
    expect([...rates]).toEqual([...rates].sort((a, b) => a - b));
  });
});
