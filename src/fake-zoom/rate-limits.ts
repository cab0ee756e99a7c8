import type { RateLabel } from '../zoom/define-endpoint.ts';
import { LIMITS, type Plan } from '../zoom/limits.ts';

export type FakePlan = Plan | 'unlimited';
const DAY = 86_400_000;

/** What Zoom answers to a request over the limit. */
export type Refusal = { readonly kind: 'second' } | { readonly kind: 'day'; readonly until: number; readonly limit: number };

/** Counts requests by label as Zoom does: every window that ends now, the day in UTC, the two heavy labels together (section 2.1). */
export class RateLimits {
  readonly #starts = new Map<RateLabel, number[]>();
  readonly #days = new Map<string, { day: number; count: number }>();

  /** Counts one request; gives why it is refused, if it is. `otherLoad` is the share that other apps take. */
  take(plan: FakePlan, label: RateLabel, now: number, otherLoad: number): Refusal | undefined {
    if (plan === 'unlimited') return undefined;
    const { requests, windowMs, perDay } = LIMITS[plan][label];
    if (perDay !== undefined && this.#today(label, now).count >= perDay) return { kind: 'day', until: endOfDay(now), limit: perDay };
    const free = Math.max(1, Math.floor(requests * (1 - otherLoad)));
    const starts = this.#starts.get(label) ?? [];
    this.#starts.set(label, starts);
    while (starts.length > 0 && (starts[0] as number) <= now - windowMs) starts.shift();
    if (starts.length >= free) return { kind: 'second' };
    starts.push(now);
    this.#today(label, now).count++;
    return undefined;
  }

  remaining(plan: FakePlan, label: RateLabel, now: number): { limit: number; remaining: number } | undefined {
    const perDay = plan === 'unlimited' ? undefined : LIMITS[plan][label].perDay;
    return perDay === undefined || plan !== 'free' ? undefined : { limit: perDay, remaining: Math.max(0, perDay - this.#today(label, now).count) };
  }

  #today(label: RateLabel, now: number): { day: number; count: number } {
    const key = label === 'RESOURCE_INTENSIVE' ? 'HEAVY' : label;
    const day = Math.floor(now / DAY);
    const known = this.#days.get(key);
    if (known?.day === day) return known;
    const fresh = { day, count: 0 };
    this.#days.set(key, fresh);
    return fresh;
  }
}

export const endOfDay = (now: number): number => (Math.floor(now / DAY) + 1) * DAY;
