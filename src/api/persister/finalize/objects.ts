import type { Entity, Relationship } from '../../../model/graph.ts';
import type { Store, StoredEntity, StoredRelationship } from '../../../store/store.ts';
import type { StagedObject } from './staged.ts';

/** What an instance's objects carry, by name; empty for uploads of no instance. */
export type Stamp = Readonly<Record<string, string | boolean | readonly string[]>>;

/** An entity as the store takes it: named, and stamped. Its own tags stay beside the stamp's. */
export function toEntity({ _id, ...object }: StagedObject, stamp: Stamp): Entity {
  const displayName = object.displayName ?? (typeof object.name === 'string' && object.name !== '' ? object.name : object._key);
  const tags = [object.tags ?? [], stamp.tags ?? []].flat().map(String);
  return { ...object, displayName, ...stamp, ...(stamp.tags ? { tags: [...new Set(tags)] } : {}) } as unknown as Entity;
}

/** A relationship as the store takes it: named, and stamped with the metadata, not the tags. */
export function toRelationship(object: StagedObject, stamp: Stamp): Relationship {
  const metadata = Object.fromEntries(Object.entries(stamp).filter(([name]) => name.startsWith('_')));
  return { ...object, displayName: object.displayName ?? object._class, ...metadata } as unknown as Relationship;
}

/** An entity of the graph without what the store gives. */
export function entityContent({ _id, _version, _createdOn, _beginOn, _scope, _source, ...content }: StoredEntity): StagedObject {
  return content as StagedObject;
}
export function relationshipContent({ _id, _version, _createdOn, _beginOn, _scope, _source, ...content }: StoredRelationship): StagedObject {
  return content as StagedObject;
}

/**
 * Exported relationships name their ends by `_id` and by `_key`. An `_id` counts where an entity has it (section 2.6.5); in another
 * graph none does, and the key is what is left.
 */
export async function withoutDeadIds(store: Pick<Store, 'byId'>, objects: readonly StagedObject[]): Promise<readonly StagedObject[]> {
  const sides = ['_from', '_to'] as const;
  const both = (object: StagedObject, side: string) => typeof object[`${side}EntityId`] === 'string' && object[`${side}EntityKey`] !== undefined;
  const ids = objects.flatMap((object) => sides.filter((side) => both(object, side)).map((side) => object[`${side}EntityId`] as string));
  if (ids.length === 0) return objects;
  const alive = new Set((await store.byId([...new Set(ids)])).entities.map(({ _id }) => _id));
  return objects.map((object) => {
    const dead = sides.filter((side) => both(object, side) && !alive.has(object[`${side}EntityId`] as string));
    return dead.length === 0 ? object : Object.fromEntries(Object.entries(object).filter(([name]) => !dead.some((side) => name === `${side}EntityId`)));
  });
}
