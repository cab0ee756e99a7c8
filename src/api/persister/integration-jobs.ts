import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Instance, JobStatus } from '../../platform/platform.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import type { SyncJob } from './job.ts';

/** Names and texts are shown to people; longer ones are cut by nobody, and refused. */
const MOST_TEXT = 10_000;
const MOST_EVENTS = 1_000;
const eventsSchema = z.looseObject({
  events: z.array(z.looseObject({ name: z.string().min(1).max(256), description: z.string().max(MOST_TEXT).nullish() })).max(MOST_EVENTS),
});

/** The run of an instance that an upload is, beside its synchronization job (reference/jupiterone-platform.md, section 2.6.10). */
export class IntegrationJobs {
  readonly #context: ApiContext;

  constructor(context: ApiContext) {
    this.#context = context;
  }

  /** Opens the run, unless whoever uploads has opened it before. */
  async open(job: SyncJob, instance: Instance): Promise<void> {
    const { jobs } = this.#context.platform;
    const id = job.integrationJobId as string;
    const there = await jobs.get(id);
    if (!there) await jobs.open({ instanceId: instance.id, definitionId: instance.definitionId, cause: 'upload', id });
    else if (there.instanceId !== instance.id) throw new ApiError(400, 'INTEGRATION_JOB_MISMATCH', `The integration job ${id} is one of another instance.`);
  }

  /** Sets the run's status. What becomes of the run does not decide about the graph: a failure is logged. */
  async set(job: SyncJob, status: JobStatus): Promise<void> {
    const { platform, log } = this.#context;
    if (job.integrationJobId === undefined) return;
    try {
      const there = await platform.jobs.get(job.integrationJobId);
      if (there && there.status !== status) await platform.jobs.setStatus(job.integrationJobId, status, job.counters ? { report: { synchronizationJob: { id: job.id, ...job.counters } } } : {});
    } catch (error) {
      log.warn({ err: error, job: job.integrationJobId, status }, 'The status of an integration job could not be set.');
    }
  }

  /** Keeps what an integration says of its run. A job of the API has no run: its events are answered, and go nowhere. */
  async addEvents(job: SyncJob, body: unknown): Promise<{ id: string; name: string; description: string; createDate: number }[]> {
    const read = eventsSchema.safeParse(body);
    if (!read.success) throw new ApiError(400, 'BAD_REQUEST', `${read.error.issues[0]?.path.join('.') || 'The body'}: ${read.error.issues[0]?.message}. Events are {"events": [{"name", "description"}]}.`);
    const events = read.data.events.map(({ name, description }) => ({ name, description: description ?? '' }));
    if (job.integrationJobId === undefined) return events.map((event) => ({ id: randomUUID(), ...event, createDate: this.#context.clock.now() }));
    const kept = await this.#context.platform.jobs.addEvents(job.integrationJobId, events);
    return kept.map(({ id, name, description, on }) => ({ id, name, description, createDate: on }));
  }
}
