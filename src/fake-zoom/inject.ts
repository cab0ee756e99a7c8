import { createHash } from 'node:crypto';
import type { Faults } from './faults.ts';
import { endOfDay } from './rate-limits.ts';

/** What is done to one request in place of answering it. */
export type Injection =
  | { readonly kind: 'reset' | 'truncated' | 'bad-json' | 'error-body' | 'unauthorized' | 'qps' | 'page-expired' }
  | { readonly kind: 'server-error'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'daily'; readonly retryAfter: string };

const STATUSES = [500, 502, 503] as const;
/** A request is hit at most so often: whoever repeats it a third time gets through. */
const HITS = 2;

/** Decides about faults from seed and request alone, so that the order of requests does not matter. */
export class Injector {
  readonly #seed: number;
  readonly #hits = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  decide(faults: Faults, request: { path: string; label: string; hasPageToken: boolean; now: number }): Injection | undefined {
    if (faults.outage) return { kind: 'server-error', status: 503 };
    const daily = this.#daily(faults, request.label, request.now);
    if (daily) return daily;
    if (faults.pageTokenExpired && request.hasPageToken && this.#once(`page ${request.path.split('?')[0]}`, 1)) return { kind: 'page-expired' };
    const shares: readonly (readonly [number, Injection])[] = [
      [faults.serverError, { kind: 'server-error', status: STATUSES[request.path.length % STATUSES.length] as number }],
      [faults.reset, { kind: 'reset' }],
      [faults.slow, { kind: 'slow', ms: faults.slowMs }],
      [faults.truncated, { kind: 'truncated' }],
      [faults.badJson, { kind: 'bad-json' }],
      [faults.errorBody, { kind: 'error-body' }],
      [faults.unauthorized, { kind: 'unauthorized' }],
      [faults.storm429, { kind: 'qps' }],
    ];
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

  #daily({ dailyLimit }: Faults, label: string, now: number): Injection | undefined {
    if (!dailyLimit || dailyLimit.label !== label) return undefined;
    const count = (this.#counts.get(label) ?? 0) + 1;
    this.#counts.set(label, count);
    if (count <= dailyLimit.after) return undefined;
    const until = endOfDay(now);
    const forms = { iso: new Date(until).toISOString().replace('.000Z', 'Z'), http: new Date(until).toUTCString(), seconds: String(Math.ceil((until - now) / 1000)) };
    return { kind: 'daily', retryAfter: forms[dailyLimit.form] };
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
