import type { RateLabel } from '../zoom/define-endpoint.ts';
import { LIMITS, type Plan } from '../zoom/limits.ts';
import { type Answer, dailyLimit, perSecond } from './answers.ts';

export type FakePlan = Plan | 'unlimited';
const DAY = 86_400_000;

/** What Zoom answers to a request over the limit. */
export type Refusal = { readonly kind: 'second' } | { readonly kind: 'day'; readonly until: number; readonly limit: number };

interface Count {
  readonly day: number;
  count: number;
}

/**
 * Counts requests by label as Zoom does: every window that ends now, and the day in UTC, on paid plans the two heavy labels
 * together (reference/zoom-api.md, section 2.1). Requests that are refused do not count.
 */
export class RateLimits {
  readonly #starts = new Map<RateLabel, number[]>();
  readonly #days = new Map<string, Count>();

  /** Counts one request; gives why it is refused, if it is. `otherLoad` is the share of each limit that the account's other apps use. */
  take(plan: FakePlan, label: RateLabel, now: number, otherLoad: number): Refusal | undefined {
    if (plan === 'unlimited') return undefined;
    const { requests, windowMs, perDay } = LIMITS[plan][label];
    const today = this.#today(plan, label, now);
    if (perDay !== undefined && today.count >= left(perDay, otherLoad)) return { kind: 'day', until: endOfDay(now), limit: perDay };
    const starts = this.#starts.get(label) ?? [];
    this.#starts.set(label, starts);
    while (starts.length > 0 && (starts[0] as number) <= now - windowMs) starts.shift();
    if (starts.length >= left(requests, otherLoad)) return { kind: 'second' };
    starts.push(now);
    today.count++;
    return undefined;
  }

  /** What ordinary answers say of the day: only where the plan caps a label's day on its own, which is the Free one (section 2.2). */
  remaining(plan: FakePlan, label: RateLabel, now: number, otherLoad: number): Readonly<Record<string, string>> {
    const perDay = plan === 'free' ? LIMITS.free[label].perDay : undefined;
    if (perDay === undefined) return {};
    const remaining = Math.max(0, left(perDay, otherLoad) - this.#today(plan, label, now).count);
    return { 'x-ratelimit-limit': String(perDay), 'x-ratelimit-remaining': String(remaining) };
  }

  #today(plan: FakePlan, label: RateLabel, now: number): Count {
    const key = plan !== 'free' && label === 'RESOURCE_INTENSIVE' ? 'HEAVY' : label;
    const day = Math.floor(now / DAY);
    const known = this.#days.get(key);
    if (known?.day === day) return known;
    const fresh = { day, count: 0 };
    this.#days.set(key, fresh);
    return fresh;
  }
}

/** The 429 of a refusal (sections 2.2 and 2.3). */
export const tooMany = (refusal: Refusal): Answer => (refusal.kind === 'second' ? perSecond : dailyLimit(new Date(refusal.until).toISOString().replace('.000Z', 'Z'), refusal.limit));

const left = (limit: number, otherLoad: number): number => Math.max(1, Math.floor(limit * (1 - otherLoad)));

/** The next midnight in UTC. */
export const endOfDay = (now: number): number => (Math.floor(now / DAY) + 1) * DAY;
