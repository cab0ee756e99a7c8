import { createHash } from 'node:crypto';
import type { Faults } from './faults.ts';
import { endOfDay } from './rate-limits.ts';

/** What is done to one request in place of answering it, or while it is answered. */
export type Injection =
  | { readonly kind: 'reset' | 'truncated' | 'bad-json' | 'error-body' | 'unauthorized' | 'qps' | 'page-expired' | 'odd-unauthorized' }
  | { readonly kind: 'server-error'; readonly status: number; readonly json?: boolean }
  | { readonly kind: 'slow' | 'slow-body'; readonly ms: number }
  | { readonly kind: 'daily'; readonly retryAfter: string };

export interface InjectRequest {
  /** With the query. */
  readonly path: string;
  readonly label: string;
  readonly hasPageToken: boolean;
  readonly now: number;
}

const SERVER_ERRORS: readonly Injection[] = [
  { kind: 'server-error', status: 500, json: true },
  { kind: 'server-error', status: 502 },
  { kind: 'server-error', status: 503 },
  { kind: 'server-error', status: 504 },
];
/** A request is hit at most so often: whoever repeats it a third time gets through. */
const HITS = 2;
/** The surfaces that `oddUnauthorized` closes. */
const ODD = /_domains$/;

/** Decides about faults from seed and request alone, so that the order of requests does not matter. */
export class Injector {
  readonly #seed: number;
  readonly #hits = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  decide(faults: Faults, request: InjectRequest): Injection | undefined {
    const daily = this.#daily(faults, request);
    if (daily) return daily;
    const [route = ''] = request.path.split('?');
    if (faults.oddUnauthorized && ODD.test(route)) return { kind: 'odd-unauthorized' };
    if (faults.pageTokenExpired && request.hasPageToken && this.#once(`page ${route}`, 1)) return { kind: 'page-expired' };
    const shares = sharesOf(faults, request.path);
    if (shares.every(([share]) => share === 0)) return undefined;
    let at = createHash('md5').update(`${this.#seed} ${request.path}`).digest().readUInt32BE(0) / 4294967296;
    for (const [share, injection] of shares) {
      // Once in a run: two revocations in a row would look like a token that Zoom never accepts.
      const [key, times] = injection.kind === 'unauthorized' ? ['unauthorized', 1] : [request.path, HITS];
      if (at < share) return this.#once(key as string, times as number) ? injection : undefined;
      at -= share;
    }
    return undefined;
  }

  /** Counts a request; gives the scope that is lost by now, if one is. */
  lostScope({ scopeLost }: Faults): string | undefined {
    if (!scopeLost) return undefined;
    return this.#count('all') > scopeLost.after ? scopeLost.scope : undefined;
  }

  #daily({ dailyLimit }: Faults, { label, now }: InjectRequest): Injection | undefined {
    if (!dailyLimit || dailyLimit.label !== label) return undefined;
    if (this.#count(label) <= dailyLimit.after) return undefined;
    const until = endOfDay(now);
    const forms = { iso: new Date(until).toISOString().replace('.000Z', 'Z'), http: new Date(until).toUTCString(), seconds: String(Math.ceil((until - now) / 1000)) };
    return { kind: 'daily', retryAfter: forms[dailyLimit.form] };
  }

  #count(what: string): number {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return count;
  }

  #once(key: string, times: number): boolean {
    const hits = this.#hits.get(key) ?? 0;
    this.#hits.set(key, hits + 1);
    return hits < times;
  }

  /** Forgets what was hit, for another run with the same faults. */
  reset(): void {
    this.#hits.clear();
    this.#counts.clear();
  }
}

const sharesOf = (faults: Faults, path: string): readonly (readonly [number, Injection])[] => [
  [faults.serverError, SERVER_ERRORS[path.length % SERVER_ERRORS.length] as Injection],
  [faults.badGateway, { kind: 'server-error', status: 502 }],
  [faults.reset, { kind: 'reset' }],
  [faults.slow, { kind: 'slow', ms: faults.slowMs }],
  [faults.slowBody, { kind: 'slow-body', ms: faults.slowMs }],
  [faults.truncated, { kind: 'truncated' }],
  [faults.badJson, { kind: 'bad-json' }],
  [faults.errorBody, { kind: 'error-body' }],
  [faults.unauthorized, { kind: 'unauthorized' }],
  [faults.storm429, { kind: 'qps' }],
];
