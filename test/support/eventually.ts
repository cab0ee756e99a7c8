import { vi } from 'vitest';

/** Looks until it throws no more, and gives what it then gives. Long, for a slow machine is no defect: what never comes to hold fails with its last reason. */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000, interval: 20 });
