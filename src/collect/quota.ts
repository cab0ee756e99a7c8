import type { ZoomClient } from '../zoom/client.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { startsPerWindow } from '../zoom/label-queues.ts';
import { LIMITS, type Plan } from '../zoom/limits.ts';

/** The labels that a collection asks for much of. */
const SHOWN: readonly RateLabel[] = ['MEDIUM', 'LIGHT'];
const SECOND = 1000;

/** What one rate label takes of what plan and share allow. */
export interface QuotaUse {
  readonly label: RateLabel;
  /** Requests of the last second, and how many a second are allowed. */
  readonly now: number;
  readonly allowed: number;
  /** Of a plan with a daily cap: the cap, and what this run has left of it. */
  readonly perDay?: number;
  readonly left?: number;
  /** When the day's requests come back that are used up; epoch milliseconds. */
  readonly usedUpUntil?: number;
}

/** How many requests each rate label takes of what plan and share allow, and of the day where Zoom counts days. */
export class Quota {
  readonly plan: Plan;
  readonly share: number;
  readonly #starts = new Map<RateLabel, number[]>();
  readonly #total = new Map<RateLabel, number>();
  /** What the client allows itself since other apps took their part. */
  readonly #lowered = new Map<RateLabel, number>();
  readonly #usedUp = new Map<RateLabel, number>();

  constructor(plan: Plan, share: number) {
    this.plan = plan;
    this.share = share;
  }

  watch(client: ZoomClient): void {
    client.events.on('request', ({ label }) => {
      this.#starts.set(label, [...this.#recent(label), Date.now()]);
      this.#total.set(label, (this.#total.get(label) ?? 0) + 1);
    });
    client.events.on('rate-changed', ({ label, perSecond }) => this.#lowered.set(label, perSecond));
    client.events.on('daily-limit', ({ label, until }) => this.#usedUp.set(label, until));
  }

  /** Requests of all labels in the last second. */
  get perSecond(): number {
    return [...this.#starts.keys()].reduce((sum, label) => sum + this.#recent(label).length, 0);
  }

  uses(): QuotaUse[] {
    return SHOWN.map((label) => {
      const until = this.#usedUp.get(label);
      const { windowMs, perDay } = LIMITS[this.plan][label];
      const allowed = Math.round(Math.min(this.#lowered.get(label) ?? Number.POSITIVE_INFINITY, (startsPerWindow(this.plan, label, this.share) * SECOND) / windowMs));
      return {
        label,
        now: this.#recent(label).length,
        allowed,
        ...(perDay === undefined ? {} : { perDay, left: Math.max(0, perDay - (this.#total.get(label) ?? 0)) }),
        ...(until === undefined ? {} : { usedUpUntil: until }),
      };
    });
  }

  #recent(label: RateLabel): number[] {
    const since = Date.now() - SECOND;
    const recent = (this.#starts.get(label) ?? []).filter((time) => time > since);
    this.#starts.set(label, recent);
    return recent;
  }
}
