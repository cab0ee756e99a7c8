import type { CollectReport } from '../collect/report.ts';
import { ProgressBook, type RunProgress } from '../collect/run-progress.ts';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { createSerial } from '../lib/serial.ts';
import type { Store } from '../store/store.ts';
import type { ZoomClientOptions } from '../zoom/options.ts';
import { collectOnce } from './collect-once.ts';
import type { OwnPlatform } from './create-platform.ts';
import { definitionOf } from './definitions.ts';
import type { Caller, Instance, Job } from './platform.ts';
import { type Said, tellCollection, tellEnd, tellFailure } from './run-events.ts';
import { stampedSync } from './stamp.ts';
import { readZoomConfig, type ZoomConfig } from './zoom-config.ts';

/** What holds for an instance that does not say otherwise. */
export interface RunDefaults extends Pick<ZoomClientOptions, 'plan' | 'oauthUrl'> {
  readonly share: number;
  /** How old an answer of an interrupted run may be to be used again. */
  readonly resumeAgeMs: number;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly platform: OwnPlatform;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly defaults: RunDefaults;
  /** Called when a collection is stored, before its job ends; says what it does. Never throws. */
  readonly afterCollection?: AfterCollection;
}

export type AfterCollection = (collected: {
  readonly instance: Instance;
  readonly config: Readonly<Record<string, unknown>>;
  readonly say: (said: readonly Said[]) => void;
  readonly signal: AbortSignal;
}) => Promise<void>;

export interface Started {
  readonly job: Job;
  /** Rejects when nothing could be collected; the job then says why. */
  readonly done: Promise<CollectReport>;
}

/** Runs instances of Zoom. */
export interface Runner {
  /** Resolves as soon as the job is open; fails with `job-running` where one is. */
  run(instanceId: string, cause: Job['cause'], by: Caller): Promise<Started>;
  /** Ends an instance's run and waits for its end. `why` ends the sentence "The run was interrupted: ...". */
  stop(instanceId: string, why?: string): Promise<void>;
  /** Ends an instance's run because somebody wants it; then it is not taken up before its time. Fails with `not-found` where none goes on. */
  cancel(instanceId: string, by: Caller): Promise<void>;
  /** Where a job stands that runs here; undefined of others. */
  progress(jobId: string): RunProgress | undefined;
  /** Ends all runs, lets no more begin, and waits. */
  close(): Promise<void>;
}

const REMOVED = 'the instance was removed';
const STOPPED = 'the server is stopping';
const WRITE_AGAIN_MS = 30_000;
/** Often enough to look alive, seldom enough to cost nothing. */
const TELL_MS = 400;

interface Running {
  readonly control: AbortController;
  readonly ended: Promise<unknown>;
}

export function createRunner({ store, platform, dataDir, clock, defaults, afterCollection }: RunnerOptions): Runner {
  const { instances, jobs, audit } = platform;
  const running = new Map<string, Running>();
  const books = new Map<string, ProgressBook>();
  let closed = false;

  /** Keeps each token that Zoom gives in place of the one before, unless somebody has connected the instance anew meanwhile. */
  const keepRefreshToken = (instanceId: string, first: unknown) => {
    let held = first;
    return async (token: string): Promise<void> => {
      if ((await instances.secrets(instanceId)).refreshToken !== held) return;
      held = token;
      await instances.keepSecret(instanceId, 'refreshToken', token);
    };
  };

  /** Runs that somebody ended on purpose. */
  const unwanted = new WeakSet<AbortSignal>();

  const collectInstance = async (instance: Instance, job: Job, signal: AbortSignal): Promise<CollectReport> => {
    // What the collection says is written in its order, while it goes on.
    const inTurn = createSerial();
    const written: Promise<unknown>[] = [];
    const say = (said: readonly Said[], persisting = false) => {
      written.push(
        inTurn(async () => {
          await jobs.addEvents(job.id, said);
          if (persisting) await jobs.setStatus(job.id, 'PERSISTING_DATA');
        }),
      );
      written.at(-1)?.catch(() => undefined); // thrown where all of them are awaited
    };
    try {
      const secrets = await instances.secrets(instance.id);
      const config = readZoomConfig(secrets, keepRefreshToken(instance.id, secrets.refreshToken));
      const book = new ProgressBook(config.plan ?? defaults.plan, config.share ?? defaults.share);
      books.set(job.id, book);
      let toldOn = 0;
      const tellProgress = () => {
        const now = clock.now();
        if (now - toldOn < TELL_MS) return;
        toldOn = now;
        platform.events.emit('job-progress', { jobId: job.id, progress: book.now() });
      };
      const stamp = await instances.stamp(instance);
      const report = await collectOnce({
        store,
        dataDir,
        clock,
        signal,
        client: clientOf(config, defaults, clock),
        collect: {
          instance: instance.scope,
          accountName: instance.name,
          ...(config.auth.kind === 'server-to-server' ? { accountId: config.auth.accountId } : {}),
          resumeAgeMs: defaults.resumeAgeMs,
          deriveLocked: config.deriveLocked,
        },
        wrapSync: (sync) => stampedSync(sync, stamp),
        watch: (watched) => {
          tellCollection(watched.events, say);
          book.watch(watched);
          for (const name of ['step-started', 'step-progress', 'step-finished', 'store-started'] as const) watched.events.on(name, tellProgress);
        },
      });
      say(tellEnd(report));
      await afterCollection?.({ instance, config: secrets, say, signal });
      await Promise.all(written);
      await jobs.setStatus(job.id, 'COMPLETED', { report });
      return report;
    } catch (error) {
      await Promise.allSettled(written);
      const stopped = signal.aborted ? (signal.reason as GraphZoomError) : undefined;
      const { retry, ...told } = stopped ? { name: 'warn_incomplete_data', description: stopped.message, retry: !unwanted.has(signal) } : tellFailure(error);
      await untilWritten(signal, async () => {
        await jobs.addEvents(job.id, [told]);
        await jobs.setStatus(job.id, 'FAILED', { retry });
      });
      throw error;
    } finally {
      books.delete(job.id);
    }
  };

  /** A job whose end cannot be written, on a full disk, would be open for ever and let no other begin: it is tried again. */
  const untilWritten = async (signal: AbortSignal, write: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (signal.aborted) throw error; // the next start of the program ends the job
        await clock.sleep(WRITE_AGAIN_MS, signal).catch(() => undefined); // stopped: one last try
      }
    }
  };

  const stop = async (instanceId: string, why: string): Promise<void> => {
    const one = running.get(instanceId);
    if (!one) return;
    const goesOn = why === REMOVED ? '' : ' What was fetched is kept, and the next run goes on from there.';
    one.control.abort(new GraphZoomError('interrupted', `The run was interrupted: ${why}.${goesOn}`));
    await one.ended;
  };

  return {
    async run(instanceId, cause, by) {
      if (closed) throw new GraphZoomError('interrupted', 'The server is stopping and starts no more runs.');
      const instance = await instances.get(instanceId);
      if (!instance) throw new GraphZoomError('not-found', `There is no instance ${JSON.stringify(instanceId.slice(0, 100))}.`, { hint: 'The list of instances shows their ids.' });
      if (!definitionOf(instance.definitionId)?.runnable)
        throw new GraphZoomError('config-invalid', `${JSON.stringify(instance.name)} is run by its owner, who uploads what was collected; it cannot be run here.`, { hint: 'Start its integration where it lives.' });
      const job = await jobs.open({ instanceId, definitionId: instance.definitionId, cause });
      const control = new AbortController();
      const done = collectInstance(instance, job, control.signal);
      const ended = done
        .catch(() => undefined)
        .then(() => {
          if (running.get(instanceId) === mine) running.delete(instanceId);
        });
      const mine: Running = { control, ended };
      running.set(instanceId, mine);
      if (cause !== 'polling') await audit.add({ who: by.name, role: by.role, action: 'instance.run', target: instance.name, outcome: 'done' });
      // It was removed, or the server stopped, while the job was opened.
      if (closed || !(await instances.get(instanceId))) void stop(instanceId, closed ? STOPPED : REMOVED);
      return { job, done };
    },
    progress: (jobId) => books.get(jobId)?.now(),
    stop: (instanceId, why = REMOVED) => stop(instanceId, why),
    async cancel(instanceId, by) {
      const one = running.get(instanceId);
      const instance = await instances.get(instanceId);
      if (!one || !instance) throw new GraphZoomError('not-found', 'No run of this account goes on here.', { hint: 'It has ended already, or whoever uploads it has to end it.' });
      unwanted.add(one.control.signal);
      await audit.add({ who: by.name, role: by.role, action: 'instance.stop', target: instance.name, outcome: 'done' });
      await stop(instanceId, `${by.name} stopped it`);
    },
    async close() {
      closed = true;
      await Promise.all([...running.keys()].map((id) => stop(id, STOPPED)));
    },
  };
}

/** What a client of Zoom is made with, by an instance's configuration. */
export const clientOf = (config: ZoomConfig, defaults: RunDefaults, clock: Clock): Omit<ZoomClientOptions, 'dailyUntil'> => ({
  ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
  oauthUrl: config.oauthUrl ?? defaults.oauthUrl,
  auth: config.auth,
  plan: config.plan ?? defaults.plan,
  share: config.share ?? defaults.share,
  clock,
});
