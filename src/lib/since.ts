import { GraphZoomError } from './errors.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const HINT = 'Write a span such as 90m, 24h, 7d or 2w, "today", "yesterday", or a date such as 2026-11-24 or 2026-11-24T08:00Z.';

/** Epoch milliseconds of what a person writes for a time that has passed; `what` is what errors call it. Fails with `usage`. Days begin at midnight of this machine's time zone, as the times that are shown. */
export function parseSince(text: string, now: number, what = '--since'): number {
  const time = timeOf(text.trim().toLowerCase(), now);
  if (Number.isNaN(time)) throw new GraphZoomError('usage', `${what} "${text}" is not a time.`, { hint: HINT });
  if (time > now) throw new GraphZoomError('usage', `${what} "${text}" is in the future.`, { hint: HINT });
  return time;
}

function timeOf(text: string, now: number): number {
  const span = /^(\d+)([mhdw])$/.exec(text); // a number and one unit letter
  if (span) return now - Number(span[1]) * (UNITS[span[2] as string] as number);
  if (text === 'today' || text === 'yesterday') {
    const midnight = new Date(now);
    midnight.setHours(0, 0, 0, 0);
    if (text === 'yesterday') midnight.setDate(midnight.getDate() - 1);
    return midnight.getTime();
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(`${text}T00:00`); // without a zone: local
  return /^\d{4}-\d{2}-\d{2}t/.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
}
