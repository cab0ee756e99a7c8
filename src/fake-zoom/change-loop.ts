import type { Clock } from '../lib/clock.ts';

/** Calls `change` every `ms` until the signal is given; the first time after one interval. */
export async function changeEvery(clock: Clock, ms: number, change: () => void, signal: AbortSignal): Promise<void> {
  const ended = new Promise<'ended'>((resolve) => signal.addEventListener('abort', () => resolve('ended'), { once: true }));
  while (!signal.aborted) {
    const wait = clock.sleep(ms, signal).then(() => 'due' as const);
    // The wait rejects when the signal ends it, which is no error.
    if ((await Promise.race([ended, wait])) === 'due') change();
    else await Promise.allSettled([wait]);
  }
}
