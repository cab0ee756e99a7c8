import type { CommitOptions, Subgraph, Sync, SyncResult } from '../../../store/store.ts';
import { type Counters, finalCounters } from '../counters.ts';
import type { Writing } from './writing.ts';

/** Syncs of the subgraphs that an additive job touches: the job's own, and those of entities that it names elsewhere. */
export class Subgraphs {
  readonly #writing: Writing;
  readonly #syncs = new Map<string, Sync>();

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  isOwn({ source, scope }: Subgraph): boolean {
    const { subgraph } = this.#writing.job;
    return source === subgraph.source && scope === subgraph.scope;
  }

  async sync(subgraph: Subgraph): Promise<Sync> {
    const key = `${subgraph.source}\u0000${subgraph.scope}`;
    const known = this.#syncs.get(key);
    if (known) return known;
    const { store, on, job } = this.#writing;
    // The subgraph of an instance may be busy for hours, while it is being collected. An upload is finalized soon, and waited for.
    const waits = this.isOwn(subgraph) && subgraph.source === 'api';
    const opened = await store.beginSync({ ...subgraph, on, ends: job.scope === undefined ? 'any' : 'own', edit: !waits });
    this.#syncs.set(key, opened);
    return opened;
  }

  /** Commits all of them, the job's own last: with it the job is finished, and until then it can be finalized again. */
  async commit(deleteIds: NonNullable<CommitOptions['deleteIds']>): Promise<Counters> {
    const { staged, failures, records } = this.#writing;
    const own = await this.sync(this.#writing.job.subgraph);
    const results: SyncResult[] = [];
    for (const sync of this.#syncs.values()) if (sync !== own) results.push(await sync.commit({ completeTypes: [] }));
    let counters: Counters = {};
    await own.commit({
      completeTypes: [],
      deleteIds,
      records: (result) => {
        counters = finalCounters([...results, result], staged.uploaded, failures);
        return records(counters);
      },
    });
    return counters;
  }

  async abort(): Promise<void> {
    for (const sync of this.#syncs.values()) await sync.abort();
  }
}
