import type { Clock } from '../lib/clock.ts';
import { createPace, earliestStart, pauseUntil, recordStart } from './pace.ts';
import { cutRate, type Rate, rateAt } from './rate.ts';

export interface LimiterOptions {
  /** Starts allowed in any window of `windowMs`. */
  readonly limit: number;
  readonly windowMs: number;
  /** Requests in flight at most, so that none waits for a connection after its start was counted. */
  readonly maxInFlight: number;
  /** One request at a time until `proven` says that Zoom answers. */
  readonly probing?: boolean;
  readonly clock: Clock;
  readonly random?: () => number;
  readonly onRateChanged?: (perSecond: number) => void;
}

/** Leave to send one request. */
export interface Slot {
  readonly startedAt: number;
  /** The request is over, however it ended. */
  release(): void;
}

interface Waiting {
  readonly grant: (slot: Slot) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The queue of one rate label: first come, first served, retries before new requests. */
export class Limiter {
  readonly #options: LimiterOptions;
  readonly #pace;
  #rate: Rate;
  #reported: number;
  #maxInFlight: number;
  #inFlight = 0;
  #pumping = false;
  #wake = new AbortController();
  /** Insertion order is queue order; a Set so that an aborted caller leaves in constant time. */
  readonly #urgent = new Set<Waiting>();
  readonly #queue = new Set<Waiting>();

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#maxInFlight = options.probing ? 1 : options.maxInFlight;
    this.#pace = createPace(options.limit, options.windowMs);
    this.#rate = { limit: options.limit, windowMs: options.windowMs };
    this.#reported = options.limit;
  }

  /** Waits for a turn. `urgent` is for a request that had its turn before and must be repeated. */
  acquire(options: { readonly urgent?: boolean; readonly signal?: AbortSignal } = {}): Promise<Slot> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const queue = options.urgent ? this.#urgent : this.#queue;
      const leave = () => {
        queue.delete(waiting);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        grant: (slot) => {
          signal?.removeEventListener('abort', leave);
          resolve(slot);
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', leave);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.add(waiting);
      void this.#pump();
    });
  }

  /** Zoom answered: what was a probe may go on at full width. */
  proven(): void {
    if (this.#maxInFlight === this.#options.maxInFlight) return;
    this.#maxInFlight = this.#options.maxInFlight;
    void this.#pump();
  }

  /** Zoom answered 429 to a request that started at `startedAt`: slow down, once for each burst. */
  refused(startedAt: number): void {
    const { clock, windowMs } = this.#options;
    const cut = cutRate(this.#rate, startedAt, clock.now());
    if (!cut) return;
    this.#rate = cut.rate;
    const jitter = 1 + 0.3 * (this.#options.random ?? Math.random)();
    pauseUntil(this.#pace, clock.now() + cut.pauseMs * jitter);
    this.#report((cut.rate.cut?.low ?? 0) * (1000 / windowMs));
  }

  /** Turns everybody in the queue away. */
  refuseWaiting(reason: unknown): void {
    const waiting = [...this.#urgent, ...this.#queue];
    this.#urgent.clear();
    this.#queue.clear();
    for (const each of waiting) each.refuse(reason);
    // Ends the pump's sleep, so that nothing keeps the process alive for an empty queue.
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    const { clock } = this.#options;
    while (this.#inFlight < this.#maxInFlight && this.#urgent.size + this.#queue.size > 0) {
      const now = clock.now();
      const at = earliestStart(this.#pace, now);
      if (at > now) await clock.sleep(at - now, this.#wake.signal).catch(() => undefined);
      else this.#grantNext(now);
    }
    this.#pumping = false;
  }

  #grantNext(now: number): void {
    const queue = this.#urgent.size > 0 ? this.#urgent : this.#queue;
    const [next] = queue;
    if (!next) return;
    queue.delete(next);
    const rate = rateAt(this.#rate, now);
    recordStart(this.#pace, now, rate);
    this.#inFlight++;
    if (Math.abs(rate - this.#reported) >= this.#options.limit / 10 || (rate === this.#options.limit && rate !== this.#reported)) {
      this.#report(rate * (1000 / this.#options.windowMs), rate);
    }
    let over = false;
    next.grant({
      startedAt: now,
      release: () => {
        if (over) return;
        over = true;
        this.#inFlight--;
        void this.#pump();
      },
    });
  }

  #report(perSecond: number, rate = (perSecond * this.#options.windowMs) / 1000): void {
    this.#reported = rate;
    this.#options.onRateChanged?.(perSecond);
  }
}
