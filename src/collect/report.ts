import type { Tally } from '../store/store.ts';
import type { RequestStats } from '../zoom/client.ts';

export type StepStatus = 'complete' | 'partial' | 'skipped' | 'failed';

export interface StepReport {
  readonly id: string;
  readonly status: StepStatus;
  /** Why it is not complete, for people; absent when it is. */
  readonly reason?: string;
  /** Objects it dealt with, and objects it could not. */
  readonly done: number;
  readonly missed: number;
  /** True for answers the whole data model of the mission does without. */
  readonly optional: boolean;
}

/** What `collect --json` prints (design, section 4). */
export interface CollectReport {
  readonly status: 'complete' | 'partial' | 'failed';
  readonly instance: string;
  readonly startedOn: number;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
  /** What the store holds for this instance after the run. */
  readonly entities: Readonly<Record<string, number>>;
  readonly relationships: Readonly<Record<string, number>>;
  readonly changes: { readonly entities: Tally; readonly relationships: Tally };
  readonly requests: RequestStats;
  /** Users whose answers of an interrupted run were used again. */
  readonly resumedUsers: number;
  /** When a daily limit ends that stopped this run, by rate label (epoch milliseconds). */
  readonly dailyLimits: Readonly<Record<string, number>>;
  /** Relationships left out because Zoom named a group or role that is not there. */
  readonly dangling: number;
}

/** A run is complete when every step is, apart from optional ones that had no scope or no plan for them. */
export const statusOf = (steps: readonly StepReport[]): CollectReport['status'] => (steps.every((step) => step.status === 'complete' || (step.optional && step.status === 'skipped')) ? 'complete' : 'partial');
