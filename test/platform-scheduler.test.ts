import { describe, expect, it } from 'vitest';
import { Emitter } from '../src/lib/events.ts';
import { CUSTOM } from '../src/platform/definition-custom.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import type { InstanceRecord } from '../src/platform/instance-record.ts';
import type { PlatformEvents, Polling } from '../src/platform/platform.ts';
import { createScheduler } from '../src/platform/scheduler.ts';
import { FakeClock } from './support/fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A schedule over instances that are only names; a run lasts until the test ends it, or for `lasts` milliseconds. */
function scheduled(polling: Readonly<Record<string, Polling>>, options: { lasts?: number; limit?: number; definitionId?: string; fails?: boolean } = {}) {
  const clock = new FakeClock();
  const start = clock.now();
  const states = new Map<string, { lastStartedOn?: number; failures: number }>();
  const held = new Map(
    Object.entries(polling).map(([id, value]): [string, InstanceRecord] => [
      id,
      {
        id,
        name: id,
        definitionId: options.definitionId ?? ZOOM.id,
        polling: value,
        plain: {},
        sealed: {},
        source: 'integration-managed',
        scope: id,
        pollingSince: start,
        createdOn: start,
        createdBy: 'test',
        updatedOn: start,
        updatedBy: 'test',
      },
    ]),
  );
  const runs: { id: string; after: number }[] = [];
  const ends: (() => void)[] = [];
  const errors: unknown[] = [];
  let now = 0;
  let most = 0;
  const events = new Emitter<PlatformEvents>();
  const scheduler = createScheduler({
    clock,
    events,
    serverTimeZone: 'UTC',
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    instances: { records: { all: async () => [...held.values()], get: async (id) => held.get(id), change: () => Promise.reject(new Error('the schedule changes no instance')) } },
    jobs: { running: async () => new Set(), runState: async (id) => states.get(id) ?? { failures: 0 } },
    run: async (id) => {
      if (options.fails) throw new Error('it does not even begin');
      runs.push({ id, after: clock.now() - start });
      states.set(id, { lastStartedOn: clock.now(), failures: 0 });
      most = Math.max(most, ++now);
      await (options.lasts === undefined ? new Promise<void>((resolve) => ends.push(resolve)) : clock.sleep(options.lasts));
      now--;
    },
    onError: (error) => errors.push(error),
  });
  return { clock, scheduler, runs, ends, errors, held, events, most: () => most };
}

describe('the schedule', () => {
  it('runs an instance at once and then at its interval', async () => {
    const { clock, scheduler, runs } = scheduled({ a: { interval: 'ONE_HOUR' } }, { lasts: MINUTE });
    scheduler.start();
    await clock.advance(5 * HOUR);
    await scheduler.stop();
    expect(runs.map(({ after }) => after)).toEqual([0, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 5 * HOUR]);
  });
  it('never runs one instance twice at a time, however long it takes', async () => {
    const { clock, scheduler, runs, ends } = scheduled({ a: { interval: 'THIRTY_MINUTES' } });
    scheduler.start();
    await clock.advance(3 * HOUR);
    expect(runs).toHaveLength(1);
    expect(await scheduler.next('a')).toEqual({ run: false, reason: 'running' });
    ends[0]?.();
    await clock.advance(1);
    expect(runs).toHaveLength(2);
    await scheduler.stop();
  });
  it('runs no more at a time than it may, and the others as there is room', async () => {
    const all = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, { interval: 'ONE_DAY' } as Polling]));
    const { clock, scheduler, runs, most } = scheduled(all, { lasts: 10 * MINUTE });
    scheduler.start();
    await clock.advance(HOUR);
    await scheduler.stop();
    expect(runs.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most()).toBe(2);
  });
  it('hears at once of an instance that changed', async () => {
    const { clock, scheduler, runs, held, events } = scheduled({ a: { interval: 'DISABLED' } }, { lasts: MINUTE });
    scheduler.start();
    await clock.advance(10_000);
    held.set('a', { ...(held.get('a') as InstanceRecord), polling: { interval: 'ONE_DAY' } });
    events.emit('instance-changed', { instanceId: 'a', change: 'updated' });
    await clock.advance(1);
    await scheduler.stop();
    expect(runs).toEqual([{ id: 'a', after: 10_000 }]);
  });
  it('goes on after a run that could not begin, without asking in a loop', async () => {
    const { clock, scheduler, errors } = scheduled({ a: { interval: 'ONE_HOUR' } }, { fails: true });
    scheduler.start();
    await clock.advance(10 * MINUTE);
    await scheduler.stop();
    expect(errors.length).toBeGreaterThan(10);
    expect(errors.length).toBeLessThan(25);
  });
  it('leaves alone what its owner runs', async () => {
    const { clock, scheduler, runs } = scheduled({ a: { interval: 'ONE_HOUR' } }, { definitionId: CUSTOM.id, lasts: 1 });
    scheduler.start();
    await clock.advance(5 * HOUR);
    await scheduler.stop();
    expect(runs).toEqual([]);
    expect(await scheduler.next('a')).toBeUndefined();
  });
});
