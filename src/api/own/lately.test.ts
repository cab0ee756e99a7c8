import { describe, expect, it } from 'vitest';
import { createLately } from './lately.ts';

const MINUTE = 60_000;

function bench(dataVersion?: () => number) {
  let now = 0;
  let looks = 0;
  const clock = { now: () => now, sleep: async () => {} };
  const lately = createLately({ clock: clock as never, ...(dataVersion ? { dataVersion } : {}) });
  return { look: () => lately('n', async () => ++looks), lately, later: (ms: number) => (now += ms) };
}

describe('what was found lately', () => {
  it('is given again until data is written, or minutes have passed', async () => {
    let version = 1;
    const { look, later } = bench(() => version);
    expect([await look(), await look()]).toEqual([1, 1]);
    version++;
    expect(await look()).toBe(2);
    later(6 * MINUTE);
    expect(await look()).toBe(3);
  });

  it('is looked for once, however many ask at the same time', async () => {
    const { look } = bench(() => 1);
    expect(await Promise.all([look(), look(), look()])).toEqual([1, 1, 1]);
  });

  it('is looked for each time where nobody knows when data changes, and again after it failed', async () => {
    const { look } = bench();
    expect([await look(), await look()]).toEqual([1, 2]);
    const { lately } = bench(() => 1);
    await expect(lately('f', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lately('f', async () => 'yes')).toBe('yes');
  });
});
