import type { Polling } from './platform.ts';
import { cronOf, INTERVAL_MS } from './polling.ts';

/** What decides whether an instance runs now. */
export interface DueInput {
  readonly polling: Polling;
  /** When it was last run, for whatever reason; absent when it never was. */
  readonly lastStartedOn?: number | undefined;
  /** Runs in a row that failed by something that may pass, such as an outage. */
  readonly failures?: number | undefined;
  /** Since when it is polled like this. */
  readonly knownSince: number;
  readonly now: number;
  readonly running: boolean;
  readonly serverTimeZone: string;
}

/** `nextOn` is when to ask again; absent where nothing but a change of the instance, or its run's end, makes a difference. */
export type Due =
  | { readonly run: false; readonly reason: 'disabled' | 'running' }
  | { readonly run: false; readonly reason: 'not-yet'; readonly nextOn: number }
  /** `since`: when it became due. */
  | { readonly run: true; readonly reason: 'first' | 'interval-passed' | 'hour-came' | 'missed' | 'retry' | 'clock-went-back'; readonly since: number };

const MINUTE = 60_000;
/** A run that begins later than this was not there in time: the machine slept, or the server was stopped. */
const LATE_MS = 10 * MINUTE;
/** After a first failure; it doubles with each further one, up to the interval itself. */
const RETRY_MS = 5 * MINUTE;

/** Decides whether an instance runs now, and why. However many runs were missed, one makes up for them. */
export function due({ polling, lastStartedOn, failures = 0, knownSince, now, running, serverTimeZone }: DueInput): Due {
  if (running) return { run: false, reason: 'running' };
  if (polling.interval === 'DISABLED') return { run: false, reason: 'disabled' };
  if (lastStartedOn !== undefined && lastStartedOn > now + LATE_MS) return { run: true, reason: 'clock-went-back', since: now };
  const interval = INTERVAL_MS[polling.interval];
  const regular = nextRegular({ polling, lastStartedOn, knownSince, serverTimeZone });
  const retryOn = lastStartedOn === undefined || failures === 0 ? Number.POSITIVE_INFINITY : lastStartedOn + Math.min(interval, RETRY_MS * 2 ** (failures - 1));
  const nextOn = Math.min(regular.on, retryOn);
  if (now < nextOn) return { run: false, reason: 'not-yet', nextOn };
  if (now < regular.on) return { run: true, reason: 'retry', since: retryOn };
  return { run: true, reason: regular.reason === 'first' || now - regular.on <= LATE_MS ? regular.reason : 'missed', since: regular.on };
}

/** The first time after the last run, or after it became known, that its polling names. */
function nextRegular({ polling, lastStartedOn, knownSince, serverTimeZone }: Pick<DueInput, 'polling' | 'lastStartedOn' | 'knownSince' | 'serverTimeZone'>): {
  on: number;
  reason: 'first' | 'interval-passed' | 'hour-came';
} {
  const cron = cronOf(polling, serverTimeZone);
  if (cron) {
    const next = cron.nextRun(new Date(Math.max(lastStartedOn ?? 0, knownSince)));
    return { on: next?.getTime() ?? Number.POSITIVE_INFINITY, reason: 'hour-came' };
  }
  if (lastStartedOn === undefined || polling.interval === 'DISABLED') return { on: knownSince, reason: 'first' };
  return { on: lastStartedOn + INTERVAL_MS[polling.interval], reason: 'interval-passed' };
}
