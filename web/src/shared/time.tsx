import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `3 days ago`. */
export function ago(on: number, now = Date.now()): string {
  for (const [unit, ms] of UNITS) if (Math.abs(now - on) >= ms) return relative.format(Math.round((on - now) / ms), unit);
  return 'just now';
}

const TICK_MS = 20_000;
const waiting = new Set<() => void>();
let tick = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page. */
function onTick(draw: () => void): () => void {
  waiting.add(draw);
  ticking ??= setInterval(() => {
    tick++;
    for (const one of waiting) one();
  }, TICK_MS);
  return () => {
    waiting.delete(draw);
    if (waiting.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** A time relative to now, exact in the person's zone when pointed at. */
export function Time({ on }: { on: number | undefined }) {
  // What was just now is so no longer while somebody looks at it.
  useSyncExternalStore(onTick, () => tick);
  if (on === undefined) return <>never</>;
  const exact = new Date(on);
  return (
    <Tooltip label={exact.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' })} openDelay={300}>
      <time dateTime={exact.toISOString()}>{ago(on)}</time>
    </Tooltip>
  );
}
