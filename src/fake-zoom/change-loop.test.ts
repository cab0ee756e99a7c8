import { expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { changeEvery } from './change-loop.ts';

it('changes after each interval and ends with the signal', async () => {
  const [clock, ended] = [new FakeClock(), new AbortController()];
  let changes = 0;
  const loop = changeEvery(clock, 5_000, () => changes++, ended.signal);

  await clock.advance(4_999);
  expect(changes).toBe(0);
  await clock.advance(1);
  expect(changes).toBe(1);
  await clock.advance(20_000);
  expect(changes).toBe(5);
  ended.abort();
  await loop;
  await clock.advance(20_000);
  expect([changes, clock.sleeping]).toEqual([5, 0]);
});
