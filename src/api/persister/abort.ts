import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Desk } from './desk.ts';
import { isAborted, type SyncJob } from './job.ts';

const bodySchema = z.looseObject({ reason: z.string().max(10_000).nullish(), terminalStatus: z.enum(['ABORTED', 'ABORTED_DUE_TO_INVALID_CONFIGURATION']).nullish() });

/** Ends a job without any change of the graph. One that was aborted before is given as it is. */
export function abort(desk: Desk, id: string, body: unknown): Promise<SyncJob> {
  const read = bodySchema.safeParse(body);
  if (!read.success) throw new ApiError(400, 'BAD_REQUEST', `${read.error.issues[0]?.path.join('.') || 'The body'}: ${read.error.issues[0]?.message}. The body is {"reason", "terminalStatus"}, or absent.`);
  const { reason, terminalStatus } = read.data;
  return desk.book.inTurn(id, async () => {
    const job = await desk.book.find(id);
    if (isAborted(job.status)) return job;
    if (job.status === 'FINISHED') throw new ApiError(400, 'JOB_FINISHED', `The synchronization job ${id} is finished, and can no longer be aborted.`);
    const { drop: _, ...rest } = job;
    const aborted = await desk.book.save({ ...rest, status: terminalStatus ?? 'ABORTED', endTimestamp: desk.context.clock.now(), ...(reason ? { reason } : {}) });
    await desk.leftovers.clear(aborted);
    return aborted;
  });
}
