import type { RunRecord } from '../store/store.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A Free plan reads a large account over many days: what a daily limit stopped may be older before it is read anew. */
const DAILY_LIMIT_AGE = 7 * DAY;

/** Whether a run goes on where the last one stopped, and why. `since` is the oldest answer to use again. */
export interface Resume {
  readonly reason: 'firstRun' | 'lastRunComplete' | 'lastRunEnded' | 'lastRunInterrupted' | 'lastRunFailed' | 'lastRunStoppedByDailyLimit';
  readonly since: number;
}

/** Decides from the last run's record. A run without an end was killed. */
export function resumeFrom(last: RunRecord | undefined, now: number, resumeAgeMs: number): Resume {
  if (last === undefined) return { reason: 'firstRun', since: Number.POSITIVE_INFINITY };
  if (last.status === 'running') return { reason: 'lastRunInterrupted', since: now - resumeAgeMs };
  if (last.status === 'complete') return { reason: 'lastRunComplete', since: Number.POSITIVE_INFINITY };
  const limits = (last.report as { dailyLimits?: Record<string, number> } | null)?.dailyLimits ?? {};
  if (Object.keys(limits).length > 0) return { reason: 'lastRunStoppedByDailyLimit', since: now - Math.max(resumeAgeMs, DAILY_LIMIT_AGE) };
  // A run that failed has committed nothing: all it read is in the checkpoint, or in that of the run before it.
  if (last.status === 'failed') return { reason: 'lastRunFailed', since: now - resumeAgeMs };
  return { reason: 'lastRunEnded', since: Number.POSITIVE_INFINITY };
}
