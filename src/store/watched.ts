import type { Store, Subgraph, SyncResult } from './store.ts';

/** A commit that has been made. */
export interface Committed extends Subgraph {
  /** The time that the sync was given: `on` of its changes. */
  readonly on: number;
  readonly result: SyncResult;
}

/**
 * A store that tells of its commits. `after` is awaited before the commit's caller goes on, so that whoever writes finds done what
 * follows from it; what it throws, the caller is told, though the commit stands. What `after` itself commits to `inner` is not told of.
 */
export function watchCommits(inner: Store, after: (commit: Committed) => Promise<void>): Store {
  return {
    ...inner,
    async beginSync(options) {
      const sync = await inner.beginSync(options);
      return {
        entities: (batch) => sync.entities(batch),
        relationships: (batch) => sync.relationships(batch),
        abort: () => sync.abort(),
        async commit(how) {
          const result = await sync.commit(how);
          await after({ source: options.source, scope: options.scope, on: options.on, result });
          return result;
        },
      };
    },
  };
}
