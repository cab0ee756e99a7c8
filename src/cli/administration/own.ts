import { GraphZoomError } from '../../lib/errors.ts';
import type { Operation } from '../../platform/operate.ts';
import type { Instance, Job, JobEvent } from '../../platform/platform.ts';
import type { Store } from '../../store/store.ts';
import { type Administration, isOver } from './administration.ts';
import { SELF } from './self.ts';

const EVENTS_A_PAGE = 500;

/** Administration by this process, which owns the store: nothing is polled, and a run ends with the command at the latest. */
export function ownAdministration(store: Store, { platform, runner, probe }: Operation): Administration {
  const { instances, jobs, keys } = platform;
  const existing = async (id: string): Promise<Instance> => {
    const instance = await instances.get(id);
    if (!instance) throw new GraphZoomError('not-found', `There is no instance ${id}.`);
    return instance;
  };

  async function* events(jobId: string, { follow, signal }: { follow: boolean; signal?: AbortSignal }): AsyncGenerator<JobEvent> {
    const news = watchJob(platform, jobId);
    try {
      const seen = new Set<string>();
      const since = async function* () {
        let cursor: string | undefined;
        do {
          const page = await jobs.events(jobId, { limit: EVENTS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) });
          for (const event of page.items)
            if (!seen.has(event.id)) {
              seen.add(event.id);
              yield event;
            }
          cursor = page.cursor;
        } while (cursor !== undefined);
      };
      for (;;) {
        // First whether it is over, then what it said: what it says last is not missed.
        const job = await jobs.get(jobId);
        yield* since();
        if (!follow || job === undefined || isOver(job)) return;
        await news.next(signal);
      }
    } finally {
      news.stop();
    }
  }

  return {
    instances: () => instances.list(),
    create: (input) => instances.create(input, SELF),
    update: (id, changes) => instances.update(id, changes, SELF),
    remove: (id) => instances.remove(id, SELF),
    test: async (config, instanceId) => probe(config, instanceId === undefined ? undefined : await existing(instanceId)),
    async run(id) {
      const { job, done } = await runner.run(id, 'request', SELF);
      done.catch(() => undefined); // the job says why
      return job;
    },
    async stop(id) {
      await runner.stop(id, 'it was ended from the keyboard');
      return 'stopped';
    },
    jobs: async (options) => (await jobs.list(options)).items,
    job: (id) => jobs.get(id),
    events,
    keys: () => keys.list(),
    createKey: (input) => keys.create(input, SELF),
    revokeKey: (id) => keys.revoke(id, SELF),
    backup: (file) => store.backup(file),
    loginLink: async () => undefined,
    close: () => runner.close(),
  };
}

/** Wakes whoever waits when the job says something or changes, also for what happened between two waits. */
function watchJob({ events }: Operation['platform'], jobId: string) {
  let wake: (() => void) | undefined;
  let missed = false;
  const ring = (id: string) => {
    if (id !== jobId) return;
    missed = true;
    wake?.();
  };
  const offs = [events.on('job-event', (event: JobEvent) => ring(event.jobId)), events.on('job-changed', (job: Job) => ring(job.id))];
  return {
    async next(signal: AbortSignal | undefined): Promise<void> {
      signal?.throwIfAborted();
      if (!missed)
        await new Promise<void>((resolve, reject) => {
          const stop = () => reject(signal?.reason);
          signal?.addEventListener('abort', stop, { once: true });
          wake = () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          };
        });
      missed = false;
      wake = undefined;
    },
    stop: () => {
      for (const off of offs) off();
    },
  };
}
