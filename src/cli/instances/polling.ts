import { InvalidArgumentError } from 'commander';
import { POLLING_INTERVALS, type Polling, type PollingInterval } from '../../platform/platform.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const SPANS: Readonly<Record<string, PollingInterval>> = {
  off: 'DISABLED',
  '30m': 'THIRTY_MINUTES',
  '1h': 'ONE_HOUR',
  '4h': 'FOUR_HOURS',
  '8h': 'EIGHT_HOURS',
  '12h': 'TWELVE_HOURS',
  daily: 'ONE_DAY',
  weekly: 'ONE_WEEK',
};
const WORDS: Readonly<Record<PollingInterval, string>> = {
  DISABLED: 'disabled',
  THIRTY_MINUTES: 'every 30 minutes',
  ONE_HOUR: 'every hour',
  FOUR_HOURS: 'every 4 hours',
  EIGHT_HOURS: 'every 8 hours',
  TWELVE_HOURS: 'every 12 hours',
  ONE_DAY: 'daily',
  ONE_WEEK: 'weekly',
};

/** What a person writes after `--polling`. */
export function takePolling(text: string): Polling {
  const [name = '', at] = text.trim().toLowerCase().split('@');
  const interval = SPANS[name] ?? POLLING_INTERVALS.find((one) => one.toLowerCase() === name);
  const when = interval === 'ONE_DAY' ? hourOf(at) : interval === 'ONE_WEEK' ? dayAndHourOf(at) : at === undefined ? {} : undefined;
  if (interval === undefined || when === undefined) throw new InvalidArgumentError('Write DISABLED, 30m, 1h, 4h, 8h, 12h, daily@HH such as daily@06, or weekly@DAY:HH such as weekly@mon:06.');
  return { interval, ...when };
}

function hourOf(text: string | undefined): { hour?: number } | undefined {
  if (text === undefined) return {};
  const hour = Number(/^(\d{1,2})(?::00)?$/.exec(text)?.[1]);
  return hour <= 23 ? { hour } : undefined; // what is no number is not below anything
}

function dayAndHourOf(text: string | undefined): { dayOfWeek?: number; hour?: number } | undefined {
  if (text === undefined) return {};
  const [, day = '', hourText] = /^([a-z]+)(?::(.+))?$/.exec(text) ?? [];
  const dayOfWeek = day.length < 3 ? -1 : DAYS.findIndex((name) => name.startsWith(day));
  const hour = hourOf(hourText);
  return dayOfWeek < 0 || hour === undefined ? undefined : { dayOfWeek, ...hour };
}

/** `weekly on Monday at 06:00 (Europe/Berlin)`. */
export function describePolling({ interval, hour, dayOfWeek, timeZone }: Polling): string {
  const day = dayOfWeek === undefined ? '' : ` on ${(DAYS[dayOfWeek] as string).replace(/^./, (first) => first.toUpperCase())}`;
  const time = hour === undefined ? '' : ` at ${String(hour).padStart(2, '0')}:00`;
  return `${WORDS[interval]}${day}${time}${timeZone === undefined ? '' : ` (${timeZone})`}`;
}
