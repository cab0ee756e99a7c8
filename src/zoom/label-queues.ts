import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/events.ts';
import type { ZoomEvents } from './client.ts';
import { DailyLimits, dailyLimitError } from './daily-limits.ts';
import { type Endpoint, RATE_LABELS, type RateLabel } from './define-endpoint.ts';
import { Limiter, type Slot } from './limiter.ts';
import { LIMITS, type Plan } from './limits.ts';
import type { ZoomError } from './zoom-error.ts';

export interface LabelQueuesOptions {
  readonly plan: Plan;
  readonly share: number;
  readonly clock: Clock;
  readonly events: Emitter<ZoomEvents>;
  readonly dailyUntil?: Partial<Record<RateLabel, number>> | undefined;
  readonly random: () => number;
}

/** Answers as slow as this still come at full rate; recorded ones took 0.1 to 0.35 s (reference/zoom-api.md, section 8). */
const SLOW_ANSWER_S = 1.5;
/** The full rate of a Business plan at that latency, all labels together; opened only as they are needed. */
const MOST_CONNECTIONS = 288;

/** Starts a window that are ours: the share of the plan's limit, one at least. */
export const startsPerWindow = (plan: Plan, label: RateLabel, share: number): number => Math.max(1, Math.floor(LIMITS[plan][label].requests * Math.min(1, share) + 1e-9));

/** Requests of a label in flight at once. */
export const inFlight = (plan: Plan, label: RateLabel, share: number): number => {
  const perSecond = (startsPerWindow(plan, label, share) * 1000) / LIMITS[plan][label].windowMs;
  return Math.max(4, Math.ceil(perSecond * SLOW_ANSWER_S));
};

/** Connections that serve all labels at full speed. */
export const connectionsFor = (plan: Plan, share: number): number => {
  const wanted = RATE_LABELS.reduce((sum, label) => sum + inFlight(plan, label, share), 0);
  return Math.min(MOST_CONNECTIONS, Math.max(8, wanted));
};

/** The queues of all labels: independent of each other, each with its own limit for the second and for the day. */
export class LabelQueues {
  readonly #options: LabelQueuesOptions;
  readonly #daily: DailyLimits;
  readonly #limiters = new Map<RateLabel, Limiter>();
  readonly #lastSuccess = new Map<RateLabel, number>();

  constructor(options: LabelQueuesOptions) {
    const { plan, share, clock, events, random } = options;
    this.#options = options;
    this.#daily = new DailyLimits(clock, plan);
    for (const label of RATE_LABELS) {
      const limiter = new Limiter({
        limit: startsPerWindow(plan, label, share),
        windowMs: LIMITS[plan][label].windowMs,
        maxInFlight: inFlight(plan, label, share),
        probing: (options.dailyUntil?.[label] ?? 0) > clock.now(),
        clock,
        random,
        onRateChanged: (perSecond) => events.emit('rate-changed', { label, perSecond }),
      });
      this.#limiters.set(label, limiter);
    }
  }

  /** A turn for one request; rejects at once when the label is stopped for today. */
  async acquire(endpoint: Pick<Endpoint, 'id' | 'label'>, options: { readonly urgent: boolean; readonly signal?: AbortSignal }): Promise<Slot> {
    const until = this.#daily.until(endpoint.label);
    if (until !== undefined) throw dailyLimitError(endpoint.label, until, endpoint.id);
    return this.#limiter(endpoint.label).acquire(options);
  }

  refused(label: RateLabel, startedAt: number): void {
    this.#limiter(label).refused(startedAt);
  }

  succeeded(label: RateLabel): void {
    this.#lastSuccess.set(label, this.#options.clock.now());
    this.#limiter(label).proven();
  }

  lastSuccess(label: RateLabel): number {
    return this.#lastSuccess.get(label) ?? 0;
  }

  /** Zoom said that the day's requests of this label are used up: turns everybody of it away; returns the error to throw. */
  stopForToday(endpoint: Pick<Endpoint, 'id' | 'label'>, until: number): ZoomError {
    for (const label of this.#daily.stop(endpoint.label, until)) {
      this.#options.events.emit('daily-limit', { label, until });
      this.#limiter(label).refuseWaiting(dailyLimitError(label, until, endpoint.id));
    }
    return dailyLimitError(endpoint.label, until, endpoint.id);
  }

  /** Turns everybody away. */
  close(reason: unknown): void {
    for (const limiter of this.#limiters.values()) limiter.refuseWaiting(reason);
  }

  #limiter(label: RateLabel): Limiter {
    const limiter = this.#limiters.get(label);
    if (!limiter) throw new Error(`no limiter for ${label}`);
    return limiter;
  }
}
