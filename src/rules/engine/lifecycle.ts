import { type Cause, LEVELS, type Level, type Transition } from '../alerting.ts';

/** What decides the life of an alert and whether anybody is told. */
export interface LifeInput {
  /** The alert that is going on; absent where there is none, or it has ended. */
  readonly alert?: { readonly status: 'ACTIVE' | 'DISMISSED'; readonly level: Level; readonly lastMetOn: number; readonly snoozedUntil?: number };
  readonly met: boolean;
  /** The actions that were rendered have CREATE_ALERT among them. */
  readonly createsAlert: boolean;
  readonly level: Level;
  /** What the first evaluation found is how things are. */
  readonly baseline: boolean;
  /** Every query was asked before. */
  readonly known: boolean;
  /** Rows beyond those of the first evaluation. */
  readonly fresh: number;
  readonly entered: number;
  /** Something entered, left or changed. */
  readonly different: boolean;
  /** The condition is about what entered, left or changed: it holds for a moment only. */
  readonly momentary: boolean;
  readonly onlyNew: boolean;
  readonly cause: Cause;
  readonly now: number;
}

export interface Life {
  readonly transition: Transition;
  readonly reason: string;
  /** Whether the rule's actions are done. */
  readonly act: boolean;
  readonly actReason: string;
}

/** So long an alert of a moment stays, unless it is dismissed: a long weekend and the days around it. */
export const MOMENT_MS = 7 * 86_400_000;

const rank = (level: Level): number => LEVELS.indexOf(level);

/** Opens, refreshes, escalates, clears and reopens alerts, and says whether the actions are done; pure. Times are epoch milliseconds. */
export function decideLife(input: LifeInput): Life {
  const { alert, now } = input;
  const holds = standing(input);
  const quiet = (transition: Transition, reason: string, actReason = reason): Life => ({ transition, reason, act: false, actReason });
  if (!holds.met) {
    if (alert?.status !== 'ACTIVE') return quiet('none', holds.reason);
    if (input.momentary && now - alert.lastMetOn < MOMENT_MS) return quiet('none', 'moment-kept', holds.reason);
    return quiet('cleared', input.momentary ? 'moment-over' : holds.reason);
  }
  if (!input.createsAlert) return { transition: 'none', reason: 'condition-met', ...acting(input) };
  if (alert === undefined) return { transition: 'opened', reason: 'condition-met', act: true, actReason: 'opened' };
  const rose = rank(input.level) > rank(alert.level);
  if (alert.status === 'DISMISSED') {
    const news = rose ? 'level-rose' : input.entered > 0 ? 'entered-after-dismissal' : undefined;
    return news === undefined ? quiet('none', 'dismissed') : { transition: 'reopened', reason: news, act: true, actReason: news };
  }
  const change = rose ? 'level-rose' : input.entered > 0 ? 'more-entered' : input.different ? 'changed' : 'still-true';
  const transition = rose ? 'escalated' : 'refreshed';
  if (alert.snoozedUntil !== undefined && alert.snoozedUntil > now) return quiet(transition, change, 'snoozed');
  return { transition, reason: change, ...(rose ? { act: true, actReason: 'level-rose' } : acting(input)) };
}

/** Whether there is something to be told, beyond what was always so. */
function standing({ met, baseline, known, fresh, momentary }: LifeInput): { met: boolean; reason: string } {
  if (!met) return { met: false, reason: 'condition-not-met' };
  if (!baseline) return { met: true, reason: 'condition-met' };
  if (!known) return { met: false, reason: 'baseline' };
  return fresh > 0 || momentary ? { met: true, reason: 'condition-met' } : { met: false, reason: 'back-to-baseline' };
}

/** Whether actions are done again while the condition holds. */
function acting({ onlyNew, entered, different, cause }: LifeInput): Pick<Life, 'act' | 'actReason'> {
  if (onlyNew) return entered > 0 ? { act: true, actReason: 'more-entered' } : { act: false, actReason: 'nothing-new' };
  // A collection that changed something else is no reason to say the same again.
  if (cause === 'data-changed' && !different) return { act: false, actReason: 'same-until-interval' };
  return { act: true, actReason: 'every-time' };
}
