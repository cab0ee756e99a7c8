import { partialTypes as partialTypesOf } from '../../export/j1-integration/partial-types.ts';
import { sdkEntity, sdkRelationship } from '../../export/sdk-shape.ts';
import type { Clock } from '../../lib/clock.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import type { Emitter } from '../../lib/events.ts';
import { settleAll } from '../../lib/settle.ts';
import type { Store } from '../../store/store.ts';
import { BATCH_BYTES, type Batch, batchesOf, type Member } from './batches.ts';
import { eventsOf, lastReport } from './last-run.ts';
import { mappedPeople } from './people.ts';
import { Persister, type RequestCounts, type SyncJob } from './persister.ts';
import { begunUpload, type Upload } from './resume.ts';
import { described, type Target } from './target.ts';
import { uploadBatch } from './upload-batch.ts';

/** Requests at the same time, as JupiterOne's own SDK sends them (reference/jupiterone-platform.md, section 2.5). */
const AT_ONCE = 6;
/** A job that is worked on is asked for soon, then ever more seldom: small graphs are done at once, great ones take minutes. */
const FIRST_POLL_MS = 200;
const MOST_POLL_MS = 5_000;

/** What a push tells while it goes on. */
export interface PushEvents {
  begun: { readonly target: string; readonly total: number; readonly resumed: boolean };
  uploaded: { readonly members: number; readonly bytes: number };
  retry: { readonly reason: string; readonly waitMs: number };
  finalizing: { readonly status: string };
}

export interface PushDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Emitter<PushEvents>;
  readonly signal: AbortSignal;
}

export interface PushOptions {
  /** The scope of the instance in our store. */
  readonly scope: string;
  /** Its name, for people. */
  readonly instance: string;
  readonly target: Target;
  /** Send a relationship for each user that JupiterOne joins with its person. */
  readonly mapPeople: boolean;
  readonly batchBytes?: number;
}

export interface PushReport {
  readonly status: 'complete';
  readonly instance: string;
  readonly account: string;
  readonly destination: Target['destination'];
  readonly job: SyncJob;
  readonly startedOn: number;
  readonly durationMs: number;
  /** What was uploaded, by type. */
  readonly uploaded: { readonly entities: Readonly<Record<string, number>>; readonly relationships: Readonly<Record<string, number>> };
  /** Types of which JupiterOne deletes nothing. */
  readonly partialTypes: readonly string[];
  /** JSON before it was compressed. */
  readonly bytes: number;
  readonly requests: RequestCounts;
  /** Members that an interrupted push had uploaded before. */
  readonly resumed: number;
}

/** The entities of an instance as they are uploaded, in the order of types and keys. */
export const entitiesOf = async function* (store: Store, scope: string): AsyncGenerator<Member> {
  for await (const entity of store.entities({ scope, raw: true })) yield sdkEntity(entity);
};
/** Its relationships, and with `mapPeople` what joins users with persons. */
export const relationshipsOf = async function* (store: Store, scope: string, mapPeople: boolean): AsyncGenerator<Member> {
  for await (const relationship of store.relationships({ scope })) yield sdkRelationship(relationship);
  if (mapPeople) yield* mappedPeople(store, scope);
};

/**
 * Uploads the stored graph of an instance as one synchronization job. What the last collection could not read whole is said to be
 * partial. A failure aborts the job, and the graph there stays as it was; an interruption, or a service that cannot be reached,
 * leaves the job open for the next push to go on with.
 */
export async function push({ store, clock, events, signal }: PushDeps, options: PushOptions): Promise<PushReport> {
  const { scope, target, instance, batchBytes = BATCH_BYTES } = options;
  const startedOn = clock.now();
  const counts = await store.counts(scope);
  const total = sum(counts.entities) + sum(counts.relationships);
  if (total === 0) throw new GraphZoomError('not-found', `There is nothing of ${instance} to push.`, { hint: 'Run `graph-zoom collect` first.' });
  const [report, partialTypes] = [await lastReport(store, scope), await partialTypesOf(store, scope)];
  const persister = new Persister({ target, clock, signal, onRetry: (reason, waitMs) => events.emit('retry', { reason, waitMs }) });
  let upload: Upload | undefined;
  try {
    upload = await begunUpload({ store, clock, persister, options });
    const { job, done, save } = upload;
    events.emit('begun', { target: described(target), total, resumed: done.size > 0 });
    if (done.size === 0) await persister.events(job, eventsOf(report, instance));
    const uploaded = { entities: {} as Record<string, number>, relationships: {} as Record<string, number> };
    const sums = { bytes: 0, resumed: 0 };
    const send = async (kind: Batch['kind'], members: AsyncIterable<Member>, from: number): Promise<number> => {
      const batches = batchesOf(kind, members, { bytes: batchBytes, from });
      let next = from;
      // Whoever fails ends the batches for all: a refused upload sends no more than what is on its way.
      const work = async (): Promise<void> => {
        for await (const batch of batches) {
          signal.throwIfAborted();
          next = Math.max(next, batch.index + 1);
          if (done.has(batch.index)) sums.resumed += batch.members.length;
          else {
            await uploadBatch(persister, job, batch);
            await save(batch.index);
          }
          for (const { _type } of batch.members) uploaded[kind][_type] = (uploaded[kind][_type] ?? 0) + 1;
          sums.bytes += batch.bytes;
          events.emit('uploaded', { members: batch.members.length, bytes: batch.bytes });
        }
      };
      await settleAll(Array.from({ length: AT_ONCE }, work));
      return next;
    };
    const next = await send('entities', entitiesOf(store, scope), 0);
    await send('relationships', relationshipsOf(store, scope, options.mapPeople), next);
    const ended = await untilFinished(persister, await persister.finalize(job, partialTypes), clock, signal, events);
    await upload.forget();
    return {
      status: 'complete',
      instance,
      account: target.account,
      destination: target.destination,
      job: ended,
      startedOn,
      durationMs: clock.now() - startedOn,
      uploaded,
      partialTypes,
      bytes: sums.bytes,
      requests: { ...persister.counts },
      resumed: sums.resumed,
    };
  } catch (error) {
    await giveUp(error, upload, persister, signal);
    throw error;
  } finally {
    await persister.close();
  }
}

/** What may be over the next time leaves the job open; anything else aborts it, so that nothing half is ever finalized. */
async function giveUp(error: unknown, upload: Upload | undefined, persister: Persister, signal: AbortSignal): Promise<void> {
  const code = error instanceof GraphZoomError ? error.code : 'bug';
  if (upload === undefined || signal.aborted || code === 'jupiterone-unreachable') return;
  await upload.forget();
  if (code === 'jupiterone-job') return; // it has ended already
  try {
    await persister.abort(upload.job, messageOf(error));
  } catch (second) {
    throw new GraphZoomError('jupiterone-refused', `${messageOf(error)} The synchronization job ${upload.job} could not be aborted either: ${messageOf(second)}`, {
      hint: 'It changes nothing there: a job that is not finalized is dropped.',
      cause: error,
    });
  }
}

/** A service may work on the upload for a while; it is done when the job says so. */
async function untilFinished(persister: Persister, finalized: SyncJob, clock: Clock, signal: AbortSignal, events: Emitter<PushEvents>): Promise<SyncJob> {
  let job = finalized;
  let waitMs = FIRST_POLL_MS;
  while (job.status !== 'FINISHED') {
    if (/^(?:ERROR|ABORTED)/.test(job.status))
      throw new GraphZoomError('jupiterone-job', `JupiterOne could not take the upload: the synchronization job ${job.id} ended as ${job.status}.`, {
        hint: 'Look at the job in JupiterOne; the graph there is as it was.',
      });
    events.emit('finalizing', { status: job.status });
    await clock.sleep(waitMs, signal);
    waitMs = Math.min(MOST_POLL_MS, waitMs * 2);
    job = await persister.job(job.id);
  }
  return job;
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, count) => all + count, 0);
