import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../lib/clock.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { type Answer, badToken, failure, lacksScopes, notRecognized, paidOnly } from './answers.ts';
import type { OrganisationChange } from './changes.ts';
import { type FaultProfileName, type Faults, faultsOf } from './faults.ts';
import { type Injection, Injector } from './inject.ts';
import { type Credentials, OAuth } from './oauth.ts';
import { type FakePlan, RateLimits } from './rate-limits.ts';
import { ROUTES, type Route } from './routes.ts';
import { sendChangeEvents, type WebhookTarget } from './webhooks.ts';
import { html, send, spoil, tooMany } from './wire.ts';
import { World } from './world.ts';

export interface FakeZoomOptions {
  readonly users: number;
  readonly seed?: number;
  readonly plan?: FakePlan;
  readonly latencyMs?: number;
  /** Share of each limit that other apps of the account use. */
  readonly otherLoad?: number;
  readonly faults?: FaultProfileName | Partial<Faults>;
  /** Scopes of the app; all classic ones of the endpoint table where not given. */
  readonly scopes?: readonly string[];
  readonly locks?: { readonly meetingAuthentication?: boolean; readonly recordingAuthentication?: boolean };
  readonly port?: number;
  readonly tokenLifetimeS?: number;
  readonly pageTokenLifetimeMs?: number;
  readonly clock?: Clock;
  /** Plants texts that begin with CANARY in every secret key and in unknown keys that look like one. */
  readonly canaries?: boolean;
  readonly webhook?: WebhookTarget;
  /** `api_url` of token answers; none where not given. */
  readonly apiUrl?: string;
}

export interface FakeZoom {
  readonly url: string;
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly credentials: Credentials;
  readonly world: World;
  /** Requests answered, by label, by route, and refused for the rate. */
  readonly requests: { total: number; rateLimited: number; tokens: () => number; byLabel: Record<string, number>; byRoute: Record<string, number> };
  change(count: number): OrganisationChange[];
  /** Switches at run time. */
  set(options: Pick<FakeZoomOptions, 'faults' | 'scopes' | 'plan' | 'otherLoad' | 'latencyMs'>): void;
  close(): Promise<void>;
}

const PAGE_TOKEN_MS = 15 * 60 * 1000;
const TOKEN_S = 3599;
const MAX_BODY = 64 * 1024;

/** Starts a Zoom on 127.0.0.1 with an invented organisation (reference/zoom-api.md, section 9). */
export async function startFakeZoom(options: FakeZoomOptions): Promise<FakeZoom> {
  const clock = options.clock ?? systemClock;
  const seed = options.seed ?? 1;
  const now = { plan: options.plan ?? ('business' as FakePlan), otherLoad: options.otherLoad ?? 0, latencyMs: options.latencyMs ?? 0, scopes: options.scopes ?? defaultScopes() };
  const e2ee = now.plan === 'business' || now.plan === 'unlimited';
  const locks = { meetingAuthentication: false, recordingAuthentication: false, ...options.locks };
  const world = new World({ users: options.users, seed, locks, e2ee, canaries: options.canaries ?? false, pageTokenLifetimeMs: options.pageTokenLifetimeMs ?? PAGE_TOKEN_MS }, faultsOf(options.faults));
  const credentials = { accountId: world.org.accountId, clientId: 'fake-client-id', clientSecret: 'fake-client-secret' };
  const oauth = new OAuth({ credentials, lifetimeS: () => options.tokenLifetimeS ?? TOKEN_S, scope: () => now.scopes.join(' ') });
  const limits = new RateLimits();
  const injector = new Injector(seed);
  const requests = { total: 0, rateLimited: 0, tokens: () => oauth.issued, byLabel: {} as Record<string, number>, byRoute: {} as Record<string, number> };

  const decide = (request: http.IncomingMessage, url: URL): { answer: Answer; label?: RateLabel; injection?: Injection | undefined } => {
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!oauth.accepts(bearer, clock.now())) return { answer: badToken };
    const path = decodePath(url.pathname);
    const route = path === undefined ? undefined : ROUTES.find((r) => r.pattern.test(path));
    if (!route || path === undefined || request.method !== 'GET') return { answer: notRecognized };
    const { label } = route;
    const refusal = limits.take(now.plan, label, clock.now(), now.otherLoad);
    if (refusal) {
      requests.rateLimited++;
      return { answer: tooMany(refusal), label };
    }
    const injection = injector.decide(world.faults, { path: url.pathname + url.search, label, hasPageToken: Boolean(url.searchParams.get('next_page_token')), now: clock.now() });
    requests.byLabel[label] = (requests.byLabel[label] ?? 0) + 1;
    const name = route.path ?? route.pattern.source;
    requests.byRoute[name] = (requests.byRoute[name] ?? 0) + 1;
    return { answer: answer(route, path, url.searchParams), label, injection };
  };

  const answer = (route: Route, path: string, query: URLSearchParams): Answer => {
    const open = [...route.scopes.classic, ...route.scopes.granular].some((scope) => now.scopes.includes(scope));
    if (!open) return lacksScopes(route.scopes.granular.length > 0 ? route.scopes.granular : route.scopes.classic);
    if (route.paid && now.plan === 'free') return paidOnly;
    const ids = (route.pattern.exec(path) ?? []).slice(1);
    return route.handle({
      world,
      ids,
      query,
      page: ({ items, maxPageSize }, source) => world.pages.answer(source, { route: path, query, items, maxPageSize, now: clock.now(), duplicates: world.faults.duplicates, drift: world.faults.totalsDrift }),
    });
  };

  const server = http.createServer({ keepAliveTimeout: 30_000 }, async (request, response) => {
    try {
      const url = new URL(request.url ?? '/', 'http://fake');
      if (url.pathname.startsWith('/oauth/')) return await handleOAuth(request, response, url);
      if (!url.pathname.startsWith('/v2/')) return send(response, notRecognized);
      requests.total++;
      url.pathname = url.pathname.slice('/v2'.length);
      const { answer: result, label, injection } = decide(request, url);
      if (now.latencyMs > 0) await clock.sleep(now.latencyMs);
      if (!injection || injection.kind === 'slow') {
        if (injection) await clock.sleep(injection.ms);
        const day = label && limits.remaining(now.plan, label, clock.now());
        return send(response, result, label, day ? { 'x-ratelimit-limit': String(day.limit), 'x-ratelimit-remaining': String(day.remaining) } : {});
      }
      if (injection.kind === 'unauthorized') oauth.revokeAll();
      if (injection.kind === 'qps' || injection.kind === 'daily') requests.rateLimited++;
      spoil(request, response, injection, result, label);
    } catch (error) {
      send(response, failure(500, 500, error instanceof Error ? error.message : 'internal error'));
    }
  });

  const handleOAuth = async (request: http.IncomingMessage, response: http.ServerResponse, url: URL): Promise<void> => {
    if (url.pathname === '/oauth/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? 'http://localhost:5000/redirect');
      back.searchParams.set('code', oauth.authorize(url.searchParams));
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href });
      response.end();
      return;
    }
    const form = new URLSearchParams(await readBody(request));
    for (const [name, value] of url.searchParams) if (!form.has(name)) form.set(name, value);
    if (request.method !== 'POST') return send(response, failure(405, 405, 'Method not allowed'));
    if (world.faults.outage) return html(response, 503);
    const { status, body } = url.pathname === '/oauth/revoke' ? oauth.revoke(form.get('token') ?? '') : oauth.token(request.headers.authorization, form, clock.now(), options.apiUrl);
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', 'content-length': Buffer.byteLength(text), 'cache-control': 'no-store', 'x-frame-options': 'SAMEORIGIN', 'x-zm-zoneid': 'VA' });
    response.end(text);
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/v2`,
    oauthUrl: `${url}/oauth`,
    credentials,
    world,
    requests,
    change: (count) => {
      const made = world.change(count);
      if (options.webhook) void sendChangeEvents(options.webhook, world, made, clock);
      return made;
    },
    set: ({ faults, ...rest }) => {
      Object.assign(now, Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)));
      if (faults !== undefined) {
        world.faults = faultsOf(faults);
        injector.reset();
      }
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const defaultScopes = (): string[] => [...new Set(ENDPOINTS.flatMap((endpoint) => endpoint.scopes.classic.slice(0, 1)))];

/** The path with its parameters decoded; undefined when it cannot be. */
function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Error('body too large');
  }
  return text;
}
