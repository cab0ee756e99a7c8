import type http from 'node:http';
import { unescape as decode } from 'node:querystring';
import type { Clock } from '../lib/clock.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { type Answer, badToken, expiredToken, notRecognized, paidOnly } from './answers.ts';
import { type Injection, Injector } from './inject.ts';
import type { OAuth } from './oauth.ts';
import type { Requests } from './options.ts';
import { type FakePlan, RateLimits, tooMany } from './rate-limits.ts';
import { ROUTES, type Route } from './routes.ts';
import { missingScopes } from './scopes.ts';
import { spoil } from './spoil.ts';
import { send } from './wire.ts';
import type { World } from './world.ts';

/** What can be switched while the fake runs, as it is now. */
export interface Now {
  plan: FakePlan;
  otherLoad: number;
  latencyMs: number;
  scopes: readonly string[];
}

export interface ApiOptions {
  readonly world: World;
  readonly oauth: OAuth;
  readonly now: Now;
  readonly requests: Requests;
  readonly seed: number;
  readonly clock: Clock;
  readonly maxPageSize: number;
}

interface Decided {
  readonly answer: Answer;
  readonly label?: RateLabel;
  readonly injection?: Injection | undefined;
}

/** Zoom's REST API: token, route, limit, scope, plan, then the answer, or the fault in its place. */
export class Api {
  readonly #options: ApiOptions;
  readonly #limits = new RateLimits();
  readonly #injector: Injector;
  #lostScope: string | undefined;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#injector = new Injector(options.seed);
  }

  /** Forgets which requests were hit by faults. */
  resetFaults(): void {
    this.#injector.reset();
    this.#lostScope = undefined;
  }

  /** The app's scopes without one that a fault has taken away. */
  scopes = (): readonly string[] => this.#options.now.scopes.filter((scope) => scope !== this.#lostScope);

  /** Answers a request; `url` without the `/v2`. */
  async handle(request: http.IncomingMessage, response: http.ServerResponse, url: URL): Promise<void> {
    const { now, clock, oauth, requests } = this.#options;
    requests.total++;
    const { answer, label, injection } = this.#decide(request, url);
    if (now.latencyMs > 0) await clock.sleep(now.latencyMs);
    if (injection && injection.kind !== 'slow') {
      if (injection.kind === 'unauthorized') oauth.revokeAll();
      if (injection.kind === 'qps' || injection.kind === 'daily') requests.rateLimited++;
      return spoil(request, response, injection, answer, label, clock);
    }
    if (injection) await clock.sleep(injection.ms);
    const limited = label === undefined || answer.status === 429;
    send(response, answer, label, limited ? {} : this.#limits.remaining(now.plan, label, clock.now(), now.otherLoad));
  }

  #decide(request: http.IncomingMessage, url: URL): Decided {
    const { oauth, now, clock, requests, world } = this.#options;
    if (world.faults.outage) return { answer: notRecognized, injection: { kind: 'server-error', status: 503 } };
    const found = request.method === 'GET' ? findRoute(url.pathname) : undefined;
    const token = oauth.state(request.headers.authorization?.replace(/^Bearer /i, '') ?? '', clock.now());
    const label = found?.route.label;
    if (token.kind !== 'good') return { answer: token.kind === 'expired' ? expiredToken : badToken, ...(label ? { label } : {}) };
    if (!found || !label) return { answer: notRecognized };
    const refusal = this.#limits.take(now.plan, label, clock.now(), now.otherLoad);
    if (refusal) {
      requests.rateLimited++;
      return { answer: tooMany(refusal), label };
    }
    const injection = this.#injector.decide(world.faults, { path: url.pathname + url.search, label, hasPageToken: Boolean(url.searchParams.get('next_page_token')), now: clock.now() });
    this.#lostScope = this.#injector.lostScope(world.faults);
    requests.byLabel[label] = (requests.byLabel[label] ?? 0) + 1;
    requests.byRoute[found.route.path] = (requests.byRoute[found.route.path] ?? 0) + 1;
    return { answer: this.#answer(found.route, found.ids, url, token.scopes), label, injection };
  }

  #answer(route: Route, ids: readonly string[], url: URL, granted: readonly string[]): Answer {
    const { now, clock, world, maxPageSize } = this.#options;
    // What the app loses is lost at once; what it gains comes with the next token (section 1.1).
    const app = this.scopes();
    const has = granted.filter((scope) => app.includes(scope));
    const refusal = missingScopes(route.scopes, has, { account: route.path.startsWith('/accounts/'), phone: route.path.startsWith('/phone/') });
    if (refusal) return refusal;
    if (route.paid && now.plan === 'free') return paidOnly;
    return route.handle({
      world,
      ids,
      query: url.searchParams,
      page: (page, source) => world.pages.answer(source, { ...page, maxPageSize: Math.min(page.maxPageSize, maxPageSize), route: url.pathname, query: url.searchParams, now: clock.now(), faults: world.faults }),
    });
  }
}

function findRoute(path: string): { route: Route; ids: readonly string[] } | undefined {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    // A stray percent sign makes an id that nobody has, not an error.
    if (match) return { route, ids: match.slice(1).map((id) => decode(id)) };
  }
  return undefined;
}
