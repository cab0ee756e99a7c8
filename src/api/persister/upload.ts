import { checkUpload } from './body/check-upload.ts';
import { parseUpload } from './body/parse.ts';
import type { Desk } from './desk.ts';
import type { SyncJob, UploadFlags } from './job.ts';
import { assertAwaiting } from './job-book.ts';
import { stageUpload } from './stage.ts';

export interface UploadRequest {
  readonly body: Buffer;
  readonly contentType: string | undefined;
  readonly only: 'entities' | 'relationships' | undefined;
  readonly flags: UploadFlags;
  readonly correlationId: string | undefined;
}

/** Takes objects for a job: all of them, or none where one is wrong. Nothing of it is seen before the job is finalized. */
export async function takeUpload(desk: Desk, job: SyncJob, { body, contentType, only, flags, correlationId }: UploadRequest): Promise<void> {
  assertAwaiting(job);
  const raw = await parseUpload(body, { contentType, only, kindsOf: desk.kindsOf });
  const upload = checkUpload(raw, { mode: job.syncMode, ...flags });
  await desk.book.inTurn(job.id, async () => {
    // It may have been finalized while this one waited.
    assertAwaiting(await desk.book.find(job.id));
    await stageUpload(desk.context.store, upload, { job: job.id, ignoreDuplicates: flags.ignoreDuplicates, correlationId, body });
  });
}
