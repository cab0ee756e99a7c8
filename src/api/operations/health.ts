import type { FastifyInstance } from 'fastify';
import type { ApiContext } from '../context.ts';

/** `/healthz`: the process answers. `/readyz`: the store does too, and the server is not stopping. */
export function registerHealth(app: FastifyInstance, { store, log, stopping }: ApiContext): void {
  const quiet = { config: { needs: 'public' as const }, logLevel: 'warn' as const };
  app.get('/healthz', { ...quiet, schema: { summary: 'The process lives' } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { ...quiet, schema: { summary: 'The store answers, and the server is not stopping' } }, async (_request, reply) => {
    if (stopping?.aborted) return reply.code(503).send({ status: 'stopping' });
    try {
      await store.records.get('ready', 'ready');
      return { status: 'ok' };
    } catch (error) {
      log.error({ err: error }, 'the store does not answer');
      return reply.code(503).send({ status: 'the store does not answer' });
    }
  });
}
