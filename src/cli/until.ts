import { GraphZoomError } from '../lib/errors.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Epoch milliseconds of what a person writes after `--for`: a span from now on. */
export function parseFor(text: string, now: number): number {
  const [, number, unit = ''] = /^(\d+)([mhdw])$/.exec(text.trim().toLowerCase()) ?? []; // a number and one unit letter
  const ms = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (!(ms > 0) || !Number.isFinite(new Date(now + ms).getTime())) throw new GraphZoomError('usage', `--for "${text}" is no span.`, { hint: 'Write 90m, 2h, 7d or 2w.' });
  return now + ms;
}

/** Epoch milliseconds of what a person writes after `--until`: a day begins at midnight of this machine's time zone. */
export function parseUntil(text: string, now: number): number {
  const hint = 'Write a date such as 2026-12-24 or 2026-12-24T08:00Z.';
  const trimmed = text.trim();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(trimmed) ? Date.parse(`${trimmed}T00:00`) : /^\d{4}-\d{2}-\d{2}T/i.test(trimmed) ? Date.parse(trimmed.toUpperCase()) : Number.NaN;
  if (Number.isNaN(time)) throw new GraphZoomError('usage', `--until "${text}" is not a time.`, { hint });
  if (time <= now) throw new GraphZoomError('usage', `--until "${text}" has passed.`, { hint });
  return time;
}
