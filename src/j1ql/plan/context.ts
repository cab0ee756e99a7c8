import { J1qlError, type Reason, type Warning } from '../diagnostic.ts';
import type { Span } from '../span.ts';
import type { Scalar } from './plan.ts';

export type Variable = Scalar | null | readonly Scalar[];

export interface PlanOptions {
  /** The time of the query (`date.now`), epoch milliseconds. */
  readonly now: number;
  /** Values of `${name}`. */
  readonly variables?: Readonly<Record<string, Variable>>;
  readonly includeDeleted?: boolean;
  /** What `#Name` stands for besides the tag: a query of one selector, by name. */
  readonly smartClasses?: Readonly<Record<string, string>>;
}

/** What the planner needs everywhere. */
export interface Context extends PlanOptions {
  readonly text: string;
  readonly warnings: Warning[];
}

export const failure = (context: Pick<Context, 'text'>, reason: Reason, span: Span, message: string, hint?: string): J1qlError => new J1qlError(context.text, { reason, span, message, hint });
