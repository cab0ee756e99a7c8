const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 minutes ago`, for people. */
export function ago(time: number, now: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const ms = time - now;
  const size = Math.abs(ms);
  if (size < MINUTE) return words.format(Math.round(ms / SECOND), 'second');
  if (size < HOUR) return words.format(Math.round(ms / MINUTE), 'minute');
  if (size < DAY) return words.format(Math.round(ms / HOUR), 'hour');
  return words.format(Math.round(ms / DAY), 'day');
}

/** `1 h 12 min`, `42 s`. */
export function duration(ms: number): string {
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} h ${Math.round((ms % HOUR) / MINUTE)} min`;
  if (ms >= MINUTE) return `${Math.floor(ms / MINUTE)} min ${Math.round((ms % MINUTE) / SECOND)} s`;
  return ms >= 10 * SECOND ? `${Math.round(ms / SECOND)} s` : `${(ms / SECOND).toFixed(1)} s`;
}

/** `2026-11-24 10:30` in the machine's time zone. */
export const moment = (time: number): string => {
  const d = new Date(time - new Date(time).getTimezoneOffset() * MINUTE);
  return d.toISOString().slice(0, 16).replace('T', ' ');
};
