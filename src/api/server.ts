import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiContext } from './context.ts';
import { answerErrors, pathOf } from './errors.ts';
import { registerGraph } from './graph/register.ts';
import { registerGraphql } from './graphql/register.ts';
import { acceptGzip } from './http/gunzip.ts';
import { registerOauth } from './oauth/register.ts';
import { registerOpenapi } from './openapi/register.ts';
import { registerHealth } from './operations/health.ts';
import { registerMetrics } from './operations/metrics.ts';
import { registerOwn } from './own/register.ts';
import { registerPages } from './pages/register.ts';
import { registerPersister } from './persister/register.ts';
import { type AccessOptions, guard } from './security/authenticate.ts';
import { addHeaders } from './security/headers.ts';
import { registerLogin } from './security/login.ts';
import { registerStoreApi } from './store/register.ts';

export interface ServerOptions extends AccessOptions {
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** A proxy in front says, in `X-Forwarded-…`, which address and scheme the client used. */
  readonly behindProxy?: boolean;
}

export interface Server {
  readonly app: FastifyInstance;
  /** Where it listens, as an address for this machine. */
  readonly url: string;
  /** Lets requests end for a while, then ends them. */
  close(): Promise<void>;
}

/** Bodies without a limit of their own; uploads have larger ones (persister/, graphql/, store/). */
const BODY_LIMIT = 1024 * 1024;
/** How long requests may take to end when the server stops. */
const GRACE_MS = 10_000;

/** What the server is made of. A new part is one line here. */
const PARTS: readonly ((app: FastifyInstance, context: ApiContext) => void)[] = [
  registerLogin,
  registerPages,
  registerOauth,
  registerHealth,
  registerMetrics,
  registerOwn,
  registerPersister,
  registerGraph,
  registerGraphql,
  registerStoreApi,
];

/** All routes, without listening. */
export async function createApp(context: ApiContext, options: Omit<ServerOptions, 'host' | 'port'>): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: context.log,
    ...(options.tls ? { https: options.tls } : {}),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.behindProxy ?? false,
    // Every request closes its connection while the server stops.
    return503OnClosing: true,
    requestTimeout: 0,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  addHeaders(app);
  answerErrors(app);
  guard(app, context, options);
  acceptGzip(app);
  await registerOpenapi(app);
  for (const part of PARTS) part(app, context);
  await app.ready();
  return app;
}

/** Starts to listen. Fails with the system's error where it cannot. */
export async function startServer(context: ApiContext, options: ServerOptions): Promise<Server> {
  const app = await createApp(context, options);
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  const name = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    app,
    url: `${options.tls ? 'https' : 'http'}://${name}:${port}`,
    async close() {
      const late = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      try {
        await app.close();
      } finally {
        clearTimeout(late);
      }
    },
  };
}

/** What a log says of a request: never the query, which may be a login token. */
export const LOG_SERIALIZERS = {
  req: (request: { method: string; url: string; ip?: string }) => ({ method: request.method, path: pathOf(request.url), from: request.ip }),
  res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
};
