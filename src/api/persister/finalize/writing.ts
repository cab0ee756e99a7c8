import type { Stamp } from '../../../platform/stamp.ts';
import type { RecordWrite, Store } from '../../../store/store.ts';
import type { Counters, Failures } from '../counters.ts';
import type { SyncJob, SyncStatus } from '../job.ts';
import type { Staged } from './staged.ts';

/** One job on its way into the graph. */
export interface Writing {
  readonly store: Pick<Store, 'beginSync' | 'byId' | 'entities' | 'relationships'>;
  readonly job: SyncJob;
  readonly staged: Staged;
  /** What the objects of the job's instance carry; absent of one that has none. */
  readonly stamp: Stamp | undefined;
  readonly on: number;
  /** Types that the upload does not hold whole. */
  readonly partialTypes: readonly string[];
  readonly failures: Failures;
  /** Tells how far it is. */
  readonly stage: (status: SyncStatus) => void;
  /** What is to be written in the same transaction as the graph. */
  readonly records: (counters: Counters) => readonly RecordWrite[];
}

/** Writes a job to the graph; gives its counters. */
export type Write = (writing: Writing) => Promise<Counters>;
