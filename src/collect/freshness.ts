import type { RunRecord } from '../store/store.ts';
import type { CollectReport, StepReport } from './report.ts';

export interface StepFreshness {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly optional: boolean;
  /** When this step last was complete; absent when it never was. */
  readonly completeOn?: number;
  /** What the graph holds of it is older than the last run: that run could not read it, or all of it. */
  readonly stale: boolean;
}

const stepsOf = (run: RunRecord): readonly StepReport[] => (run.report as Partial<CollectReport> | null)?.steps ?? [];

/** Each step of the last run that ended, with the last time it was complete. Newest run first. */
export function freshness(runs: readonly RunRecord[]): StepFreshness[] {
  const lastEnded = runs.find((run) => stepsOf(run).length > 0);
  return (lastEnded ? stepsOf(lastEnded) : []).map(({ id, status, reason, optional }) => {
    const complete = runs.find((run) => stepsOf(run).some((step) => step.id === id && step.status === 'complete'));
    return { id, status, ...(reason === undefined ? {} : { reason }), optional, ...(complete === undefined ? {} : { completeOn: complete.startedOn }), stale: complete !== undefined && complete !== runs[0] };
  });
}

/** Whether a run has stored what it read; one that failed or still goes on has changed nothing. */
export const hasStored = ({ status }: Pick<RunRecord, 'status'>): boolean => status === 'complete' || status === 'partial';

/** What a run said when it failed as a whole. */
export const failureOf = (run: RunRecord): string | undefined => (run.report as { error?: { message?: string } } | null)?.error?.message;
