import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import { createSerial } from '../lib/serial.ts';
import type { Records, RecordWrite } from '../store/store.ts';
import { levelOf, marksOf } from './job-events.ts';
import { listPage } from './pages.ts';
import type { Job, JobEvent, JobStatus, Jobs, PlatformEvents } from './platform.ts';

export const JOB = 'job';
export const JOB_EVENT = 'job-event';
/** By instance: what the schedule must know of its runs. */
export const SCHEDULE = 'schedule';

export interface RunState {
  readonly lastStartedOn?: number;
  /** Runs in a row that failed by something that may pass. */
  readonly failures: number;
}

/** What the program itself uses of jobs, beyond what callers do. */
export interface OwnJobs extends Jobs {
  /** Instances that are being run. */
  running(): Promise<ReadonlySet<string>>;
  runState(instanceId: string): Promise<RunState>;
  /** Ends the jobs that were open when the process died, for the next run goes on from there. Called once, before any run. */
  recover(): Promise<Job[]>;
  /** Ends uploads that nobody has finalized since a time. */
  endForgottenUploads(before: number): Promise<void>;
}

const isOpen = (job: Job): boolean => job.status !== 'COMPLETED' && job.status !== 'FAILED';
const isUpload = (job: Job): boolean => job.cause === 'upload';

export function createJobs({ records, clock, newId, events }: { records: Records; clock: Clock; newId: () => string; events: Emitter<PlatformEvents> }): OwnJobs {
  const inTurn = createSerial();
  let opened: Promise<Map<string, Job>> | undefined;
  /** Open jobs, by id: asked for at every tick of the schedule, so they are held. */
  const open = (): Promise<Map<string, Job>> => {
    opened ??= listOpen(records).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const find = async (id: string): Promise<Job> => {
    const found = (await records.get<Job>(JOB, id))?.value;
    if (found) return found;
    throw new GraphZoomError('not-found', `There is no job ${JSON.stringify(id.slice(0, 100))}.`, { hint: 'Old ones are removed.' });
  };
  const runState = async (instanceId: string): Promise<RunState> => (await records.get<RunState>(SCHEDULE, instanceId))?.value ?? { failures: 0 };
  const save = async (job: Job, state?: RunState, more: readonly RecordWrite[] = []): Promise<Job> => {
    const held = await open();
    await records.write([{ collection: JOB, id: job.id, parent: job.instanceId, on: job.startedOn, value: job }, ...(state ? [{ collection: SCHEDULE, id: job.instanceId, value: state }] : []), ...more]);
    if (isOpen(job)) held.set(job.id, job);
    else held.delete(job.id);
    events.emit('job-changed', job);
    return job;
  };

  const addEvents: Jobs['addEvents'] = (id, given) =>
    inTurn(async () => {
      const job = await find(id);
      const made = given.map(({ name, description }): JobEvent => ({ id: newId(), jobId: id, instanceId: job.instanceId, name, description, level: levelOf(name), on: clock.now() }));
      const marks = marksOf(given.map(({ name }) => name));
      const marked: Job = { ...job, errorsOccurred: job.errorsOccurred || marks.errorsOccurred, hasSkippedSteps: job.hasSkippedSteps || marks.hasSkippedSteps };
      const writes = made.map((event): RecordWrite => ({ collection: JOB_EVENT, id: event.id, parent: id, on: event.on, value: event }));
      if (marked.errorsOccurred !== job.errorsOccurred || marked.hasSkippedSteps !== job.hasSkippedSteps) await save(marked, undefined, writes);
      else if (writes.length > 0) await records.write(writes);
      for (const event of made) events.emit('job-event', event);
      return made;
    });

  const setStatus: Jobs['setStatus'] = (id, status, { report, retry = false } = {}) =>
    inTurn(async () => {
      const job = await find(id);
      // What has ended stays as it ended: a late word of an upload, or of a run that was stopped, changes nothing.
      if (!isOpen(job)) return job;
      const ended = status === 'COMPLETED' || status === 'FAILED';
      const next: Job = { ...job, status, errorsOccurred: job.errorsOccurred || status === 'FAILED', ...(ended ? { endedOn: clock.now() } : {}), ...(report === undefined ? {} : { report }) };
      if (!ended || isUpload(job)) return save(next);
      const state = await runState(job.instanceId);
      return save(next, { ...state, failures: status === 'FAILED' && retry ? state.failures + 1 : 0 });
    });

  const fail = async (job: Job, name: string, description: string): Promise<Job> => {
    await addEvents(job.id, [{ name, description }]);
    return setStatus(job.id, 'FAILED' satisfies JobStatus, { retry: true });
  };

  return {
    addEvents,
    setStatus,
    runState,
    open: ({ instanceId, definitionId, cause, id }) =>
      inTurn(async () => {
        const known = id === undefined ? undefined : (await records.get<Job>(JOB, id))?.value;
        if (known?.instanceId === instanceId) return known;
        if (known) throw new GraphZoomError('config-invalid', `The job ${id} belongs to another instance.`, { hint: 'Leave the id out for a new job.' });
        const job: Job = { id: id ?? newId(), instanceId, definitionId, status: 'IN_PROGRESS', startedOn: clock.now(), errorsOccurred: false, hasSkippedSteps: false, cause };
        if (isUpload(job)) return save(job);
        for (const other of (await open()).values()) {
          if (other.instanceId === instanceId && !isUpload(other)) throw new GraphZoomError('job-running', `The instance is being collected already, since ${new Date(other.startedOn).toISOString()} (job ${other.id}).`);
        }
        return save(job, { ...(await runState(instanceId)), lastStartedOn: job.startedOn });
      }),
    get: async (id) => (await records.get<Job>(JOB, id))?.value,
    list: ({ instanceId, definitionId, status, ...page }) =>
      listPage<Job>(records, JOB, page, {
        ...(instanceId === undefined ? {} : { parent: instanceId }),
        ...(definitionId === undefined && status === undefined ? {} : { keep: (job: Job) => (definitionId === undefined || job.definitionId === definitionId) && (status === undefined || job.status === status) }),
      }),
    events: (jobId, page = {}) => listPage<JobEvent>(records, JOB_EVENT, page, { parent: jobId, order: 'oldest' }),
    running: async () => new Set([...(await open()).values()].filter((job) => !isUpload(job)).map(({ instanceId }) => instanceId)),
    async recover() {
      const died = [...(await open()).values()].filter((job) => !isUpload(job));
      const ended: Job[] = [];
      for (const job of died) ended.push(await fail(job, 'error_unexpected_error', 'The program ended during this run. What was fetched is kept, and the next run goes on from there.'));
      return ended;
    },
    async endForgottenUploads(before) {
      for (const job of [...(await open()).values()]) if (isUpload(job) && job.startedOn < before) await fail(job, 'error_unexpected_error', 'The upload was begun and never finalized.');
    },
  };
}

async function listOpen(records: Records): Promise<Map<string, Job>> {
  const found = new Map<string, Job>();
  let cursor: string | undefined;
  do {
    const page = await listPage<Job>(records, JOB, { limit: 1_000, ...(cursor === undefined ? {} : { cursor }) }, { keep: isOpen });
    for (const job of page.items) found.set(job.id, job);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
