import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo } from '../../platform/roles.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext, Needs } from '../context.ts';
import { pathOf } from '../http/path.ts';
import { sessionSecret } from './cookies.ts';
import { assertHost, assertSameOrigin } from './hosts.ts';

export interface AccessOptions {
  readonly allowedHosts: readonly string[];
  /** A key that administrates, given to the process by whoever starts it. */
  readonly initialKey?: string;
}

/** A route as it was registered. */
export interface Declared {
  readonly method: string;
  readonly url: string;
  readonly needs: Needs;
  readonly boundKeys: boolean;
}

type Known = NonNullable<FastifyRequest['caller']>;

/** Requests of one address without a valid key in a minute, after which it is answered 429 only. */
const MOST_REFUSED = 60;

/** Decides for every request who asks and whether they may. A route says what it needs; one that says nothing cannot be registered. Gives the routes, as they come. */
export function guard(app: FastifyInstance, context: ApiContext, { allowedHosts, initialKey }: AccessOptions): readonly Declared[] {
  const routes: Declared[] = [];
  const { keys, sessions, audit } = context.platform;
  const hosts = allowedHosts.map((name) => name.toLowerCase());
  const initial = initialKey === undefined ? undefined : hash(initialKey);
  const refusals = app.createRateLimit({ max: MOST_REFUSED, timeWindow: '1 minute' });

  app.addHook('onRoute', ({ config, url, method }) => {
    if (config?.needs === undefined) throw new Error(`The route ${method} ${url} does not say what it needs.`);
    for (const one of [method].flat()) routes.push({ method: one, url, needs: config.needs, boundKeys: config.boundKeys ?? false });
  });

  const bearer = async (header: string): Promise<Known | undefined> => {
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (key === undefined) return undefined;
    if (initial && timingSafeEqual(initial, hash(key))) return { kind: 'key', id: 'initial', name: 'GRAPH_ZOOM_API_KEY', role: 'administrator' };
    return keys.check(key);
  };
  const identify = async (request: FastifyRequest): Promise<Known | undefined> => {
    const { authorization = '' } = request.headers;
    // Another scheme is not ours: a proxy in front may ask for one.
    if (/^Bearer\b/i.test(authorization)) return bearer(authorization);
    const secret = sessionSecret(request);
    return secret === undefined ? undefined : sessions.check(secret);
  };

  const countUnknown = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { isExceeded, ttlInSeconds } = (await refusals(request)) as { isExceeded?: boolean; ttlInSeconds?: number };
    if (!isExceeded) return;
    reply.header('retry-after', String(ttlInSeconds ?? 60));
    throw new ApiError(429, 'TOO_MANY_REQUESTS', 'Too many requests without a valid key.', 'Wait a minute.');
  };
  const refuseUnknown = async (request: FastifyRequest, reply: FastifyReply): Promise<never> => {
    await countUnknown(request, reply);
    reply.header('www-authenticate', 'Bearer realm="graph-zoom"');
    throw new ApiError(
      401,
      'UNAUTHENTICATED',
      request.headers.authorization === undefined ? 'An API key is needed.' : 'The API key is unknown, revoked or expired.',
      'Send it as `Authorization: Bearer KEY`; `graph-zoom keys create` makes one.',
    );
  };
  const refuse = async (request: FastifyRequest, { name, role }: Known, why: string): Promise<never> => {
    await audit.add({ who: name, role, action: 'request', target: `${request.method} ${pathOf(request.url)}`, detail: why, outcome: 'refused' });
    throw new ApiError(403, 'FORBIDDEN', why);
  };

  app.addHook('onRequest', async (request, reply) => {
    assertHost(request, hosts);
    const { needs, boundKeys } = request.routeOptions.config;
    if (needs === undefined) return; // no route: answered with 404
    const caller = await identify(request);
    if (needs === 'public') {
      // Who has a wrong key is nobody here, but it counts; so is who has a key for one instance.
      if (!caller && request.headers.authorization !== undefined) await countUnknown(request, reply);
      if (caller && caller.instanceId === undefined) request.caller = caller;
      return;
    }
    if (!caller) return refuseUnknown(request, reply);
    if (caller.kind === 'session') assertSameOrigin(request);
    assertAccount(request, context.account);
    if (caller.instanceId !== undefined && !boundKeys) return refuse(request, caller, 'This API key was made for one integration instance, and may upload to that one only.');
    if (!mayDo(caller.role, needs)) return refuse(request, caller, `This needs the role ${needs}; ${JSON.stringify(caller.name)} has ${caller.role}.`);
    request.caller = caller;
  });
  return routes;
}

/** Clients name the account in one of two headers (reference/jupiterone-platform.md, section 2.1). */
function assertAccount(request: FastifyRequest, account: string | undefined): void {
  const named = request.headers['jupiterone-account'] ?? request.headers['lifeomic-account'];
  if (account === undefined || typeof named !== 'string' || named === '' || named === account) return;
  throw new ApiError(403, 'WRONG_ACCOUNT', `This server holds the account ${JSON.stringify(account)}, not ${JSON.stringify(named.slice(0, 100))}.`, 'Correct JUPITERONE_ACCOUNT of the client.');
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
