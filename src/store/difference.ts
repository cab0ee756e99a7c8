import type { PropertyValue } from '../model/graph.ts';
import type { Change } from './store.ts';

/** The properties that differ between two versions, sorted; a side where a property was absent is left out. */
export function difference(old: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): Change['properties'] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !name.startsWith('_')).sort();
  const known = (value: unknown) => value !== undefined && value !== null;
  return names
    .filter((name) => JSON.stringify(old[name] ?? null) !== JSON.stringify(now[name] ?? null))
    .map((name) => ({ name, ...(known(old[name]) ? { old: old[name] as PropertyValue } : {}), ...(known(now[name]) ? { new: now[name] as PropertyValue } : {}) }));
}
