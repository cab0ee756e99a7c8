import type { Entity, Relationship } from '../../../model/graph.ts';
import { type Stamp, stampEntity, stampRelationship } from '../../../platform/stamp.ts';
import type { Store } from '../../../store/store.ts';
import type { StagedObject } from './staged.ts';

/** An entity as the store takes it: named, and with what its instance's objects carry. */
export function toEntity({ _id, ...object }: StagedObject, stamp: Stamp | undefined): Entity {
  const displayName = object.displayName ?? (typeof object.name === 'string' && object.name !== '' ? object.name : object._key);
  const entity = { ...object, displayName } as unknown as Entity;
  return stamp ? stampEntity(entity, stamp) : entity;
}

/** The same of a relationship. */
export function toRelationship(object: StagedObject, stamp: Stamp | undefined): Relationship {
  const relationship = { ...object, displayName: object.displayName ?? object._class } as unknown as Relationship;
  return stamp ? stampRelationship(relationship, stamp) : relationship;
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
