import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { ApiError } from './api-error.ts';
import type { ApiContext } from './context.ts';
import { answerErrors } from './errors.ts';
import { registerGraph } from './graph/register.ts';
import { registerGraphql } from './graphql/register.ts';
import { acceptGzip } from './http/gunzip.ts';
import { readJson } from './http/json-body.ts';
import { logRequests } from './http/log-requests.ts';
import { answerBadAddress, answerNoRequest } from './http/machinery-errors.ts';
import { registerOauth } from './oauth/register.ts';
import type { OpenapiDocument } from './openapi/docs-page.ts';
import { openapiDocument, registerOpenapi } from './openapi/register.ts';
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
/** Characters of a part of an address: names of raw data are the longest. */
const MOST_PARAM = 1000;
/** How long requests may take to end when the server stops. */
const GRACE_MS = 10_000;
const SWEEP_MS = 50;
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
    routerOptions: { maxParamLength: MOST_PARAM },
    return503OnClosing: false, // it has another shape; refuseAtEnd() says it in ours
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
  refuseAtEnd(app);
  const routes = guard(app, context, options);
  acceptGzip(app);
  readJson(app);
  await registerOpenapi(app);
  for (const part of PARTS) part(app, context);
  return routes;
}

/** Whoever comes over a connection that is still open when no new ones are taken is told to come again, which clients do. */
function refuseAtEnd(app: FastifyInstance): void {
  let ended = false;
  app.addHook('preClose', async () => {
    ended = true;
  });
  app.addHook('onRequest', async () => {
    if (ended) throw new ApiError(503, 'STOPPING', 'The server is stopping.', 'Try again in a while.');
  });
}

/** What the server answers to and its OpenAPI document, without listening. */
export async function describeServer(context: ApiContext, options: AccessOptions): Promise<{ readonly routes: readonly Declared[]; readonly document: OpenapiDocument }> {
  const unheard = { ...options, host: 'localhost', port: 0 };
  const app = newApp(context, unheard);
  try {
    const routes = await assemble(app, context, unheard);
    await app.ready();
    return { routes, document: openapiDocument(app) };
  } finally {
    await app.close();
  }
}

/** Starts to listen. Fails with the system's error where it cannot. */
export async function startServer(context: ApiContext, options: ServerOptions): Promise<Server> {
  const app = newApp(context, options);
  let routes: readonly Declared[];
  try {
    routes = await assemble(app, context, options);
    // For localhost fastify would start a second server at ::1, and not wait for its requests at the end.
    await app.listen({ host: options.host === 'localhost' ? '127.0.0.1' : options.host, port: options.port });
  } catch (error) {
    await app.close(); // what its parts have begun would keep the process
    throw error;
  }
  let asked = 0;
  app.server.on('request', (_request, response) => {
    asked++;
    response.once('close', () => asked--);
  });
  const { port } = app.server.address() as AddressInfo;
  const name = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    routes,
    url: `${options.tls ? 'https' : 'http'}://${name}:${port}`,
    async close() {
      const late = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      // Connections stay open for the next request, and browsers open some for requests that they may send one day.
      const idle = setInterval(() => (asked === 0 ? app.server.closeAllConnections() : app.server.closeIdleConnections()), SWEEP_MS);
      try {
        await app.close();
      } finally {
        clearTimeout(late);
        clearInterval(idle);
      }
    },
  };
}
