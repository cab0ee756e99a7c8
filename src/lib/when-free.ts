import type { Clock } from './clock.ts';
import { GraphZoomError } from './errors.ts';

/** How often it is tried: a command that asks something holds the store for a fraction of a second, an assistant for one more. */
const AGAIN_MS = 100;
/** Whoever waits for longer than this is told why. */
const TOLD_AFTER_MS = 1_000;

export interface Patience {
  readonly clock: Clock;
  /** 0: not at all. */
  readonly forMs: number;
  /** Told once, of what is waited for. */
  readonly onWaiting?: (error: GraphZoomError) => void;
}

/** Opens what another process may hold for a moment (`store-locked`): tries again until it is free or the patience is at its end. */
export async function whenFree<T>(open: () => Promise<T>, { clock, forMs, onWaiting }: Patience): Promise<T> {
  const began = clock.now();
  for (let told = false; ; ) {
    try {
      return await open();
    } catch (error) {
      const waited = clock.now() - began;
      if (!(error instanceof GraphZoomError && error.code === 'store-locked') || waited >= forMs) throw error;
      if (!told && waited >= TOLD_AFTER_MS) {
        told = true;
        onWaiting?.(error);
      }
    }
    await clock.sleep(AGAIN_MS);
  }
}
