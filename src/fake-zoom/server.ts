import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../lib/clock.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { ENDPOINTS } from '../zoom/endpoints/index.ts';
import { type Answer, badPageToken, badToken, failure, lacksScopes, notRecognized, paidOnly } from './answers.ts';
import type { OrganisationChange } from './changes.ts';
import { type FaultProfileName, type Faults, faultsOf } from './faults.ts';
import { type Injection, Injector } from './inject.ts';
import { type Credentials, OAuth } from './oauth.ts';
import { type FakePlan, RateLimits, type Refusal } from './rate-limits.ts';
import { ROUTES, type Route } from './routes.ts';
import { sendChangeEvents, type WebhookTarget } from './webhooks.ts';
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

/** Headers of a real answer that are the same every time (section 9.2), without the cookies. */
const FIXED = {
  'content-type': 'application/json;charset=UTF-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache, no-store, must-revalidate, no-transform',
  pragma: 'no-cache',
  'x-zm-zoneid': 'VA',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Labels as Zoom prints them: `Light`, not `LIGHT`. */
const CATEGORY: Readonly<Record<RateLabel, string>> = { LIGHT: 'Light', MEDIUM: 'Medium', HEAVY: 'Heavy', RESOURCE_INTENSIVE: 'Resource-intensive' };

let trackingCounter = 0;
const trackingId = (): string => `v=2.0;clid=us06;rid=WEB_${(++trackingCounter).toString(16).padStart(32, '0')}`;

function send(response: http.ServerResponse, { status, body, headers }: Answer, label?: RateLabel, more: Readonly<Record<string, string>> = {}): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...FIXED, 'content-length': text.length, 'x-zm-trackingid': trackingId(), ...(label ? { 'x-ratelimit-category': CATEGORY[label] } : {}), ...more, ...headers });
  response.end(text);
}

const html = (response: http.ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/html', server: 'cloudflare', 'x-zm-trackingid': trackingId() });
  response.end(`<html><head><title>${status}</title></head><body>Something went wrong (${randomBytes(4).toString('hex')})</body></html>`);
};

/** The 429s of section 2.2 and 2.3. */
function tooMany(refusal: Refusal): Answer {
  if (refusal.kind === 'second') return failure(429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.', { 'x-ratelimit-type': 'QPS' });
  return dailyAnswer(new Date(refusal.until).toISOString().replace('.000Z', 'Z'), refusal.limit);
}

const dailyAnswer = (retryAfter: string, limit: number): Answer =>
  failure(429, 429, 'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.', {
    'x-ratelimit-type': 'Daily-limit',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'retry-after': retryAfter,
  });

/** Does to a request what a fault says. */
function spoil(request: http.IncomingMessage, response: http.ServerResponse, injection: Exclude<Injection, { kind: 'slow' }>, answer: Answer, label: RateLabel | undefined): void {
  switch (injection.kind) {
    case 'server-error':
      return html(response, injection.status);
    case 'reset':
      request.socket.destroy();
      return;
    case 'truncated': {
      const text = JSON.stringify(answer.body);
      response.writeHead(200, { ...FIXED, 'content-length': Buffer.byteLength(text) + 100 });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    case 'bad-json':
      response.writeHead(200, FIXED);
      response.end('{"users":[{"id":');
      return;
    case 'error-body':
      return send(response, { status: 200, body: { code: 500, message: 'Internal server error.' } }, label);
    case 'unauthorized':
      return send(response, failure(401, 124, 'Access token is expired.'), label);
    case 'qps':
      return send(response, tooMany({ kind: 'second' }), label);
    case 'page-expired':
      return send(response, badPageToken, label);
    case 'daily':
      return send(response, dailyAnswer(injection.retryAfter, 2000), label);
  }
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
