import type { Clock } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import { AUDIT } from './audit.ts';
import { purgeData } from './instance-data.ts';
import type { OwnInstances } from './instances.ts';
import { JOB, JOB_EVENT, type OwnJobs, SCHEDULE } from './jobs.ts';
import { readRetention } from './retention-settings.ts';
import type { OwnSessions } from './sessions.ts';

const DAY = 24 * 60 * 60 * 1000;
/** An upload that was not finalized by then has been given up; what it staged goes earlier (api/persister). */
const UPLOAD_MS = 8 * DAY;

/** Lets go what is past its time. May be called as often as one likes. */
export async function retain({ store, clock, instances, jobs, sessions }: { store: Store; clock: Clock; instances: OwnInstances; jobs: OwnJobs; sessions: OwnSessions }): Promise<void> {
  const now = clock.now();
  const { jobDays, auditDays, removedInstanceDays } = await readRetention(store.records);
  await instances.finishRemovals({ again: true });
  for (const { id, scope, removedOn, dataRemoved } of await instances.records.all()) {
    if (removedOn === undefined || !dataRemoved || removedOn > now - removedInstanceDays * DAY) continue;
    await purgeData(store, scope);
    await store.records.write([{ collection: SCHEDULE, id, value: undefined }]);
    await instances.records.change((_held, put) => put(id, undefined));
  }
  await jobs.endForgottenUploads(now - UPLOAD_MS);
  await store.records.removeOlder(JOB, now - jobDays * DAY);
  await store.records.removeOlder(JOB_EVENT, now - jobDays * DAY);
  await store.records.removeOlder(AUDIT, now - auditDays * DAY);
  await sessions.forgetExpired();
}
