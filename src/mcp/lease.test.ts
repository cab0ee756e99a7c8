import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../../test/support/fake-clock.ts';
import { createLease } from './lease.ts';

/** Something that is opened and closed, and tells of it. */
function opening(fail = false) {
  const clock = new FakeClock();
  const told: string[] = [];
  let opened = 0;
  const lease = createLease(
    async () => {
      if (fail) throw new Error('locked');
      const name = `${++opened}`;
      told.push(`open ${name}`);
      return { name, close: async () => void told.push(`close ${name}`) };
    },
    { clock, idleMs: 1_000 },
  );
  return { clock, told, lease };
}

describe('what is lent', () => {
  it('is open while it is used and a while longer, and shared meanwhile', async () => {
    const { clock, told, lease } = opening();
    await Promise.all([lease.use(async () => 1), lease.use(async () => 2)]);
    await clock.advance(999);
    await lease.use(async ({ name }) => told.push(`use ${name}`));
    await clock.advance(999);
    await settle();
    expect(told).toEqual(['open 1', 'use 1']);
    await clock.advance(1);
    await settle();
    await lease.use(async ({ name }) => told.push(`use ${name}`));
    expect(told).toEqual(['open 1', 'use 1', 'close 1', 'open 2', 'use 2']);
  });

  it('is not used again after something failed, and closed when its last user has done', async () => {
    const { told, lease } = opening();
    let finish = () => {};
    const slow = lease.use(() => new Promise<void>((done) => (finish = done)));
    await expect(lease.use(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    await lease.use(async ({ name }) => told.push(`use ${name}`));
    expect(told).toEqual(['open 1', 'open 2', 'use 2']);
    finish();
    await slow;
    expect(told).toEqual(['open 1', 'open 2', 'use 2', 'close 1']);
  });

  it('is opened anew where it could not be opened', async () => {
    const { lease } = opening(true);
    for (let n = 0; n < 2; n++) await expect(lease.use(async () => 1)).rejects.toThrow('locked');
    await lease.close();
  });

  it('is closed at the end, after those that use it', async () => {
    const { told, lease } = opening();
    let finish = () => {};
    const slow = lease.use(() => new Promise<void>((done) => (finish = done))).then(() => told.push('answered'));
    await settle();
    const closed = lease.close();
    finish();
    await Promise.all([slow, closed]);
    expect(told).toEqual(['open 1', 'answered', 'close 1']);
  });
});
