import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerStoreApi } from '../../src/api/store/register.ts';
import { type Clock, systemClock } from '../../src/lib/clock.ts';
import { GraphZoomError, messageOf } from '../../src/lib/errors.ts';
import { connectTo } from '../../src/remote/connection.ts';
import { createRemoteStore } from '../../src/remote/remote-store.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';

export interface Served {
  /** The store that the server owns. */
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly url: URL;
  /** The same store over HTTP; each call a client of its own. */
  readonly connect: (key?: string) => Store;
}

/** A real store behind real HTTP. The key is the name of whoever asks, who may do all. */
export async function withServedStore(work: (served: Served) => Promise<void>, { clock = systemClock, prepare }: { clock?: Clock; prepare?: (app: FastifyInstance) => void } = {}): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-remote-'));
  const store = await openDuckdbStore(directory, { clock: systemClock });
  const app = Fastify();
  app.addHook('onRequest', async (request) => {
    request.caller = { kind: 'key', id: String(request.headers.authorization), name: 'test', role: 'administrator' };
  });
  app.setErrorHandler((error, _, reply) => {
    const { code = 'bug', hint } = error as Partial<GraphZoomError>;
    void reply.status(error instanceof GraphZoomError ? 400 : 500).send({ error: { code, message: messageOf(error), hint } });
  });
  prepare?.(app);
  registerStoreApi(app, { store, clock });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = new URL(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
  const clients: Store[] = [];
  try {
    await work({
      store,
      app,
      url,
      connect: (key = 'somebody') => {
        const client = createRemoteStore(connectTo({ url, key }), url.origin);
        clients.push(client);
        return client;
      },
    });
  } finally {
    for (const client of clients) await client.close();
    await app.close();
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}
