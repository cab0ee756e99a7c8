import { Cron } from 'croner';
import { GraphZoomError } from '../lib/errors.ts';
import { POLLING_INTERVALS, type Polling } from './platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far apart two runs are. */
export const INTERVAL_MS = { THIRTY_MINUTES: 30 * MINUTE, ONE_HOUR: HOUR, FOUR_HOURS: 4 * HOUR, EIGHT_HOURS: 8 * HOUR, TWELVE_HOURS: 12 * HOUR, ONE_DAY: DAY, ONE_WEEK: 7 * DAY } as const;

/** When runs happen that have an hour; undefined for those that only have a distance. Without an hour a day is 24 hours after the last run. */
export function cronOf({ interval, hour, dayOfWeek, timeZone }: Polling, serverTimeZone: string): Cron | undefined {
  const options = { timezone: timeZone ?? serverTimeZone };
  if (interval === 'ONE_DAY' && hour !== undefined) return new Cron(`0 ${hour} * * *`, options);
  if (interval === 'ONE_WEEK' && (hour !== undefined || dayOfWeek !== undefined)) return new Cron(`0 ${hour ?? 0} * * ${dayOfWeek ?? 0}`, options);
  return undefined;
}

/** Checks what was given, and keeps what the interval uses. */
export function checkPolling(given: Polling): Polling {
  const { interval, hour, dayOfWeek, timeZone } = given;
  if (!POLLING_INTERVALS.includes(interval)) throw invalid(`the interval must be one of ${POLLING_INTERVALS.join(', ')}`);
  if (hour !== undefined && !(Number.isInteger(hour) && hour >= 0 && hour <= 23)) throw invalid('the hour must be a whole number from 0 to 23');
  if (dayOfWeek !== undefined && !(Number.isInteger(dayOfWeek) && dayOfWeek >= 0 && dayOfWeek <= 6)) throw invalid('the day of the week must be a whole number from 0 (Sunday) to 6');
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalid(`${JSON.stringify(timeZone.slice(0, 60))} is no time zone, such as Europe/Berlin`);
  const [withHour, withDay] = [interval === 'ONE_DAY' || interval === 'ONE_WEEK', interval === 'ONE_WEEK'];
  return {
    interval,
    ...(withHour && hour !== undefined ? { hour } : {}),
    ...(withDay && dayOfWeek !== undefined ? { dayOfWeek } : {}),
    ...(withHour && timeZone !== undefined ? { timeZone } : {}),
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // the only way to ask
  }
}

const invalid = (what: string) => new GraphZoomError('config-invalid', `The polling is wrong: ${what}.`, { hint: 'Correct the polling of the instance.' });
