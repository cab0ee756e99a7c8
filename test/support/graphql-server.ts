import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { pino } from 'pino';
import { openAlerting } from '../../src/alerting.ts';
import type { ApiContext } from '../../src/api/context.ts';
import { registerGraphql } from '../../src/api/graphql/register.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { Entity, Relationship } from '../../src/model/graph.ts';
import { createPlatform, type OwnPlatform } from '../../src/platform/create-platform.ts';
import type { Caller, Role } from '../../src/platform/platform.ts';
import { newKey } from '../../src/platform/secret-key.ts';
import { createVault } from '../../src/platform/vault.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly serviceName: string; readonly [key: string]: unknown };
}
export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly data: any;
  readonly errors?: readonly GraphqlError[];
}

/** A server with the GraphQL API alone, over HTTP, on a real store and platform. */
export interface GraphqlServer {
  readonly url: string;
  readonly store: Store;
  readonly platform: OwnPlatform;
  readonly context: ApiContext;
  /** What the server logged as errors. */
  readonly logged: string[];
  /** Posts a body as it is and gives status and JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  post(body: unknown, options?: { as?: Role; key?: string; path?: string; headers?: Record<string, string> }): Promise<{ status: number; json: any; type: string | null }>;
  /** One operation; its answer. */
  ask(query: string, variables?: Record<string, unknown>, as?: Role): Promise<GraphqlAnswer>;
  /** Puts members into a subgraph. */
  fill(entities: readonly Entity[], relationships?: readonly Relationship[], subgraph?: { source: 'api' | 'integration-managed'; scope: string }): Promise<void>;
  close(): Promise<void>;
}

const caller = (role: Role): Caller => ({ kind: 'key', id: role, name: `Ada the ${role}`, role });

export async function startGraphql(): Promise<GraphqlServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'graph-zoom-graphql-'));
  const store = await openDuckdbStore(dataDir, { clock: systemClock });
  const key = newKey();
  const vault = createVault({ read: async () => [key], write: async () => {} });
  const platform = createPlatform({ store, clock: systemClock, vault });
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const context: ApiContext = {
    ...openAlerting({
      env: { GRAPH_ZOOM_ALLOW_ADDRESSES: [], GRAPH_ZOOM_ALLOW_COMMANDS: [] },
      store,
      dataDir,
      clock: systemClock,
      vault,
      collections: async () => [],
      onError: (error) => void logged.push(String(error)),
    }),
    store,
    platform,
    clock: systemClock,
    log,
    account: 'acme',
    dataDir,
    probe: async () => ({ credentials: 'server-to-server', probes: [] }),
    stopRun: () => Promise.reject(new Error('not here')),
    async run(instanceId) {
      const instance = await platform.instances.get(instanceId);
      return platform.jobs.open({ instanceId, definitionId: instance?.definitionId ?? '', cause: 'request' });
    },
  };
  const app = fastify();
  // As the server's own hook does it: roles by name, and keys of the platform.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.needs === 'public') return;
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const known = ['reader', 'operator', 'administrator'].includes(bearer) ? caller(bearer as Role) : await platform.keys.check(bearer);
    if (!known) return reply.code(401).send({ error: { code: 'unauthenticated', message: 'No such key.' } });
    request.caller = known;
  });
  registerGraphql(app, context);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  const post: GraphqlServer['post'] = async (body, { as = 'administrator', key: given, path: at = '/graphql', headers = {} } = {}) => {
    const response = await fetch(`${url}${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${given ?? as}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, json: await response.json(), type: response.headers.get('content-type') };
  };
  return {
    url,
    store,
    platform,
    context,
    logged,
    post,
    ask: async (query, variables = {}, as = 'administrator') => (await post({ query, variables }, { as })).json as GraphqlAnswer,
    async fill(entities, relationships = [], subgraph = { source: 'integration-managed', scope: 'zoom' }) {
      const sync = await store.beginSync({ ...subgraph, on: Date.now() });
      await sync.entities(entities);
      await sync.relationships(relationships);
      await sync.commit({ completeTypes: '*' });
    },
    async close() {
      await app.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
