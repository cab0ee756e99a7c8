import type { Schemas } from '../../shared/api.ts';
import type { Thing, Tie } from '../../shared/graph/types.ts';

type Change = Schemas['Change'];

/** The moments at which something of what is shown became another, oldest first. */
export const momentsOf = (changes: readonly Change[]): number[] => [...new Set(changes.map(({ on }) => on))].sort((a, b) => a - b);

/**
 * Things and ties as they were: what changed after that moment is taken back, the newest change first. `changes` are those of
 * their keys, newest first, as the server gives them; what was first seen later was not there.
 */
export function asItWas({ things, ties }: { things: readonly Thing[]; ties: readonly Tie[] }, changes: readonly Change[], on: number): { things: Thing[]; ties: Tie[] } {
  const later = changes.filter((change) => change.on > on);
  const there = new Map<string, boolean>();
  const properties = new Map<string, Record<string, unknown>>(things.map((thing) => [thing.key, { ...thing.properties }]));
  for (const { key, kind, operation, properties: changed } of later) {
    there.set(`${kind} ${key}`, operation !== 'created');
    const kept = kind === 'entity' ? properties.get(key) : undefined;
    if (!kept) continue;
    for (const { name, old } of changed) {
      if (old === undefined) delete kept[name];
      else kept[name] = old;
    }
  }
  const was = (kind: 'entity' | 'relationship', key: string, now: boolean): boolean => there.get(`${kind} ${key}`) ?? now;
  const kept = things
    .filter(({ key }) => was('entity', key, true))
    .map((thing) => ({ ...thing, properties: properties.get(thing.key) ?? thing.properties, name: String(properties.get(thing.key)?.displayName ?? thing.name) }));
  const ids = new Set(kept.map(({ id }) => id));
  // A deleted tie is there only where something says that it was deleted later.
  const newest = new Map(changes.toReversed().flatMap(({ kind, key, operation }) => (kind === 'relationship' ? [[key, operation] as const] : [])));
  return { things: kept, ties: ties.filter(({ key, from, to }) => ids.has(from) && ids.has(to) && was('relationship', key, newest.get(key) !== 'deleted')) };
}
