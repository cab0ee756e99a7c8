import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CollectReport } from '../../collect/report.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { isLocal } from '../security/hosts.ts';
import { instanceMetrics } from './instance-metrics.ts';

/** Figures for Prometheus at `/metrics`: open to this machine, and to keys from elsewhere. */
export function registerMetrics(app: FastifyInstance, context: ApiContext): void {
  const { store, platform } = context;
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
  instanceMetrics(registry, context);

  const off = platform.events.on('job-changed', (job) => {
    if (job.status !== 'COMPLETED' && job.status !== 'FAILED') return;
    jobs.inc({ status: job.status, cause: job.cause });
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
  app.get('/metrics', { config: { needs: 'public' }, logLevel: 'warn', schema: { summary: 'Figures for Prometheus; from another machine a key is needed' } }, async (request, reply) => {
    if (!request.caller && !isLocal(request)) throw new ApiError(401, 'UNAUTHENTICATED', 'From another machine metrics need an API key.');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
