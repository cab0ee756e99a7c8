import type { Clock } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import { createPlatform, type OwnPlatform } from './create-platform.ts';
import type { Caller, Instance } from './platform.ts';
import { createProbe, type ProbeResult } from './probe-config.ts';
import { type AfterCollection, createRunner, type RunDefaults, type Runner } from './runner.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import type { Vault } from './vault.ts';

export interface OperationOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly dataDir: string;
  readonly defaults: RunDefaults;
  readonly afterCollection?: AfterCollection;
  readonly serverTimeZone?: string;
  /** Runs of the schedule at the same time. */
  readonly limit?: number;
  readonly onError: (error: unknown, instanceId?: string) => void;
}

/** The platform at work: it polls, runs and tidies up. */
export interface Operation {
  readonly platform: OwnPlatform;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  readonly probe: (config: Readonly<Record<string, unknown>>, instance: Instance | undefined) => Promise<ProbeResult>;
  /** Ends what a process before has left open, then polls. */
  start(): Promise<void>;
  /** Ends the schedule and all runs, which keep what they have fetched. */
  stop(): Promise<void>;
}

const SCHEDULE_CALLER: Caller = { kind: 'system', id: 'schedule', name: 'schedule', role: 'administrator' };
/** How often it is looked for what is past its time. */
const RETAIN_MS = 60 * 60 * 1000;

/** Puts platform, runner and schedule together. */
export function createOperation({ onError, ...options }: OperationOptions): Operation {
  const { clock, serverTimeZone, limit } = options;
  const platform: OwnPlatform = createPlatform({ ...options, stopRun: (id) => runner.stop(id) });
  const runner = createRunner({ ...options, platform });
  const scheduler = createScheduler({
    clock,
    instances: platform.instances,
    jobs: platform.jobs,
    events: platform.events,
    run: async (id, cause) => (await runner.run(id, cause, SCHEDULE_CALLER)).done,
    onError,
    ...(serverTimeZone === undefined ? {} : { serverTimeZone }),
    ...(limit === undefined ? {} : { limit }),
  });
  const stopping = new AbortController();
  let tidying: Promise<void> | undefined;
  const tidy = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await platform.retain().catch(onError);
      await clock.sleep(RETAIN_MS, stopping.signal).catch((reason: unknown) => {
        if (!stopping.signal.aborted) throw reason;
      });
    }
  };
  return {
    platform,
    runner,
    scheduler,
    probe: createProbe({ platform, ...options }),
    async start() {
      await platform.jobs.recover();
      // Credentials that cannot be read concern their instances, whose runs will say so.
      await platform.rotate().catch(onError);
      scheduler.start();
      tidying = tidy();
    },
    async stop() {
      stopping.abort();
      await scheduler.stop();
      await runner.close();
      await tidying;
    },
  };
}
