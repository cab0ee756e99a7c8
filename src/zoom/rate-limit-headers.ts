import { retryAfter } from '../lib/retry-after.ts';

const DAY_MS = 86_400_000;
/** A wait longer than this is never a per-second limit. */
const LONG_WAIT_MS = 3_600_000;

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header; names are in lower case. */
export const header = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The next midnight in UTC, when Zoom's day begins again. */
export const nextUtcDay = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS;

/** Until when a 429 stops its label; undefined when it is the per-second limit. Never decided by code (2.3). */
export const dailyLimitUntil = (headers: Headers, message: string, now: number): number | undefined => {
  const type = header(headers, 'x-ratelimit-type')?.toLowerCase() ?? '';
  const at = retryAfter(header(headers, 'retry-after'), now);
  const daily = type.includes('daily') || (!type.includes('qps') && (/\bdaily\b/i.test(message) || (at ?? now) - now > LONG_WAIT_MS));
  if (!daily) return undefined;
  return at !== undefined && at > now ? at : nextUtcDay(now);
};
