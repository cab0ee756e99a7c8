import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayDo } from '../../platform/roles.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { pathOf } from '../errors.ts';
import { SESSION_COOKIE } from './cookies.ts';
import { assertHost, assertSameOrigin } from './hosts.ts';

export interface AccessOptions {
  readonly allowedHosts: readonly string[];
  /** A key that administrates, given to the process by whoever starts it. */
  readonly initialKey?: string;
}

type Known = NonNullable<FastifyRequest['caller']>;

/** Wrong keys from one address in a minute, after which it is answered 429 only. */
const MOST_REFUSED = 60;

/** Decides for every request who asks and whether they may. A route says what it needs; one that says nothing cannot be registered. */
export function guard(app: FastifyInstance, context: ApiContext, { allowedHosts, initialKey }: AccessOptions): void {
  const hosts = allowedHosts.map((name) => name.toLowerCase());
  const initial = initialKey === undefined ? undefined : hash(initialKey);
  const refusals = app.createRateLimit({ max: MOST_REFUSED, timeWindow: '1 minute' });

  app.addHook('onRoute', ({ config, url, method }) => {
    if (config?.needs === undefined) throw new Error(`The route ${method} ${url} does not say what it needs.`);
  });

  const bearer = async (header: string): Promise<Known | undefined> => {
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (key === undefined) return undefined;
    if (initial && timingSafeEqual(initial, hash(key))) return { kind: 'key', id: 'initial', name: 'GRAPH_ZOOM_API_KEY', role: 'administrator' };
    return context.platform.keys.check(key);
  };
  const identify = async (request: FastifyRequest): Promise<Known | undefined> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return bearer(authorization);
    const secret = request.cookies[SESSION_COOKIE];
    return secret === undefined ? undefined : context.platform.sessions.check(secret);
  };

  app.addHook('onRequest', async (request, reply) => {
    assertHost(request, hosts);
    const { needs } = request.routeOptions.config;
    if (needs === undefined) return; // no route: answered with 404
    const caller = await identify(request);
    if (caller) request.caller = caller;
    if (needs === 'public') return;
    if (!caller) {
      const { isExceeded, ttlInSeconds } = (await refusals(request)) as { isExceeded?: boolean; ttlInSeconds?: number };
      if (isExceeded) {
        reply.header('retry-after', String(ttlInSeconds ?? 60));
        throw new ApiError(429, 'TOO_MANY_REQUESTS', 'Too many requests without a valid key.', 'Wait a minute.');
      }
      reply.header('www-authenticate', 'Bearer realm="graph-zoom"');
      throw new ApiError(
        401,
        'UNAUTHENTICATED',
        request.headers.authorization === undefined ? 'An API key is needed.' : 'The API key is unknown, revoked or expired.',
        'Send it as `Authorization: Bearer KEY`; `graph-zoom keys create` makes one.',
      );
    }
    if (caller.kind === 'session') assertSameOrigin(request);
    assertAccount(request, context.account);
    if (mayDo(caller.role, needs)) return;
    await context.platform.audit.add({ who: caller.name, role: caller.role, action: 'request', target: `${request.method} ${pathOf(request.url)}`, outcome: 'refused' });
    throw new ApiError(403, 'FORBIDDEN', `This needs the role ${needs}; ${JSON.stringify(caller.name)} has ${caller.role}.`);
  });
}

/** Clients name the account in one of two headers (reference/jupiterone-platform.md, section 2.1). */
function assertAccount(request: FastifyRequest, account: string | undefined): void {
  const named = request.headers['jupiterone-account'] ?? request.headers['lifeomic-account'];
  if (account === undefined || typeof named !== 'string' || named === '' || named === account) return;
  throw new ApiError(403, 'WRONG_ACCOUNT', `This server holds the account ${JSON.stringify(account)}, not ${JSON.stringify(named.slice(0, 100))}.`, 'Correct JUPITERONE_ACCOUNT of the client.');
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
