import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, company, user } from '../src/rules/packs/fixture.ts';
import { countPosture, keepPosture, postureTrend } from '../src/rules/posture.ts';
import type { Store } from '../src/store/store.ts';
import { withGraph } from './support/asked-graph.ts';

const write = async (store: Store, on: number, properties: readonly Record<string, unknown>[]): Promise<void> => {
  const sync = await store.beginSync({ source: 'api', scope: 's', on });
  await sync.entities(company(account(), ...properties.map((one, index) => user(`User ${index}`, one as never))).entities);
  await sync.commit({ completeTypes: '*' });
};

describe('the usual value of a property', () => {
  it('is the one that most have, with how many that are of those who have one', () =>
    withGraph({ entities: [], relationships: [] }, async ({ store }) => {
      await write(store, 1, [{ a: true, list: ['x'] }, { a: true, list: ['x'] }, { a: false, list: ['y'] }, {}]);
      expect(await store.usual('zoom_user', ['a', 'list', 'nothing'])).toEqual({ a: { value: true, count: 2, known: 3 }, list: { value: ['x'], count: 2, known: 3 } });
      expect(await store.usual('no_type', ['a'])).toEqual({});
    }));

  it('agrees with counting by hand, for many properties at once', () =>
    withGraph({ entities: [], relationships: [] }, async ({ store }) => {
      const names = Array.from({ length: 130 }, (_one, index) => `setting${index}`);
      const value = fc.constantFrom<unknown>(true, false, undefined);
      const [rows] = fc.sample(fc.array(fc.tuple(...names.map(() => value)), { minLength: 7, maxLength: 9 }), 1) as unknown[][][];
      await write(
        store,
        1,
        (rows ?? []).map((row) => Object.fromEntries(names.flatMap((name, index) => (row[index] === undefined ? [] : [[name, row[index]]])))),
      );
      const usual = await store.usual('zoom_user', names);
      for (const [index, name] of names.entries()) {
        const known = (rows ?? []).map((row) => row[index]).filter((one) => one !== undefined);
        const most = Math.max(known.filter((one) => one === true).length, known.filter((one) => one === false).length);
        expect([name, usual[name]?.count, usual[name]?.known]).toEqual(known.length === 0 ? [name, undefined, undefined] : [name, most, known.length]);
      }
    }));
});

describe('the trend of what is weak', () => {
  it('has a point for each day, and within a day for each difference', () =>
    withGraph({ entities: [], relationships: [] }, async ({ store }) => {
      const day = 86_400_000;
      const noon = Date.UTC(2026, 10, 1, 12);
      await write(store, noon, [{ meetingSecurityWaitingRoom: false, active: true }]);
      expect((await countPosture(store, noon)).find(({ id }) => id === 'waiting-room-off')).toMatchObject({ bad: 1 });
      await keepPosture(store, noon);
      await keepPosture(store, noon + 1_000);
      await write(store, noon + 2_000, [{ meetingSecurityWaitingRoom: true, active: true }]);
      await keepPosture(store, noon + 3_000);
      await keepPosture(store, noon + day);
      expect((await postureTrend(store.records)).map(({ on, bad }) => [on - noon, bad['waiting-room-off']])).toEqual([
        [0, 1],
        [3_000, 0],
        [day, 0],
      ]);
    }));
});
