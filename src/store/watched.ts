import type { RecordWrite, Store, Subgraph, SyncResult } from './store.ts';

/** A commit that has been made. */
export interface Committed extends Subgraph {
  /** The time that the sync was given: `on` of its changes. */
  readonly on: number;
  readonly result: SyncResult;
}

/**
 * A store that tells of its commits. `after` is awaited before the commit's caller goes on, so that whoever writes finds done what
 * follows from it; what it throws, the caller is told, though the commit stands. What `after` itself commits to `inner` is not told of.
 * `mark` gives records that are written in the commit's own transaction, so that what should follow is not forgotten in a crash.
 */
export function watchCommits(inner: Store, after: (commit: Committed) => Promise<void>, mark: (commit: Committed) => readonly RecordWrite[] = () => []): Store {
  return {
    ...inner,
    async beginSync(options) {
      const sync = await inner.beginSync(options);
      return {
        entities: (batch) => sync.entities(batch),
        relationships: (batch) => sync.relationships(batch),
        abort: () => sync.abort(),
        async commit(how) {
          const { source, scope, on } = options;
          const result = await sync.commit({ ...how, records: (made) => [...(how.records?.(made) ?? []), ...mark({ source, scope, on, result: made })] });
          await after({ source, scope, on, result });
          return result;
        },
      };
    },
  };
}
