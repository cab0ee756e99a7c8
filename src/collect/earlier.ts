import { ROLE } from '../model/entities/role.ts';
import type { Entity, RawData } from '../model/graph.ts';
import type { CheckpointPart, Store } from '../store/store.ts';
import { type CollectOptions, ownSubgraph } from './context.ts';

/** What earlier runs left, for what this one cannot read. */
export interface Earlier {
  /**
   * True where the graph is kept by somebody who cannot be asked for it: whoever cannot be told whole is then left out of what
   * is written, for a part of him would take the place of all that is known there.
   */
  readonly elsewhere: boolean;
  /** The account's id, as a run was told it. */
  accountId(): Promise<string | undefined>;
  /** The latest raw answers of these members, by key. */
  answers(keys: readonly string[]): Promise<ReadonlyMap<string, readonly RawData[]>>;
  roles(): AsyncIterable<Entity>;
  /** Answers of a run that was interrupted, fetched at or after `since`. */
  fetched(keys: readonly string[], since: number): Promise<readonly CheckpointPart[]>;
  /** Keeps answers of this run over an interruption. */
  keep(parts: readonly CheckpointPart[]): Promise<void>;
}

/** What the store holds of the instance. */
export const earlierIn = (store: Store, options: CollectOptions): Earlier => ({
  elsewhere: false,
  accountId: async () => {
    const id = await store.runs.getState(options.instance, 'accountId');
    return typeof id === 'string' ? id : undefined;
  },
  answers: (keys) => store.rawData(ownSubgraph(options), keys),
  roles: () => store.entities({ type: ROLE.type, scope: options.instance }),
  fetched: (keys, since) => store.checkpoint.get(options.instance, keys, since),
  keep: (parts) => store.checkpoint.put(options.instance, parts),
});

/** Where each run begins with nothing. */
export const NOTHING_EARLIER: Earlier = {
  elsewhere: true,
  accountId: async () => undefined,
  answers: async () => new Map(),
  roles: async function* () {},
  fetched: async () => [],
  keep: async () => {},
};
