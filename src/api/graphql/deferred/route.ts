import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { DeferredResults } from './results.ts';

/** Where results are fetched; the token is all that is needed, as clients send no key there (section 3.1, trap 5). */
const PATH = '/deferred';

export const deferredUrl = (origin: string, token: string): string => `${origin}${PATH}/${token}`;

export function registerDeferred(app: FastifyInstance, results: DeferredResults): void {
  app.get<{ Params: { token: string } }>(
    `${PATH}/:token`,
    {
      config: { needs: 'public' },
      // The address is a secret: it does not belong in a log of requests.
      logLevel: 'warn',
    },
    async (request, reply) => {
      const found = await results.look(request.params.token);
      reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
      if (found.kind === 'file') return reply.send(createReadStream(found.file));
      if (found.kind === 'running') return { status: 'IN_PROGRESS', correlationId: found.id };
      return reply.code(404).send({ status: 'FAILED', error: 'There is no such result, or it is not kept any more; ask the question again.' });
    },
  );
}
