import type { Clock } from '../lib/clock.ts';

export interface Lease<T> {
  /** Works with what is open, or opens it. What failed is not used again: it may be that of a server that has gone. */
  use<R>(work: (value: T) => Promise<R>): Promise<R>;
  /** Waits for those that use it, and closes it. */
  close(): Promise<void>;
}

interface Held<T> {
  readonly opened: Promise<T>;
  users: number;
  waiting?: AbortController;
}

/**
 * Holds something that others wait for, such as the lock of the store, no longer than it is used and `idleMs` more: questions that
 * follow on each other share it, and an assistant that thinks, or has nothing to ask for hours, holds nothing.
 */
export function createLease<T extends { close(): Promise<void> }>(open: () => Promise<T>, { clock, idleMs }: { clock: Clock; idleMs: number }): Lease<T> {
  let held: Held<T> | undefined;
  const running = new Set<Promise<unknown>>();

  const end = async (one: Held<T>): Promise<void> => {
    if (held === one) held = undefined;
    one.waiting?.abort();
    await one.opened.then(
      (value) => value.close(),
      () => undefined, // it was never open, as its user was told
    );
  };
  const endLater = (one: Held<T>): void => {
    one.waiting = new AbortController();
    clock.sleep(idleMs, one.waiting.signal).then(
      () => end(one),
      () => undefined, // it is used again
    );
  };
  const lend = async <R>(work: (value: T) => Promise<R>): Promise<R> => {
    held ??= { opened: open(), users: 0 };
    const one = held;
    one.waiting?.abort();
    one.users += 1;
    try {
      return await work(await one.opened);
    } catch (error) {
      if (held === one) held = undefined;
      throw error;
    } finally {
      one.users -= 1;
      if (one.users === 0) {
        if (held === one) endLater(one);
        else await end(one);
      }
    }
  };

  return {
    async use(work) {
      const used = lend(work);
      running.add(used);
      try {
        return await used;
      } finally {
        running.delete(used);
      }
    },
    async close() {
      await Promise.allSettled(running);
      if (held) await end(held);
    },
  };
}
