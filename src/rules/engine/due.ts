import type { RuleInterval } from '../alerting.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** JupiterOne's polling intervals (reference/jupiterone-platform.md, section 3.6), in milliseconds. */
export const INTERVAL_MS: Readonly<Record<Exclude<RuleInterval, 'DISABLED'>, number>> = {
  FIFTEEN_MINUTES: 15 * MINUTE,
  THIRTY_MINUTES: 30 * MINUTE,
  ONE_HOUR: HOUR,
  FOUR_HOURS: 4 * HOUR,
  EIGHT_HOURS: 8 * HOUR,
  TWELVE_HOURS: 12 * HOUR,
  ONE_DAY: 24 * HOUR,
  ONE_WEEK: 168 * HOUR,
};

export type Due =
  | { readonly run: true; readonly reason: 'never-evaluated' | 'interval-over' | 'rule-changed' | 'clock-went-back' }
  | { readonly run: false; readonly reason: 'disabled' }
  | { readonly run: false; readonly reason: 'not-yet'; readonly nextOn: number };

/** What decides when a rule's time has come. Times are epoch milliseconds. */
export interface DueInput {
  readonly pollingInterval: RuleInterval;
  readonly updatedOn: number;
  readonly lastEvaluationStartOn?: number;
  /** The version that was evaluated last. */
  readonly evaluatedVersion?: number;
  readonly version: number;
}

/** Whether a rule's interval is over; pure. */
export function decideDue({ pollingInterval, lastEvaluationStartOn, evaluatedVersion, version }: DueInput, now: number): Due {
  if (pollingInterval === 'DISABLED') return { run: false, reason: 'disabled' };
  if (lastEvaluationStartOn === undefined) return { run: true, reason: 'never-evaluated' };
  if (evaluatedVersion !== undefined && evaluatedVersion !== version) return { run: true, reason: 'rule-changed' };
  // A clock that was set back must not silence a rule until it has caught up.
  if (lastEvaluationStartOn > now) return { run: true, reason: 'clock-went-back' };
  const nextOn = lastEvaluationStartOn + INTERVAL_MS[pollingInterval];
  return nextOn <= now ? { run: true, reason: 'interval-over' } : { run: false, reason: 'not-yet', nextOn };
}
