import { Gauge, type Registry } from 'prom-client';
import type { ApiContext } from '../context.ts';

/** Figures of every configured instance, looked up when they are asked for: they are right after a restart too. */
export function instanceMetrics(registry: Registry, { platform: { instances, jobs }, nextRun }: Pick<ApiContext, 'platform' | 'nextRun'>): void {
  const registers = [registry];
  const perInstance = (name: string, help: string, labels: readonly string[], set: (gauge: Gauge, id: string, of: Record<string, string>) => Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames: ['id', 'instance', ...labels],
      registers,
      async collect() {
        this.reset();
        for (const instance of await instances.list()) await set(this, instance.id, { id: instance.id, instance: instance.name });
      },
    });

  perInstance('graph_zoom_last_job_start_timestamp_seconds', 'When the last run or upload of an instance began, with its state.', ['status', 'errors'], async (gauge, id, of) => {
    const [job] = (await jobs.list({ instanceId: id, limit: 1 })).items;
    if (job) gauge.set({ ...of, status: job.status, errors: String(job.errorsOccurred) }, job.startedOn / 1000);
  });
  perInstance('graph_zoom_next_run_timestamp_seconds', 'When the schedule runs an instance next; absent where it does not.', [], async (gauge, id, of) => {
    const on = await nextRun?.(id);
    if (on !== undefined) gauge.set(of, on / 1000);
  });
  new Gauge({
    name: 'graph_zoom_jobs_open',
    help: 'Runs and uploads that are open.',
    labelNames: ['status'],
    registers,
    async collect() {
      for (const status of ['IN_PROGRESS', 'PERSISTING_DATA'] as const) {
        let open = 0;
        let cursor: string | undefined;
        do {
          const page = await jobs.list({ status, ...(cursor === undefined ? {} : { cursor }) });
          open += page.items.length;
          cursor = page.cursor;
        } while (cursor !== undefined);
        this.set({ status }, open);
      }
    },
  });
}
