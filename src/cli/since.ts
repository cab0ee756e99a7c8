import { GraphZoomError } from '../lib/errors.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Epoch milliseconds of what a person writes after `--since`: `24h`, `7d`, `yesterday`, or a date. */
export function parseSince(text: string, now: number): number {
  const span = /^(\d+)([mhdw])$/.exec(text); // a number and one unit letter
  if (span) return now - Number(span[1]) * (UNITS[span[2] as string] as number);
  if (text === 'yesterday') return now - (UNITS.d as number);
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new GraphZoomError('usage', `--since "${text}" is not a time.`, { hint: 'Write a span such as 24h, 7d or 2w, or a date such as 2026-11-24 or 2026-11-24T08:00Z.' });
  return time;
}
