import type { ZoomClient } from '../../zoom/client.ts';
import type { RateLabel } from '../../zoom/define-endpoint.ts';
import { startsPerWindow } from '../../zoom/label-queues.ts';
import { LIMITS, type Plan } from '../../zoom/limits.ts';

/** The labels that a collection asks for much of. */
const SHOWN: readonly RateLabel[] = ['MEDIUM', 'LIGHT'];
const WORDS: Readonly<Record<RateLabel, string>> = { LIGHT: 'Light', MEDIUM: 'Medium', HEAVY: 'Heavy', RESOURCE_INTENSIVE: 'Resource-intensive' };
const SECOND = 1000;

/** How many requests each rate label takes of what plan and share allow, and of the day where Zoom counts days. */
export class Quota {
  readonly #plan: Plan;
  readonly #share: number;
  readonly #starts = new Map<RateLabel, number[]>();
  readonly #total = new Map<RateLabel, number>();
  /** What the client allows itself since other apps took their part. */
  readonly #lowered = new Map<RateLabel, number>();
  readonly #usedUp = new Map<RateLabel, number>();

  constructor(plan: Plan, share: number) {
    this.#plan = plan;
    this.#share = share;
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

  /** One line: now and allowed; with a daily cap also what this run took of it. */
  line(): string {
    const labels = SHOWN.map((label) => this.#describe(label));
    return `${labels.join(', ')} (${this.#plan} plan, share ${this.#share})`;
  }

  #describe(label: RateLabel): string {
    const until = this.#usedUp.get(label);
    if (until !== undefined) return `${WORDS[label]} used up until ${new Date(until).toISOString().slice(0, 16)}Z`;
    const { windowMs, perDay } = LIMITS[this.#plan][label];
    const allowed = Math.round(Math.min(this.#lowered.get(label) ?? Number.POSITIVE_INFINITY, (startsPerWindow(this.#plan, label, this.#share) * SECOND) / windowMs));
    const day = perDay === undefined ? '' : `, ${Math.max(0, perDay - (this.#total.get(label) ?? 0))} of the day's ${perDay} left`;
    return `${WORDS[label]} ${this.#recent(label).length} of ${allowed} a second${day}`;
  }

  #recent(label: RateLabel): number[] {
    const since = Date.now() - SECOND;
    const recent = (this.#starts.get(label) ?? []).filter((time) => time > since);
    this.#starts.set(label, recent);
    return recent;
  }
}
