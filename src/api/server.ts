import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiContext } from './context.ts';
import { answerErrors } from './errors.ts';
import { registerGraph } from './graph/register.ts';
import { registerGraphql } from './graphql/register.ts';
import { acceptGzip } from './http/gunzip.ts';
import { logRequests } from './http/log-requests.ts';
import { answerBadAddress, answerNoRequest } from './http/machinery-errors.ts';
import { registerOauth } from './oauth/register.ts';
import { registerOpenapi } from './openapi/register.ts';
import { registerHealth } from './operations/health.ts';
import { registerMetrics } from './operations/metrics.ts';
import { registerOwn } from './own/register.ts';
import { registerPages } from './pages/register.ts';
import { registerPersister } from './persister/register.ts';
import { type AccessOptions, type Declared, guard } from './security/authenticate.ts';
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
  /** Everything it answers to. */
  readonly routes: readonly Declared[];
  /** Where it listens, as an address for this machine. */
  readonly url: string;
  /** Lets requests end for a while, then ends them. */
  close(): Promise<void>;
}

/** Bodies without a limit of their own; uploads have larger ones (persister/, graphql/, store/). */
const BODY_LIMIT = 1024 * 1024;
/** How long requests may take to end when the server stops. */
const GRACE_MS = 10_000;
/** How long a request may take to arrive: the largest are files put at an upload URL, which is valid for so long. */
const ARRIVAL_MS = 60 * 60 * 1000;

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

const newApp = (context: ApiContext, options: ServerOptions): FastifyInstance =>
  Fastify({
    loggerInstance: context.log,
    ...(options.tls ? { https: options.tls } : {}),
    bodyLimit: BODY_LIMIT,
    // One proxy is known; what somebody before it says, anybody may say.
    trustProxy: options.behindProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: ARRIVAL_MS,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: answerNoRequest,
    frameworkErrors: answerBadAddress,
  }) as unknown as FastifyInstance;

/** What is the same for all routes, then the routes. */
async function assemble(app: FastifyInstance, context: ApiContext, options: ServerOptions): Promise<readonly Declared[]> {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  logRequests(app);
  addHeaders(app);
  answerErrors(app);
  const routes = guard(app, context, options);
  acceptGzip(app);
  await registerOpenapi(app);
  for (const part of PARTS) part(app, context);
  return routes;
}

/** Starts to listen. Fails with the system's error where it cannot. */
export async function startServer(context: ApiContext, options: ServerOptions): Promise<Server> {
  const app = newApp(context, options);
  let routes: readonly Declared[];
  try {
    routes = await assemble(app, context, options);
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close(); // what its parts have begun would keep the process
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const name = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    routes,
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
