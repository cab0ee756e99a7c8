import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Fastify from 'fastify';
import { registerStoreApi } from '../../src/api/store/register.ts';
import { openOperation } from '../../src/app.ts';
import { loadEnvironment } from '../../src/config.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { GraphZoomError, messageOf } from '../../src/lib/errors.ts';
import { SERVER_FILE } from '../../src/remote/server-file.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import { VERSION } from '../../src/version.ts';
import { ownApi } from './own-api.ts';

const KEY = 'gz_test_key';

/** Serves the store of a data directory, as `serve` does, while something is done. */
export async function whileServed<T>(home: string, work: (server: { url: string; key: string }) => Promise<T>): Promise<T> {
  const store = await openDuckdbStore(home, { clock: systemClock });
  const app = Fastify();
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${KEY}`) return reply.status(401).send({ error: { code: 'unauthorized', message: 'Unknown key.' } });
    request.caller = { kind: 'key', id: 'k', name: 'test', role: 'administrator' };
  });
  app.setErrorHandler((error, _, reply) => {
    const { code = 'bug', hint } = error as Partial<GraphZoomError>;
    void reply.status(error instanceof GraphZoomError ? 400 : 500).send({ error: { code, message: messageOf(error), hint } });
  });
  const operation = await openOperation({ env: loadEnvironment({}), store, dataDir: home, warn: () => undefined });
  ownApi(app, store, operation, home);
  registerStoreApi(app, { store, clock: systemClock });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await writeFile(path.join(home, SERVER_FILE), JSON.stringify({ url, pid: process.pid, key: KEY, version: VERSION, startedOn: Date.now() }), { mode: 0o600 });
  try {
    return await work({ url, key: KEY });
  } finally {
    await operation.stop();
    await app.close();
    await store.close();
  }
}
