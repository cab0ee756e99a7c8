import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DueInput, due } from '../src/platform/due.ts';
import type { Polling } from '../src/platform/platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 10, 24, 12);

const ask = (input: Partial<DueInput> & { polling: Polling }) => due({ knownSince: NOON - DAY, now: NOON, running: false, serverTimeZone: 'UTC', ...input });

describe('whether an instance is due', () => {
  it('is never while it is disabled or running', () => {
    expect(ask({ polling: { interval: 'DISABLED' } })).toEqual({ run: false, reason: 'disabled' });
    expect(ask({ polling: { interval: 'ONE_HOUR' }, running: true })).toEqual({ run: false, reason: 'running' });
  });
  it('is at once the first time, and then an interval after the last start', () => {
    expect(ask({ polling: { interval: 'ONE_HOUR' } })).toMatchObject({ run: true, reason: 'first' });
    expect(ask({ polling: { interval: 'ONE_HOUR' }, lastStartedOn: NOON - 50 * MINUTE })).toEqual({ run: false, reason: 'not-yet', nextOn: NOON + 10 * MINUTE });
    expect(ask({ polling: { interval: 'ONE_HOUR' }, lastStartedOn: NOON - HOUR })).toMatchObject({ run: true, reason: 'interval-passed' });
    expect(ask({ polling: { interval: 'ONE_HOUR' }, lastStartedOn: NOON - 30 * HOUR })).toMatchObject({ run: true, reason: 'missed' });
  });
  it('waits for the hour of its own time zone', () => {
    const polling: Polling = { interval: 'ONE_DAY', hour: 13, timeZone: 'Europe/Berlin' };
    expect(ask({ polling })).toMatchObject({ run: true, reason: 'hour-came', since: NOON });
    expect(ask({ polling, lastStartedOn: NOON })).toEqual({ run: false, reason: 'not-yet', nextOn: NOON + DAY });
    expect(ask({ polling: { interval: 'ONE_DAY', hour: 13 } })).toMatchObject({ reason: 'missed' });
  });
  it('waits for the day of the week', () => {
    // The 24th of November 2026 is a Tuesday.
    expect(ask({ polling: { interval: 'ONE_WEEK', dayOfWeek: 3, hour: 6 } })).toEqual({ run: false, reason: 'not-yet', nextOn: Date.UTC(2026, 10, 25, 6) });
    expect(ask({ polling: { interval: 'ONE_WEEK', dayOfWeek: 2, hour: 12 } })).toMatchObject({ run: true, reason: 'hour-came' });
  });
  it('is tried again after an outage, later each time, and never later than the interval', () => {
    const at = (failures: number, minutes: number) => ask({ polling: { interval: 'ONE_HOUR' }, failures, lastStartedOn: NOON - minutes * MINUTE });
    expect(at(1, 4)).toMatchObject({ run: false, nextOn: NOON + MINUTE });
    expect(at(1, 5)).toMatchObject({ run: true, reason: 'retry' });
    expect(at(2, 9)).toMatchObject({ run: false, nextOn: NOON + MINUTE });
    expect(at(50, 59)).toMatchObject({ run: false, nextOn: NOON + MINUTE });
    expect(at(50, 60)).toMatchObject({ run: true });
  });
  it('does not wait for years because the clock was wrong once', () => {
    expect(ask({ polling: { interval: 'ONE_DAY', hour: 3 }, lastStartedOn: NOON + 400 * DAY })).toMatchObject({ run: true, reason: 'clock-went-back' });
  });
});

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Auckland'];
const INTERVALS = { THIRTY_MINUTES: 30 * MINUTE, ONE_HOUR: HOUR, FOUR_HOURS: 4 * HOUR, EIGHT_HOURS: 8 * HOUR, TWELVE_HOURS: 12 * HOUR } as const;

/** What a wall clock shows, by the runtime's own tables. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23', weekday: 'short' });
  return (on: number) => {
    const part = Object.fromEntries(format.formatToParts(on).map(({ type, value }) => [type, value]));
    return { date: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour), day: String(part.weekday) };
  };
}

/** A server that asks within half a minute of what it was told, or sleeps through it. */
function simulate(polling: Polling, from: number, until: number, delays: readonly number[]) {
  const runs: { on: number; reason: string }[] = [];
  let turn = 0;
  for (let now = from; now < until; ) {
    const lastStartedOn = runs.at(-1)?.on;
    const decision = due({ polling, lastStartedOn, knownSince: from, now, running: false, serverTimeZone: 'UTC' });
    if (decision.run) {
      runs.push({ on: now, reason: decision.reason });
      continue;
    }
    if (decision.reason !== 'not-yet') throw new Error(decision.reason);
    expect(decision.nextOn).toBeGreaterThan(now);
    now = decision.nextOn + (delays[turn++ % delays.length] as number);
  }
  return runs;
}

const starts = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) });
const ticks = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 20 });
const sleeps = fc.array(fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 9 * DAY })), { minLength: 1, maxLength: 20 });

describe('over years', () => {
  it('a daily hour comes once on every day, also on those with 23 and 25 hours', () => {
    fc.assert(
      fc.property(starts, ticks, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 23 }), (from, delays, timeZone, hour) => {
        const show = wallClock(timeZone);
        const runs = simulate({ interval: 'ONE_DAY', hour, timeZone }, from, from + 800 * DAY, delays);
        const dates = runs.map(({ on }) => show(on).date);
        expect(new Set(dates).size).toBe(dates.length);
        for (let n = 1; n < dates.length; n++) expect(Date.parse(dates[n] as string) - Date.parse(dates[n - 1] as string)).toBe(DAY);
        // An hour that a day does not have is the one after it.
        for (const { on, reason } of runs) {
          expect([hour, hour + 1]).toContain(show(on).hour);
          expect(reason).toBe('hour-came');
        }
      }),
      { numRuns: 12 },
    );
  });
  it('a weekly hour comes once in every week, on its day', () => {
    const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
    fc.assert(
      fc.property(starts, ticks, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 6 }), (from, delays, timeZone, hour, dayOfWeek) => {
        const show = wallClock(timeZone);
        const runs = simulate({ interval: 'ONE_WEEK', hour, dayOfWeek, timeZone }, from, from + 1_500 * DAY, delays);
        for (const { on } of runs) expect(show(on).day).toBe(NAMES[dayOfWeek]);
        for (let n = 1; n < runs.length; n++) expect(Date.parse(show((runs[n] as { on: number }).on).date) - Date.parse(show((runs[n - 1] as { on: number }).on).date)).toBe(7 * DAY);
      }),
      { numRuns: 12 },
    );
  });
  it('runs of an interval are never closer than it, and as close as the server asks', () => {
    fc.assert(
      fc.property(starts, ticks, fc.constantFrom(...(Object.keys(INTERVALS) as (keyof typeof INTERVALS)[])), (from, delays, interval) => {
        const runs = simulate({ interval }, from, from + 60 * DAY, delays);
        for (let n = 1; n < runs.length; n++) {
          const apart = (runs[n] as { on: number }).on - (runs[n - 1] as { on: number }).on;
          expect(apart).toBeGreaterThanOrEqual(INTERVALS[interval]);
          expect(apart).toBeLessThanOrEqual(INTERVALS[interval] + 30_000);
        }
      }),
      { numRuns: 12 },
    );
  });
  it('after a sleep of any length one run makes up for all that were missed', () => {
    fc.assert(
      fc.property(starts, sleeps, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 23 }), (from, delays, timeZone, hour) => {
        const show = wallClock(timeZone);
        const runs = simulate({ interval: 'ONE_DAY', hour, timeZone }, from, from + 400 * DAY, delays);
        for (let n = 1; n < runs.length; n++) {
          const [before, after] = [runs[n - 1], runs[n]] as [{ on: number }, { on: number }];
          // Between two runs the hour has begun at least once: no occurrence is run for twice.
          let came = false;
          const firstQuarter = Math.floor(before.on / (15 * MINUTE)) + 1;
          for (let quarter = firstQuarter; quarter * 15 * MINUTE <= after.on && !came; quarter++) {
            const shown = show(quarter * 15 * MINUTE).hour;
            const earlier = show((quarter - 1) * 15 * MINUTE).hour;
            came = shown !== earlier && (shown === hour || (shown === (hour + 1) % 24 && earlier !== hour));
          }
          expect(came).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
    fc.assert(
      fc.property(starts, sleeps, (from, delays) => {
        const runs = simulate({ interval: 'FOUR_HOURS' }, from, from + 400 * DAY, delays);
        for (let n = 1; n < runs.length; n++) expect((runs[n] as { on: number }).on - (runs[n - 1] as { on: number }).on).toBeGreaterThanOrEqual(4 * HOUR);
      }),
      { numRuns: 12 },
    );
  });
});
