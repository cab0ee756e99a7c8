import type { ApiContext } from '../context.ts';

/** Also without a change of data, what depends on the time of day becomes another. */
const KEEP_MS = 5 * 60_000;
/** Answers that are kept; more would be no cache but a leak. */
const MOST = 200;

/** Gives again what was found lately: as long as nothing was written, and for some minutes. What is being looked for is looked for once, however many ask. */
export function createLately({ clock, dataVersion }: Pick<ApiContext, 'clock' | 'dataVersion'>): <T>(name: string, look: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { on: number; version: number; found: Promise<unknown> }>();
  return <T>(name: string, look: () => Promise<T>): Promise<T> => {
    const version = dataVersion?.();
    // Whoever cannot say when data changed must look each time.
    if (version === undefined) return look();
    const before = kept.get(name);
    if (before && before.version === version && clock.now() - before.on < KEEP_MS) return before.found as Promise<T>;
    const found = look();
    if (kept.size >= MOST) kept.clear();
    kept.set(name, { on: clock.now(), version, found });
    // What failed is looked for again.
    found.catch(() => kept.delete(name));
    return found;
  };
}
