import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createSerial } from '../../lib/serial.ts';
import type { ApiContext } from '../context.ts';
import { accountOf } from '../graph/flat.ts';
import { answer } from './answer.ts';
import { readBody } from './body.ts';
import { DeferredResults } from './deferred/results.ts';
import { registerDeferred } from './deferred/route.ts';
import type { Asking } from './domain.ts';
import { DOMAINS } from './domains/index.ts';
import { Lookups } from './lookups.ts';
import { createSchema } from './schema.ts';

/** Where clients post: the documented address, the one of the Node and Go clients, and the one of rules (section 3.1). */
const PATHS = ['/graphql', '/rules/graphql', '/'] as const;
/** Raw data comes in these bodies, 6 MB of it at most (section 7.1). */
const BODY_LIMIT = 8 * 1024 * 1024;
/** No request may take longer; a single query has a shorter limit of its own. */
const TIME_LIMIT_MS = 60_000;

/** JupiterOne's GraphQL API. */
export function registerGraphql(app: FastifyInstance, api: ApiContext): void {
  const schema = createSchema(DOMAINS);
  const deferred = new DeferredResults({ directory: path.join(api.dataDir, 'work', 'deferred'), clock: api.clock, log: api.log });
  app.addHook('onReady', () => deferred.open());
  app.addHook('onClose', () => deferred.close());
  registerDeferred(app, deferred);

  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const read = readBody(request.body);
    if ('refused' in read) return reply.code(400).send({ errors: [{ message: read.refused, extensions: { code: 'BAD_REQUEST', serviceName: 'graphql' } }] });
    if (!request.caller) return reply.code(401).send({ errors: [{ message: 'Give an API key as a bearer token.', extensions: { code: 'UNAUTHENTICATED', serviceName: 'graphql' } }] });
    const { signal, release } = untilGone(reply);
    const common: Omit<Asking, 'lookups'> = { api, caller: request.caller, account: accountOf(request, api), signal, inTurn: createSerial(), origin: `${request.protocol}://${request.host}`, deferred };
    try {
      // One after the other: mutations of a batch may build on each other.
      const answers = [];
      for (const one of read.requests) answers.push(await answer(schema, one, { ...common, lookups: new Lookups(api.platform) }));
      return read.batched ? answers : answers[0];
    } finally {
      release();
    }
  };
  for (const url of PATHS) app.post(url, { config: { needs: 'reader' }, bodyLimit: BODY_LIMIT }, handle);
}

/** Aborted when the client hangs up or the time is up. */
function untilGone(reply: FastifyReply): { signal: AbortSignal; release: () => void } {
  const gone = new AbortController();
  const onClose = () => gone.abort(new DOMException('The client is gone.', 'AbortError'));
  reply.raw.on('close', onClose);
  return { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(TIME_LIMIT_MS)]), release: () => reply.raw.off('close', onClose) };
}
