import type { Subgraph } from '../../store/store.ts';
import { allCounters, type Counters } from './counters.ts';

export const SYNC_MODES = ['DIFF', 'PATCH', 'CREATE_OR_UPDATE', 'CROSS_SCOPE'] as const;
export type SyncMode = (typeof SYNC_MODES)[number];

export type SyncStatus =
  | 'AWAITING_UPLOADS'
  | 'FINALIZE_PENDING'
  | 'FINALIZING_ENTITIES'
  | 'FINALIZING_RELATIONSHIPS'
  | 'FINISHED'
  | 'ERROR_BAD_DATA'
  | 'ERROR_UNEXPECTED_FAILURE'
  | 'ABORTED'
  | 'ABORTED_DUE_TO_INVALID_CONFIGURATION';

export interface UploadFlags {
  /** Of a repeated key the later object counts, instead of an error. */
  readonly ignoreDuplicates: boolean;
  /** A property that is not allowed is left out, instead of an error. */
  readonly ignoreIllegalProperties: boolean;
}

/** A place where one file may be put, for whoever knows the token. */
export interface DropPlace {
  readonly token: string;
  readonly expiresOn: number;
  readonly flags: UploadFlags;
}

/** A synchronization job as it is kept (reference/jupiterone-platform.md, sections 2.3 and 2.4). */
export interface SyncJob {
  readonly id: string;
  readonly source: string;
  readonly syncMode: SyncMode;
  /** Where its objects go. */
  readonly subgraph: Subgraph;
  /** As the caller named it, or the instance's; absent where the mode needs none. */
  readonly scope?: string;
  readonly accountId: string;
  readonly integrationInstanceId?: string;
  readonly integrationJobId?: string;
  readonly status: SyncStatus;
  readonly startTimestamp: number;
  readonly endTimestamp?: number;
  /** Set once it has ended well; until then what was uploaded is counted where it lies. */
  readonly counters?: Counters;
  /** Why it ended in an error, said again to whoever finalizes it again. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly reason?: string;
  readonly drop?: DropPlace;
}

const DONE: ReadonlySet<SyncStatus> = new Set(['FINISHED', 'ERROR_BAD_DATA', 'ERROR_UNEXPECTED_FAILURE', 'ABORTED', 'ABORTED_DUE_TO_INVALID_CONFIGURATION']);
export const isDone = (status: SyncStatus): boolean => DONE.has(status);
export const isAborted = (status: SyncStatus): boolean => status.startsWith('ABORTED');

/** A job as clients see it. */
export function toWire(job: SyncJob, uploaded: Counters, status: SyncStatus = job.status): Record<string, unknown> {
  return {
    id: job.id,
    source: job.source,
    scope: job.scope ?? null,
    accountId: job.accountId,
    ...(job.integrationInstanceId === undefined ? {} : { integrationInstanceId: job.integrationInstanceId, integrationJobId: job.integrationJobId }),
    status,
    done: isDone(status),
    startTimestamp: job.startTimestamp,
    ...(job.endTimestamp === undefined ? {} : { endTimestamp: job.endTimestamp, durationMs: job.endTimestamp - job.startTimestamp }),
    syncMode: job.syncMode,
    ...(job.reason === undefined ? {} : { reason: job.reason }),
    ...(job.error === undefined ? {} : { error: job.error }),
    ...(job.counters ?? allCounters(uploaded)),
  };
}
