import type { FastifyInstance } from 'fastify';
import { pathOf } from './path.ts';

/** Parameters of addresses that are secrets. */
const SECRET_PARAM = /:token\b/;

/** One line for each request, when it is answered. Of an address only the path is told, for the rest may hold a login token. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route = '' } = request.routeOptions;
    const { caller } = request;
    request.log.info(
      {
        method: request.method,
        path: SECRET_PARAM.test(route) ? route : pathOf(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        from: request.ip,
        ...(caller ? { caller: caller.name } : {}),
      },
      'request',
    );
  });
}
