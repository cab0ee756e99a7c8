import type { Clock } from '../lib/clock.ts';
import type { RateLabel } from './define-endpoint.ts';
import type { Plan } from './limits.ts';
import { ZoomError } from './zoom-error.ts';

/** Heavy and Resource-intensive draw on one daily budget, except on Free plans (reference/zoom-api.md, 2.1). */
const sharing = (label: RateLabel, plan: Plan): readonly RateLabel[] => (plan !== 'free' && (label === 'HEAVY' || label === 'RESOURCE_INTENSIVE') ? ['HEAVY', 'RESOURCE_INTENSIVE'] : [label]);

/** The error that every call of a stopped label ends with. */
export const dailyLimitError = (label: RateLabel, until: number, endpoint: string): ZoomError =>
  new ZoomError({
    endpoint,
    action: 'skip-step',
    reason: 'daily-limit',
    status: 429,
    zoomMessage: `the account's requests of label ${label} are used up for today.`,
    until,
    hint: `Run again after ${new Date(until).toISOString()}; what was fetched is kept and not fetched again.`,
  });

/** Which labels are stopped, and until when. */
export class DailyLimits {
  readonly #until = new Map<RateLabel, number>();
  readonly #clock: Clock;
  readonly #plan: Plan;

  constructor(clock: Clock, plan: Plan) {
    this.#clock = clock;
    this.#plan = plan;
  }

  /** Until when `label` is stopped; undefined when it may go on. */
  until(label: RateLabel): number | undefined {
    const until = this.#until.get(label);
    return until !== undefined && until > this.#clock.now() ? until : undefined;
  }

  /** Stops `label` and those that share its budget; returns those that were not stopped before. */
  stop(label: RateLabel, until: number): readonly RateLabel[] {
    const fresh = sharing(label, this.#plan).filter((each) => this.until(each) === undefined);
    for (const each of sharing(label, this.#plan)) this.#until.set(each, Math.max(until, this.until(each) ?? 0));
    return fresh;
  }
}
