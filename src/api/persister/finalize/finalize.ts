import { z } from 'zod';
import { GraphZoomError, messageOf } from '../../../lib/errors.ts';
import type { Caller } from '../../../platform/platform.ts';
import { ApiError } from '../../api-error.ts';
import { checkUpload } from '../body/check-upload.ts';
import { parseUpload } from '../body/parse.ts';
import type { Upload } from '../body/upload.ts';
import { noFailures } from '../counters.ts';
import type { Desk } from '../desk.ts';
import { isAborted, type SyncJob, type UploadFlags } from '../job.ts';
import { leftover } from '../leftovers.ts';
import { Staged } from './staged.ts';
import { writeAdded } from './write-added.ts';
import { writeWhole } from './write-whole.ts';

const bodySchema = z.looseObject({ partialDatasets: z.looseObject({ types: z.array(z.string().max(1024)).max(100_000).nullish() }).nullish() });

/** Types that the upload does not hold whole, from the body of a finalize, which may be absent. */
export function partialTypesOf(body: unknown): readonly string[] {
  const read = bodySchema.safeParse(body);
  if (read.success) return read.data.partialDatasets?.types ?? [];
  throw new ApiError(400, 'BAD_REQUEST', `${read.error.issues[0]?.path.join('.') || 'The body'}: ${read.error.issues[0]?.message}. The body is {"partialDatasets": {"types": [...]}}, or absent.`);
}

/**
 * Writes a job into the graph. One that is finished already is given as it is; two at once are one after the other. The job is
 * FINISHED in the same transaction that changes the graph, so a crash leaves it before or after.
 */
export function finalize(desk: Desk, id: string, partialTypes: readonly string[], by: Caller): Promise<SyncJob> {
  const { book } = desk;
  return book.inTurn(id, async () => {
    const job = await book.find(id);
    if (job.status === 'FINISHED') return job;
    if (isAborted(job.status)) throw new ApiError(400, 'JOB_ABORTED', `The synchronization job ${id} was aborted${job.reason ? `: ${job.reason}` : '.'}`);
    if (job.status === 'ERROR_BAD_DATA') throw new ApiError(400, job.error?.code ?? 'ERROR_BAD_DATA', job.error?.message ?? 'The data of this job is not accepted.');
    book.stages.set(id, 'FINALIZING_ENTITIES');
    try {
      await desk.runs.set(job, 'PERSISTING_DATA');
      const finished = await write(desk, job, partialTypes);
      await desk.leftovers.clear(finished);
      await note(desk, finished, by, 'done');
      return finished;
    } catch (error) {
      await note(desk, job, by, 'failed');
      throw await failed(desk, job, error);
    } finally {
      book.stages.delete(id);
    }
  });
}

/** Notes who changed the graph. */
const note = ({ context }: Desk, { id, source, syncMode, subgraph }: SyncJob, by: Caller, outcome: 'done' | 'failed'): Promise<void> =>
  context.platform.audit.add({ who: by.name, role: by.role, action: 'sync.finalize', target: `${source} ${subgraph.scope}`.trim(), detail: `${syncMode}, job ${id}`, outcome });

async function write(desk: Desk, job: SyncJob, partialTypes: readonly string[]): Promise<SyncJob> {
  const { context, book } = desk;
  const staged = await Staged.of(context.store, job.id, await droppedFile(desk, job));
  const instance = job.integrationInstanceId === undefined ? undefined : await context.platform.instances.get(job.integrationInstanceId);
  if (job.integrationInstanceId !== undefined && !instance) throw new ApiError(400, 'INTEGRATION_INSTANCE_NOT_FOUND', 'The integration instance of this job has been removed.');
  const failures = noFailures();
  let finished: SyncJob | undefined;
  const { drop: _, error: __, ...rest } = job;
  const counters = await (job.syncMode === 'DIFF' || job.syncMode === 'CROSS_SCOPE' ? writeWhole : writeAdded)({
    store: context.store,
    job,
    staged,
    stamp: instance && (await context.platform.instances.stamp(instance)),
    on: context.clock.now(),
    partialTypes,
    failures,
    stage: (status) => book.stages.set(job.id, status),
    records: (counters) => {
      finished = { ...rest, status: 'FINISHED', endTimestamp: context.clock.now(), counters };
      return [book.writeOf(finished), leftover(finished)];
    },
  });
  return finished ?? { ...rest, status: 'FINISHED', counters };
}

async function droppedFile(desk: Desk, job: SyncJob): Promise<{ upload: Upload; ignoreDuplicates: boolean } | undefined> {
  const file = await desk.files.get(job.id);
  if (!file) return undefined;
  const flags: UploadFlags = job.drop?.flags ?? { ignoreDuplicates: false, ignoreIllegalProperties: false };
  const raw = await parseUpload(file.body, { contentType: file.contentType, only: undefined, kindsOf: desk.kindsOf });
  return { upload: checkUpload(raw, { mode: job.syncMode, ...flags }), ignoreDuplicates: flags.ignoreDuplicates };
}

/** Notes why a job could not be finalized. Bad data stays bad; after anything else the job may be finalized again, for its uploads are kept. */
async function failed(desk: Desk, job: SyncJob, error: unknown): Promise<unknown> {
  const bad = error instanceof ApiError;
  const known = error instanceof ApiError || error instanceof GraphZoomError;
  const ended: SyncJob = {
    ...job,
    status: bad ? 'ERROR_BAD_DATA' : 'ERROR_UNEXPECTED_FAILURE',
    endTimestamp: desk.context.clock.now(),
    error: { code: known ? error.code : 'UNEXPECTED_FAILURE', message: known ? messageOf(error) : 'The job could not be finalized; the server’s log says why.' },
  };
  await desk.book.save(ended);
  if (bad) {
    await desk.leftovers.clear(ended);
    await desk.runs.set(ended, 'FAILED');
  }
  return error;
}
