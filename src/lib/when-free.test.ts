import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../../test/support/fake-clock.ts';
import { GraphZoomError } from './errors.ts';
import { whenFree } from './when-free.ts';

/** Something that another process holds until `freeOn`. */
function held({ forMs, freeAfterMs, code = 'store-locked' }: { forMs: number; freeAfterMs: number; code?: 'store-locked' | 'store-full' }) {
  const clock = new FakeClock();
  const began = clock.now();
  const told: string[] = [];
  let attempts = 0;
  const opened = whenFree(
    async () => {
      attempts++;
      if (clock.now() - began < freeAfterMs) throw new GraphZoomError(code, 'It is in use.');
      return clock.now() - began;
    },
    { clock, forMs, onWaiting: ({ message }) => told.push(message) },
  ).catch((error: GraphZoomError) => error.code);
  return { clock, told, opened, attempts: () => attempts };
}

describe('what another process holds', () => {
  it('is opened as soon as it is free, and after a second it is told that there is a wait', async () => {
    const { clock, told, opened } = held({ forMs: 5_000, freeAfterMs: 1_750 });
    await clock.advance(900);
    expect(told).toEqual([]);
    await clock.advance(1_100);
    expect(await opened).toBe(1_800);
    expect(told).toEqual(['It is in use.']);
  });

  it('is given up when the patience is at its end, at once where there is none', async () => {
    const waiting = held({ forMs: 5_000, freeAfterMs: 60_000 });
    await waiting.clock.advance(5_100);
    expect(await waiting.opened).toBe('store-locked');
    const hasty = held({ forMs: 0, freeAfterMs: 60_000 });
    expect([await hasty.opened, hasty.attempts()]).toEqual(['store-locked', 1]);
  });

  it('and any other failure is told at once', async () => {
    const full = held({ forMs: 5_000, freeAfterMs: 60_000, code: 'store-full' });
    await settle();
    expect([await full.opened, full.attempts()]).toEqual(['store-full', 1]);
  });
});
