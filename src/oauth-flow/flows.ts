import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { authorizeUrl, createPkce } from '../zoom/oauth.ts';

/** An app of the Zoom Marketplace, and where its Zoom is. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly oauthUrl: string;
}

/** One authorization that a person was sent to Zoom for; `about` is what the caller wants to know again when they come back. */
export interface Flow<About> {
  readonly app: OAuthApp;
  readonly redirectUri: string;
  readonly about: About;
}

export type StateProblem = 'unknown' | 'used' | 'expired' | 'other-browser';
export type Taken<About> = { readonly ok: true; readonly flow: Flow<About>; readonly verifier: string } | { readonly ok: false; readonly reason: StateProblem };

interface Pending<About> {
  readonly flow: Flow<About>;
  readonly verifier: string;
  readonly browser: Buffer;
  readonly until: number;
  used: boolean;
}

/** How long a person may take between our page and Zoom's answer. */
export const FLOW_MS = 10 * 60_000;
/** More than that are open only when somebody asks for pages in a loop; the oldest is forgotten. */
const MOST_OPEN = 200;

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The authorizations that are open: each belongs to one browser, works once, and not for long. State and cookie are kept as hashes. */
export class Flows<About> {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending<About>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens one for the browser with this cookie, and gives Zoom's address to send it to: with a state, and the challenge of PKCE. */
  begin(flow: Flow<About>, browser: string): string {
    const state = randomBytes(32).toString('base64url');
    const { verifier, challenge } = createPkce();
    this.#forget();
    this.#pending.set(hash(state).toString('hex'), { flow, verifier, browser: hash(browser), until: this.#clock.now() + FLOW_MS, used: false });
    return authorizeUrl({ oauthUrl: flow.app.oauthUrl, clientId: flow.app.clientId, redirectUri: flow.redirectUri, state, challenge });
  }

  /** The authorization that a state is of. It is used up, whatever comes of it. */
  take(state: string | undefined, browser: string | undefined): Taken<About> {
    // Found by its hash: how long that takes says nothing about states that are open.
    const found = state === undefined ? undefined : this.#pending.get(hash(state).toString('hex'));
    if (!found) return { ok: false, reason: 'unknown' };
    if (found.used) return { ok: false, reason: 'used' };
    found.used = true;
    if (found.until <= this.#clock.now()) return { ok: false, reason: 'expired' };
    if (!timingSafeEqual(found.browser, hash(browser ?? ''))) return { ok: false, reason: 'other-browser' };
    return { ok: true, flow: found.flow, verifier: found.verifier };
  }

  /** Kept for as long again as they live, so that one who comes late is told so. */
  #forget(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#pending) if (until + FLOW_MS <= now || this.#pending.size >= MOST_OPEN) this.#pending.delete(key);
  }
}
