import type { Entity, Relationship } from '../../../../model/graph.ts';
import type { StoredEntity, StoredRelationship, Subgraph, SyncResult } from '../../../../store/store.ts';
import type { ApiContext } from '../../../context.ts';
import { codedError } from '../../codes.ts';

interface Changes {
  readonly entities?: readonly Entity[];
  readonly relationships?: readonly Relationship[];
  readonly deleteIds?: { readonly entities?: readonly string[]; readonly relationships?: readonly string[]; readonly hard?: boolean };
}

/** Writes into one subgraph and deletes nothing of it but what is named. */
export async function write({ store }: Pick<ApiContext, 'store'>, subgraph: Subgraph, on: number, { entities = [], relationships = [], deleteIds }: Changes): Promise<SyncResult> {
  const sync = await store.beginSync({ ...subgraph, on, ends: 'own', edit: true });
  try {
    await sync.entities(entities);
    await sync.relationships(relationships);
    return await sync.commit({ completeTypes: [], ...(deleteIds ? { deleteIds } : {}) });
  } finally {
    await sync.abort();
  }
}

export async function findEntity({ store }: Pick<ApiContext, 'store'>, id: string): Promise<StoredEntity> {
  const entity = (await store.byId([id])).entities[0];
  if (!entity) throw codedError('NOT_FOUND', `Entity not found: ${id}`);
  return entity;
}

export async function findRelationship({ store }: Pick<ApiContext, 'store'>, id: string): Promise<StoredRelationship> {
  const relationship = (await store.byId([id])).relationships[0];
  if (!relationship) throw codedError('NOT_FOUND', `Relationship not found: ${id}`);
  return relationship;
}

/** The time a client gives, as far as it can be: not in the future, and not before the version that it replaces. */
export const timeOf = ({ clock }: Pick<ApiContext, 'clock'>, timestamp: number | null | undefined, before = 0): number => Math.max(before, Math.min(timestamp ?? clock.now(), clock.now()));

/** The first of a stream that has at most one; it is read to its end, which gives the database back what it holds for it. */
export async function only<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  let first: T | undefined;
  for await (const item of items) first ??= item;
  return first;
}
