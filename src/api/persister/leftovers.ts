import type { RecordWrite } from '../../store/store.ts';
import type { ApiContext } from '../context.ts';
import type { DroppedFiles } from './drop-place.ts';
import type { IntegrationJobs } from './integration-jobs.ts';
import { isAborted, isDone, type SyncJob } from './job.ts';
import type { JobBook } from './job-book.ts';
import { dropUploads } from './stage.ts';

const COLLECTION = 'sync-leftover';
/** A job that nobody finalizes is given up after this time, with what was uploaded to it. */
const OPEN_MS = 7 * 86_400_000;
/** As long as integration jobs are kept (reference/jupiterone-platform.md, section 4.2). */
const KEPT_MS = 30 * 86_400_000;
const SWEEP_EVERY_MS = 3_600_000;

/** Says that a finished job's uploads are still there; written together with the graph, so that a crash right after it leaves no rubbish for good. */
export const leftover = (job: SyncJob): RecordWrite => ({ collection: COLLECTION, id: job.id, value: job });

/** What ended jobs leave behind: uploads, files, the status of their integration job. */
export class Leftovers {
  readonly #context: ApiContext;
  readonly #book: JobBook;
  readonly #files: DroppedFiles;
  readonly #runs: IntegrationJobs;
  #sweptOn = 0;

  constructor(parts: { context: ApiContext; book: JobBook; files: DroppedFiles; runs: IntegrationJobs }) {
    this.#context = parts.context;
    this.#book = parts.book;
    this.#files = parts.files;
    this.#runs = parts.runs;
  }

  /** Clears up after a job that has ended. */
  async clear(job: SyncJob): Promise<void> {
    const { store } = this.#context;
    if (job.status === 'FINISHED') await this.#runs.set(job, 'COMPLETED');
    else if (isAborted(job.status)) await this.#runs.set(job, 'FAILED');
    await dropUploads(store, job.id);
    await this.#files.drop(job.id);
    await store.records.write([{ collection: COLLECTION, id: job.id, value: undefined }]);
  }

  /** Clears up after jobs whose end a crash interrupted. */
  async recover(): Promise<void> {
    for (const { value } of await this.#context.store.records.list<SyncJob>(COLLECTION)) await this.clear(value);
    // A finalize that a crash ended is as if it had not begun.
    for (const job of await this.#book.before(this.#context.clock.now() + 1)) if (job.status === 'AWAITING_UPLOADS') await this.#runs.set(job, 'IN_PROGRESS');
  }

  /** Gives up jobs that were forgotten, and forgets those that ended long ago; looks once an hour at most. */
  async sweep(): Promise<void> {
    const now = this.#context.clock.now();
    if (now - this.#sweptOn < SWEEP_EVERY_MS) return;
    this.#sweptOn = now;
    for (const job of await this.#book.before(now - OPEN_MS)) {
      if (!isDone(job.status) && !this.#book.stages.has(job.id)) {
        const ended: SyncJob = { ...job, status: 'ABORTED', endTimestamp: now, reason: 'Nobody finalized it for seven days.' };
        await this.#book.save(ended);
        await this.clear(ended);
      } else if (job.startTimestamp < now - KEPT_MS) {
        await this.clear(job);
        await this.#book.remove(job.id);
      }
    }
  }
}
