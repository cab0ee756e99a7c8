import type { Store, Subgraph } from '../store/store.ts';

/** An instance's data may have been collected here, or uploaded by its owner. */
const subgraphsOf = (scope: string): Subgraph[] => [
  { source: 'integration-managed', scope },
  { source: 'integration-external', scope },
];
/** What the mapper made of it (reference/jupiterone-platform.md, section 2.6). */
const mapperOf = ({ source, scope }: Subgraph): Subgraph => ({ source: 'system-mapper', scope: `${source}/${scope}` });

/** Soft-deletes all that an instance holds, and nothing of another. False while another instance still leads to something that the mapper made of this one. */
export async function softDeleteData(store: Store, scope: string, on: number): Promise<boolean> {
  for (const subgraph of subgraphsOf(scope)) {
    const sync = await store.beginSync({ ...subgraph, on, ends: 'own' });
    // Nothing was added and all types are complete: everything goes, also what was mapped, unless another subgraph leads to it.
    await sync.commit({ completeTypes: '*' });
  }
  await store.checkpoint.clear(scope);
  for (const subgraph of subgraphsOf(scope)) if (Object.keys((await store.counts(mapperOf(subgraph).scope)).entities).length > 0) return false;
  return true;
}

/** Removes all traces of what was soft-deleted, history included. */
export async function purgeData(store: Store, scope: string): Promise<void> {
  for (const subgraph of subgraphsOf(scope)) for (const one of [mapperOf(subgraph), subgraph]) await store.purge(one);
}
