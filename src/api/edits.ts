import { createSerial } from '../lib/serial.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import type { Store, StoredEntity, StoredRelationship, Subgraph } from '../store/store.ts';

/** Where objects go that name no scope: those made through GraphQL, and those of synchronization jobs without one. They belong to nobody's diff (reference/jupiterone-platform.md, section 3.3). */
export const UNSCOPED: Subgraph = { source: 'api', scope: '' };

const serials = new WeakMap<object, ReturnType<typeof createSerial>>();

/** An edit reads, changes and writes: no two at once, or one would be lost. */
export function edit<T>(store: Pick<Store, 'beginSync'>, work: () => Promise<T>): Promise<T> {
  const serial = serials.get(store) ?? createSerial();
  serials.set(store, serial);
  return serial(work);
}

export const subgraphOf = ({ _source, _scope }: StoredEntity | StoredRelationship): Subgraph => ({ source: _source as Subgraph['source'], scope: _scope });

/** A member as it was written, without what the store says of it. */
export function written<T extends StoredEntity | StoredRelationship>(member: T): T extends StoredEntity ? Entity : Relationship {
  const { _id, _version, _createdOn, _beginOn, _scope, _source, ...own } = member;
  return own as unknown as T extends StoredEntity ? Entity : Relationship;
}
