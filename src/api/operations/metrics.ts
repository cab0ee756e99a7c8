import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CollectReport } from '../../collect/report.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { isLoopbackHost } from '../security/hosts.ts';

/** Figures for Prometheus at `/metrics`: open to this machine, and to keys from elsewhere. */
export function registerMetrics(app: FastifyInstance, { store, platform }: ApiContext): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'graph_zoom_http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const jobs = new Counter({ name: 'graph_zoom_jobs_ended_total', help: 'Runs of instances that ended, by how.', labelNames: ['status', 'cause'], registers });
  const lastRun = new Gauge({ name: 'graph_zoom_last_run_timestamp_seconds', help: 'When an instance last ended a run, by how.', labelNames: ['instance', 'status'], registers });
  const zoom = new Counter({ name: 'graph_zoom_zoom_requests_total', help: 'Requests that runs sent to Zoom, and of these the repeated and the limited.', labelNames: ['kind'], registers });
  new Gauge({
    name: 'graph_zoom_graph_members',
    help: 'Live entities and relationships, by type.',
    labelNames: ['kind', 'type'],
    registers,
    async collect() {
      const { entities, relationships } = await store.counts();
      this.reset();
      for (const [type, count] of Object.entries(entities)) this.set({ kind: 'entity', type }, count);
      for (const [type, count] of Object.entries(relationships)) this.set({ kind: 'relationship', type }, count);
    },
  });
  new Gauge({
    name: 'graph_zoom_jobs_running',
    help: 'Runs and uploads that are open.',
    registers,
    async collect() {
      const open = await Promise.all((['IN_PROGRESS', 'PERSISTING_DATA'] as const).map((status) => platform.jobs.list({ status })));
      this.set(open.reduce((sum, { items }) => sum + items.length, 0));
    },
  });

  const off = platform.events.on('job-changed', (job) => {
    if (job.status !== 'COMPLETED' && job.status !== 'FAILED') return;
    jobs.inc({ status: job.status, cause: job.cause });
    lastRun.set({ instance: job.instanceId, status: job.status }, (job.endedOn ?? 0) / 1000);
    const { requests: sent } = (job.report ?? {}) as Partial<CollectReport>;
    if (!sent) return;
    zoom.inc({ kind: 'sent' }, sent.total);
    zoom.inc({ kind: 'retried' }, sent.retried);
    zoom.inc({ kind: 'rate_limited' }, sent.rateLimited);
  });
  app.addHook('onClose', async () => off());
  app.addHook('onResponse', async (request, reply) => {
    requests.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { config: { needs: 'public' }, logLevel: 'warn' }, async (request, reply) => {
    if (!request.caller && !isLoopbackHost(request.ip)) throw new ApiError(401, 'UNAUTHENTICATED', 'From another machine metrics need an API key.');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
