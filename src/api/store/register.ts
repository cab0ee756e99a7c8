import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { J1qlError } from '../../j1ql/diagnostic.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Entity, Relationship } from '../../model/graph.ts';
import { STORE_PATH, toWire } from '../../remote/wire.ts';
import type { CommitOptions, Store, SyncOptions } from '../../store/store.ts';
import { VERSION } from '../../version.ts';
import type { ApiContext } from '../context.ts';
import { tell } from '../errors.ts';
import { CALLS } from './calls.ts';
import { OpenSyncs } from './open-syncs.ts';
import { sendLines } from './stream.ts';
import { commitOptions, entities, relationships, source, syncOptions } from './sync-input.ts';

/** Batches of a sync hold wide entities; a client cuts them well below this (remote/packed.ts). */
const MOST_BODY_BYTES = 32 * 1024 * 1024;

const filter = z.strictObject({ type: z.string(), scope: z.string(), source, keys: z.array(z.string()) }).partial();
const entityFilter = filter.extend({ raw: z.boolean().optional() });

/** The store over HTTP, for the commands of this program while a server owns it. Not an API for others: it changes with the store. */
export function registerStoreApi(app: FastifyInstance, { store, clock }: Pick<ApiContext, 'store' | 'clock'>): void {
  void app.register(async (routes) => {
    routes.setErrorHandler(sendError);
    const syncs = new OpenSyncs(store, clock);
    routes.addHook('onClose', () => syncs.close());
    const reader = { config: { needs: 'reader' as const } };
    const writer = { config: { needs: 'administrator' as const }, bodyLimit: MOST_BODY_BYTES };

    routes.get(STORE_PATH, reader, () => ({ program: 'graph-zoom', version: VERSION, location: store.location }));
    for (const [name, { needs, input, run }] of Object.entries(CALLS))
      routes.post(`${STORE_PATH}/${name}`, { config: { needs }, bodyLimit: MOST_BODY_BYTES }, async (request, reply) => ({ value: await run(store, parse(input, request.body), goneSignal(reply)) }));
    routes.post(`${STORE_PATH}/entities`, reader, (request, reply) => sendLines(request, reply, store.entities(parse(entityFilter, request.body) as Parameters<Store['entities']>[0])));
    routes.post(`${STORE_PATH}/relationships`, reader, (request, reply) => sendLines(request, reply, store.relationships(parse(filter, request.body) as Parameters<Store['relationships']>[0])));

    routes.post(`${STORE_PATH}/syncs`, writer, async (request, reply) => ({ id: await syncs.begin(parse(syncOptions, request.body) as SyncOptions, ownerOf(request), goneSignal(reply)) }));
    routes.post(`${STORE_PATH}/syncs/:id/touch`, writer, async (request) => {
      syncs.touch(idOf(request), ownerOf(request));
      return {};
    });
    routes.post(`${STORE_PATH}/syncs/:id/entities`, writer, async (request) => {
      const { items } = parse(entities, request.body);
      await syncs.add(idOf(request), ownerOf(request), (sync) => sync.entities(items as Entity[]));
      return {};
    });
    routes.post(`${STORE_PATH}/syncs/:id/relationships`, writer, async (request) => {
      const { items } = parse(relationships, request.body);
      await syncs.add(idOf(request), ownerOf(request), (sync) => sync.relationships(items as Relationship[]));
      return {};
    });
    routes.post(`${STORE_PATH}/syncs/:id/commit`, writer, (request) => syncs.commit(idOf(request), ownerOf(request), parse(commitOptions, request.body) as CommitOptions));
    routes.delete(`${STORE_PATH}/syncs/:id`, writer, async (request) => {
      await syncs.abort(idOf(request), ownerOf(request));
      return {};
    });
  });
}

const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id;
const ownerOf = ({ caller }: FastifyRequest): string => `${caller?.kind}:${caller?.id}`;

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GraphZoomError('usage', `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'has another shape'}.`, { hint: 'This part of the server is for the command line of the same version.' });
}

/** Aborted when whoever asked goes away before the answer is written. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new GraphZoomError('interrupted', 'Whoever asked has gone away.'));
  });
  return gone.signal;
}

/** What a command shows of an error goes with it: the place in a query, and the code also of what is the server's own trouble. */
function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (thrown instanceof J1qlError) return void reply.status(400).send({ error: toWire(thrown) });
  if (!(thrown instanceof GraphZoomError) || thrown.code === 'bug' || tell(thrown)) throw thrown;
  request.log.error({ err: thrown }, 'the store failed');
  void reply.status(500).send({ error: toWire(thrown) });
}
