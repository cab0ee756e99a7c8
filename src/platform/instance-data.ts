import type { Store, Subgraph } from '../store/store.ts';

/** An instance's data may have been collected here or uploaded by its owner; relationships that the mapper made of it have a subgraph of their own. */
const SOURCES = ['integration-managed', 'integration-external'] as const;
const subgraphsOf = (scope: string): Subgraph[] =>
  SOURCES.flatMap((source): Subgraph[] => [
    { source: 'system-mapper', scope: `${source}/${scope}` },
    { source, scope },
  ]);

/** Soft-deletes all that an instance holds, and nothing of another. */
export async function softDeleteData(store: Store, scope: string, on: number): Promise<void> {
  for (const subgraph of subgraphsOf(scope)) {
    const sync = await store.beginSync({ ...subgraph, on, ends: 'own' });
    // Nothing was added and all types are complete: everything goes.
    await sync.commit({ completeTypes: '*' });
  }
  await store.checkpoint.clear(scope);
}

/** Removes all traces, history included. */
export async function purgeData(store: Store, scope: string): Promise<void> {
  for (const subgraph of subgraphsOf(scope)) await store.purge(subgraph);
}
