import type { Emitter } from '../lib/events.ts';
import type { PropertyValue } from '../model/graph.ts';
import type { Message } from '../notify/delivery.ts';
import type { Cell } from '../store/query-result.ts';

/** Rules, their evaluations and the alerts that come of them. Times are epoch milliseconds (reference/jupiterone-platform.md, sections 3.6 and 3.7). */
export interface Alerting {
  readonly rules: Rules;
  readonly alerts: Alerts;
  readonly events: Emitter<AlertingEvents>;
}

export interface AlertingEvents {
  'rule-changed': { readonly ruleId: string; readonly change: 'created' | 'updated' | 'removed' };
  /** Every decision with its reason, also that a rule was not evaluated. */
  'rule-decision': { readonly ruleId: string; readonly run: boolean; readonly reason: string };
  'rule-evaluated': Evaluation;
  'alert-changed': { readonly alert: Alert; readonly transition: Transition; readonly reason: string };
}

export const RULE_INTERVALS = ['DISABLED', 'FIFTEEN_MINUTES', 'THIRTY_MINUTES', 'ONE_HOUR', 'FOUR_HOURS', 'EIGHT_HOURS', 'TWELVE_HOURS', 'ONE_DAY', 'ONE_WEEK'] as const;
export type RuleInterval = (typeof RULE_INTERVALS)[number];

export const LEVELS = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Level = (typeof LEVELS)[number];

export interface RuleQuery {
  /** `query0`, `query1`, ... where none is given. */
  readonly name: string;
  /** J1QL; `${name}` and `{{name}}` take parameters. */
  readonly query: string;
  readonly version?: string;
  readonly includeDeleted?: boolean;
}

/** `{type: 'FILTER', condition}`: a template, a boolean, `[left, op, right]` or `['AND'|'OR', ...]`. Kept as given. */
export type When = Readonly<Record<string, unknown>>;
/** An action as JupiterOne writes it (`type` in capitals), or one of ours. Unknown types are kept, and say so when they would run. */
export type Action = Readonly<Record<string, unknown>> & { readonly type: string; readonly id?: string };

export interface Operation {
  /** Absent or null: always. Several: all of them. */
  readonly when?: When | readonly When[] | null;
  readonly actions: readonly Action[];
}

/** What somebody writes; everything but the name, queries (or a question) and operations has a default. */
export interface RuleInput {
  readonly name: string;
  readonly description: string;
  readonly queries: readonly RuleQuery[];
  /** A question in place of queries. */
  readonly questionId?: string;
  readonly questionName?: string;
  readonly operations: readonly Operation[];
  readonly outputs: readonly string[];
  readonly pollingInterval: RuleInterval;
  /** Also evaluated as soon as data changed that its queries can see. Default true. */
  readonly onChange: boolean;
  readonly notifyOnFailure: boolean;
  readonly triggerActionsOnNewEntitiesOnly: boolean;
  readonly ignorePreviousResults: boolean;
  /** Never alert on what the first evaluation finds: it is what is, not a change. Default false. */
  readonly baseline: boolean;
  readonly specVersion: number;
  readonly templates: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly labels: readonly { readonly labelName: string; readonly labelValue: string }[];
  /** What to do, and why it matters. */
  readonly remediationSteps?: string;
  readonly why?: string;
  /** J1QL whose number of rows is "of how many". */
  readonly population?: string;
  /** Columns that tell rows of a table apart; entities are told apart by their id, other rows by all their columns. */
  readonly identity?: readonly string[];
  /** Names of queries that only the condition looks at: what enters or leaves them is no news. */
  readonly beside?: readonly string[];
  readonly resourceGroupId?: string;
  /** Where it comes from: `pack:zoom/new-administrator`. */
  readonly origin?: string;
}

export interface Rule extends RuleInput {
  readonly id: string;
  /** Starts at 1, plus 1 with each update. */
  readonly version: number;
  readonly createdOn: number;
  readonly createdBy: string;
  readonly updatedOn: number;
  readonly updatedBy: string;
  readonly state: RuleState;
}

/** What evaluations left. Absent times: not yet. */
export interface RuleState {
  readonly latestAlertId?: string;
  readonly latestAlertIsActive?: boolean;
  readonly lastEvaluationStartOn?: number;
  readonly lastEvaluationEndOn?: number;
  readonly lastSuccessfulEvaluationEndOn?: number;
  readonly lastFailedEvaluationEndOn?: number;
  readonly evaluationStep?: string;
  /** The version that was evaluated last. */
  readonly evaluatedVersion?: number;
  /** Evaluations so far. */
  readonly evaluations?: number;
  /** Why the last one failed. */
  readonly failure?: string;
}

/** Why a rule is evaluated. */
export type Cause = 'interval' | 'data-changed' | 'request' | 'created';

/** One row of a result by what it is, and since when it is in it. */
export interface Member {
  readonly identity: string;
  /** Who or what it is, for people. */
  readonly name: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
}
export interface ChangedProperty {
  readonly name: string;
  readonly old?: PropertyValue;
  readonly new?: PropertyValue;
}
/** A member that entered or left, or of which something changed while it stayed. */
export interface MemberChange extends Member {
  /** What became of it in the graph since the evaluation before; absent where that is not known. */
  readonly operation?: 'created' | 'updated' | 'deleted';
  /** Who that is in the company: address, department, manager. */
  readonly about?: string;
  readonly properties: readonly ChangedProperty[];
}

export interface QueryEvaluation {
  readonly name: string;
  readonly total: number;
  readonly status: 'done' | 'failed';
  readonly durationMs: number;
  readonly error?: string;
  /** Against the evaluation before; the first of each are kept, the numbers are whole. */
  readonly entered: readonly MemberChange[];
  readonly left: readonly MemberChange[];
  readonly changed: readonly MemberChange[];
  readonly counts: { readonly entered: number; readonly left: number; readonly changed: number };
  /** Where the result is kept: `Alerting.rules.rawData`. */
  readonly rawDataKey: string;
}

export interface ActionEvaluation {
  readonly actionId: string;
  /** As it was rendered, without secrets. */
  readonly action: Action;
  readonly status: 'done' | 'queued' | 'skipped' | 'failed';
  readonly reason: string;
}

export interface Evaluation {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly cause: Cause;
  readonly startedOn: number;
  readonly endedOn: number;
  readonly status: 'done' | 'failed';
  readonly queries: readonly QueryEvaluation[];
  readonly population?: number;
  /** Each condition with whether it held. */
  readonly conditions: readonly { readonly condition: unknown; readonly met: boolean }[];
  readonly met: boolean;
  readonly actions: readonly ActionEvaluation[];
  readonly outputs: readonly { readonly name: string; readonly value: unknown }[];
  readonly transition: Transition;
  /** Named, such as `condition-met`, `still-true`, `nothing-new`, `query-failed`. */
  readonly reason: string;
  readonly error?: string;
}

export type Transition = 'none' | 'opened' | 'refreshed' | 'escalated' | 'cleared' | 'reopened';

export interface Alert {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly ruleVersion: number;
  readonly level: Level;
  readonly status: 'ACTIVE' | 'INACTIVE' | 'DISMISSED';
  readonly endReason?: 'AUTO_CLEARED' | 'RESOLVED';
  readonly createdOn: number;
  readonly lastUpdatedOn: number;
  readonly dismissedOn?: number;
  readonly dismissReason?: string;
  readonly dismissedBy?: string;
  /** No notice of it before then. */
  readonly snoozedUntil?: number;
  readonly endedOn?: number;
  /** The evaluation that it was last seen by. */
  readonly last: Evaluation;
  /** When its condition held last. */
  readonly lastMetOn: number;
  /** Whom it is about now, those that came last first, with how they came; the first of them. */
  readonly found: readonly MemberChange[];
  /** How many these are. */
  readonly foundCount: number;
  /** What happened to it, the newest last. */
  readonly story: readonly { readonly on: number; readonly transition: Transition | 'dismissed' | 'snoozed' | 'level-set'; readonly reason: string; readonly by?: string }[];
  /** Somebody set the level by hand: evaluations leave it. */
  readonly levelSetBy?: string;
  readonly remediationSteps?: string;
}

export interface Paging {
  readonly limit?: number;
  readonly cursor?: string;
}
export interface Paged<T> {
  readonly items: T[];
  readonly cursor?: string;
}

/** What `test` shows of a rule, without acting. */
export interface Trial {
  readonly queries: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly Readonly<Record<string, Cell>>[]; readonly total: number }[];
  readonly population?: number;
  readonly conditions: Evaluation['conditions'];
  readonly met: boolean;
  /** Each action as it would be rendered, and the message as it would be told. */
  readonly actions: readonly { readonly action: Action; readonly message?: string; readonly error?: string }[];
  readonly outputs: Evaluation['outputs'];
}

/** A trial, and the messages that it would send. */
export interface Rehearsal {
  readonly trial: Trial;
  readonly messages: readonly Message[];
}

export interface Rules {
  list(): Promise<Rule[]>;
  /** By id; undefined when there is none. */
  get(id: string): Promise<Rule | undefined>;
  byName(name: string): Promise<Rule | undefined>;
  /** Names are unique. Fails with `rule-invalid`; its queries are parsed. */
  create(input: RuleInput, by: string): Promise<Rule>;
  /** `version` is the one that is replaced; fails with `rule-conflict` where it is another by now. */
  update(id: string, changes: Partial<RuleInput>, by: string, version?: number): Promise<Rule>;
  /** Its alerts stay. */
  remove(id: string, by: string): Promise<void>;
  /** Evaluates now and acts. */
  run(id: string, cause?: Cause): Promise<Evaluation>;
  test(input: RuleInput): Promise<Trial>;
  /** The same with the messages that it would send, which hold what credentials the rule has: not to be shown. */
  rehearse(input: RuleInput): Promise<Rehearsal>;
  /** Newest first. */
  history(id: string, options?: Paging): Promise<Paged<Evaluation>>;
  /** The rows of an evaluation; undefined when they are gone. */
  rawData(rawDataKey: string): Promise<unknown>;
  /** Says which rules what has changed concerns, and evaluates them once. */
  dataChanged(commits: readonly { readonly scope: string; readonly on: number }[]): Promise<void>;
  /** Evaluates what is due, by what was written since the last time and by its interval; gives when the next one is. */
  tick(): Promise<number | undefined>;
  /** Ends what is being evaluated. */
  stop(): Promise<void>;
}

export interface Alerts {
  list(options?: { status?: Alert['status']; ruleId?: string } & Paging): Promise<Paged<Alert>>;
  count(options?: { status?: Alert['status'] }): Promise<number>;
  get(id: string): Promise<Alert | undefined>;
  dismiss(id: string, options: { reason?: string; by: string }): Promise<Alert>;
  /** No notices until then. */
  snooze(id: string, until: number, by: string): Promise<Alert>;
  setLevel(id: string, level: Level, by: string): Promise<Alert>;
}
