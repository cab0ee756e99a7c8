import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/events.ts';
import { definitionOf } from './definitions.ts';
import { type Due, due } from './due.ts';
import type { InstanceRecord } from './instance-record.ts';
import type { OwnInstances } from './instances.ts';
import type { OwnJobs } from './jobs.ts';
import type { PlatformEvents } from './platform.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly instances: Pick<OwnInstances, 'records'>;
  readonly jobs: Pick<OwnJobs, 'running' | 'runState'>;
  readonly events: Emitter<PlatformEvents>;
  /** Runs an instance; settles at the run's end. */
  readonly run: (instanceId: string, cause: 'polling') => Promise<unknown>;
  readonly serverTimeZone?: string;
  /** Runs at the same time; more would share the machine, and accounts their limits. */
  readonly limit?: number;
  /** What a run, or the schedule itself, could not do. The schedule goes on. */
  readonly onError: (error: unknown, instanceId?: string) => void;
}

export interface Scheduler {
  start(): void;
  /** Ends the loop; runs go on. */
  stop(): Promise<void>;
  /** What the schedule thinks of an instance; undefined where it has none. */
  next(instanceId: string): Promise<Due | undefined>;
}

/** How often it is asked what is due, also where nothing is due before: the machine may have slept, or its clock been set. */
const TICK_MS = 30_000;
const AT_ONCE = 2;

/** Asks for every instance whether it is due, and runs it. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, instances, jobs, events, run, limit = AT_ONCE, onError, serverTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  const own = new Set<string>();
  let waiting = new AbortController();
  let stopping = false;
  let loop: Promise<void> | undefined;
  let unsubscribe = () => {};
  const wake = () => waiting.abort(WOKEN);

  const decide = async (instance: InstanceRecord, running: ReadonlySet<string>): Promise<Due> => {
    const { lastStartedOn, failures } = await jobs.runState(instance.id);
    return due({ polling: instance.polling, lastStartedOn, failures, knownSince: instance.pollingSince, now: clock.now(), running: own.has(instance.id) || running.has(instance.id), serverTimeZone });
  };
  const isPolled = (instance: InstanceRecord) => instance.removedOn === undefined && definitionOf(instance.definitionId)?.runnable === true;

  const begin = (instanceId: string): void => {
    own.add(instanceId);
    run(instanceId, 'polling').then(
      () => {
        own.delete(instanceId);
        wake();
      },
      (error: unknown) => {
        own.delete(instanceId);
        // No wake-up: what fails before it has begun would be due again at once, and for ever.
        onError(error, instanceId);
      },
    );
  };

  /** Starts what is due and has room; gives how long nothing more can be due. */
  const tick = async (): Promise<number> => {
    const running = await jobs.running();
    const ready: { id: string; since: number }[] = [];
    let waitMs = TICK_MS;
    for (const instance of await instances.records.all()) {
      if (!isPolled(instance)) continue;
      const decision = await decide(instance, running);
      if (decision.run) ready.push({ id: instance.id, since: decision.since });
      else if (decision.reason === 'not-yet') waitMs = Math.min(waitMs, decision.nextOn - clock.now());
    }
    // Whoever waits longest comes first; what has no room is asked again when a run ends.
    ready.sort((a, b) => a.since - b.since);
    for (const { id } of ready.slice(0, Math.max(0, limit - own.size))) begin(id);
    return Math.max(0, waitMs);
  };

  const turn = async (): Promise<void> => {
    while (!stopping) {
      waiting = new AbortController();
      const waitMs = await tick().catch((error: unknown) => {
        onError(error);
        return TICK_MS;
      });
      // A wake-up is no error; anything else is a clock that does not work.
      if (!stopping)
        await clock.sleep(waitMs, waiting.signal).catch((reason: unknown) => {
          if (reason !== WOKEN) throw reason;
        });
    }
  };

  return {
    start() {
      unsubscribe = events.on('instance-changed', wake);
      loop ??= turn();
    },
    async stop() {
      stopping = true;
      unsubscribe();
      wake();
      await loop;
    },
    async next(instanceId) {
      const instance = await instances.records.get(instanceId);
      return instance && isPolled(instance) ? decide(instance, await jobs.running()) : undefined;
    },
  };
}

const WOKEN = new Error('The schedule was woken.');
