import { tallyText } from '../../lib/tally-text.ts';
import type { SyncJob } from './persister.ts';

/** What a synchronization job has done to entities or relationships, in words. */
export const jobTally = (job: SyncJob, kind: 'Entities' | 'Relationships'): string => tallyText({ created: job[`num${kind}Created`] ?? 0, updated: job[`num${kind}Updated`] ?? 0, deleted: job[`num${kind}Deleted`] ?? 0 });
