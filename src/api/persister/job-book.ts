import { createSerial } from '../../lib/serial.ts';
import type { Records, RecordWrite } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import type { SyncJob, SyncStatus } from './job.ts';

const COLLECTION = 'sync-job';

/** The synchronization jobs there are, and whose turn it is at each: what changes a job is done one after the other. */
export class JobBook {
  readonly #records: Records;
  readonly #turns = new Map<string, { inTurn: ReturnType<typeof createSerial>; waiting: number }>();
  /** Stages of jobs that are being finalized. They are not written down: after a crash such a job awaits its finalize again. */
  readonly stages = new Map<string, SyncStatus>();

  constructor(records: Records) {
    this.#records = records;
  }

  async has(id: string): Promise<boolean> {
    return (await this.#records.get(COLLECTION, id)) !== undefined;
  }

  async find(id: string): Promise<SyncJob> {
    const record = await this.#records.get<SyncJob>(COLLECTION, id);
    if (!record) throw new ApiError(404, 'JOB_NOT_FOUND', `There is no synchronization job ${id}.`);
    return record.value;
  }

  /** What has to be written for a job to be kept as it is here. */
  writeOf(job: SyncJob): RecordWrite {
    return { collection: COLLECTION, id: job.id, parent: job.integrationInstanceId ?? '', on: job.startTimestamp, value: job };
  }

  async save(job: SyncJob): Promise<SyncJob> {
    await this.#records.write([this.writeOf(job)]);
    return job;
  }

  async remove(id: string): Promise<void> {
    await this.#records.write([{ collection: COLLECTION, id, value: undefined }]);
  }

  /** Jobs that were opened before a time, oldest first. */
  async before(on: number): Promise<SyncJob[]> {
    const oldest = await this.#records.list<SyncJob>(COLLECTION, { order: 'oldest', limit: 1000 });
    return oldest.filter((record) => record.on < on).map(({ value }) => value);
  }

  async inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(id) ?? { inTurn: createSerial(), waiting: 0 };
    this.#turns.set(id, turn);
    turn.waiting++;
    try {
      return await turn.inTurn(work);
    } finally {
      if (--turn.waiting === 0) this.#turns.delete(id);
    }
  }
}

/** Refuses what comes too late for a job. */
export function assertAwaiting(job: SyncJob): void {
  if (job.status !== 'AWAITING_UPLOADS') throw new ApiError(400, 'JOB_NOT_AWAITING_UPLOADS', `The synchronization job ${job.id} does not await uploads: it is ${job.status}.`);
}
