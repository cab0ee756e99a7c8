import type { Need } from '../../collect/probe.ts';
import type { RunProgress } from '../../collect/run-progress.ts';
import type { Warning } from '../../j1ql/diagnostic.ts';
import type { Completion } from '../../j1ql/editor/completion.ts';
import type { Variable } from '../../j1ql/plan/context.ts';
import type { PropertyType } from '../../model/define.ts';
import type { Setting } from '../../notify/channels/define.ts';
import type { Channel, ChannelKind } from '../../notify/delivery.ts';
import type { JoinCounts } from '../../people/count-joins.ts';
import type { BadRow, EmployeeChange } from '../../people/import-people.ts';
import type { ApiKey, AuditEntry, Definition, Instance, Job, JobEvent, Role, Session } from '../../platform/platform.ts';
import type { ProbeResult } from '../../platform/probe-config.ts';
import type { Retention } from '../../platform/retention-settings.ts';
import type { AccountQuestion } from '../../rules/account-questions.ts';
import type { Alert, Evaluation, Paged, Rule, Trial } from '../../rules/alerting.ts';
import type { Counts } from '../../rules/answer-question.ts';
import type { PostureItem, PosturePoint } from '../../rules/posture.ts';
import type { Cell, ListResult, TableResult, TreeResult } from '../../store/query-result.ts';
import type { Change, Tally, UsualValue } from '../../store/store.ts';
import type { PackOutcome, ToldDelivery } from '../alerting/desk.ts';

/** What the routes of the program's own API answer with. `npm run gen` makes of it the schemas of the OpenAPI document and the types of the page. */
export interface Answers {
  'GET /api/me': Me;
  'GET /api/about': About;
  'GET /api/setup': Setup;
  'GET /api/definitions': { definitions: Definition[] };

  'GET /api/instances': { instances: ShownInstance[] };
  'POST /api/instances': ShownInstance;
  'POST /api/instances/test': ProbeResult;
  'GET /api/instances/:id': InstanceWithCounts;
  'PATCH /api/instances/:id': ShownInstance;
  'DELETE /api/instances/:id': { removed: string };
  'POST /api/instances/:id/run': Job;
  'POST /api/instances/:id/stop': { stopped: string };
  'GET /api/instances/:id/jobs': Paged<Job>;
  'GET /api/jobs': Paged<Job>;
  'GET /api/jobs/:id': Job;
  'GET /api/jobs/:id/events': Paged<JobEvent>;

  'POST /api/query': QueryAnswer;
  'POST /api/query/check': QueryCheck;
  'POST /api/query/complete': Completion;
  'POST /api/query/explain': Explained;

  'GET /api/overview': Overview;
  'GET /api/posture': { items: PostureItem[]; trend: PosturePoint[] };
  'GET /api/changes': { items: Change[] };
  'POST /api/changes': { items: Change[] };
  'GET /api/model': Model;
  'POST /api/usual': Usual;

  /** `parameters`: values of the stored parameters that questions of the account name. */
  'GET /api/questions': { items: AccountQuestion[]; parameters: Record<string, Variable> };
  'POST /api/questions': AccountQuestion;
  'PATCH /api/questions/:id': AccountQuestion;
  'DELETE /api/questions/:id': AccountQuestion;
  'GET /api/questions/:id/counts': Counts;
  'POST /api/questions/:id/answer': { answers: QuestionAnswer[] };

  'GET /api/people': JoinCounts;
  'POST /api/people/preview': PeoplePreview;
  'POST /api/people/import': PeopleImported;

  'GET /api/rules': Paged<Rule>;
  'POST /api/rules': Rule;
  'POST /api/rules/test': Trial;
  'POST /api/rules/test-action': { sent: string };
  'GET /api/rules/packs': { packs: ShownPack[] };
  'POST /api/rules/packs/enable': { outcomes: PackOutcome[] };
  'POST /api/rules/packs/disable': { outcomes: PackOutcome[] };
  'GET /api/rules/action-types': { items: ShownActionType[] };
  'GET /api/rules/:id': Rule;
  'PATCH /api/rules/:id': Rule;
  'DELETE /api/rules/:id': { removed: string };
  'POST /api/rules/:id/run': Evaluation;
  'GET /api/rules/:id/history': Paged<Evaluation>;

  'GET /api/alerts': Paged<Alert>;
  'GET /api/alerts/:id': Alert;
  'POST /api/alerts/:id/dismiss': Alert;
  'POST /api/alerts/:id/snooze': Alert;
  'GET /api/deliveries': { items: ToldDelivery[] };
  'POST /api/deliveries/:id/retry': ToldDelivery;

  'GET /api/channels': Paged<Channel>;
  'GET /api/channel-kinds': { items: ChannelKindAbout[] };
  'POST /api/channels': Channel;
  'GET /api/channels/:name': Channel;
  'DELETE /api/channels/:name': { removed: string };
  'POST /api/channels/:name/test': { sent: string };

  'GET /api/keys': { keys: ApiKey[] };
  'POST /api/keys': { key: ApiKey; secret: string };
  'DELETE /api/keys/:id': ApiKey;
  'GET /api/sessions': { sessions: Session[] };
  'DELETE /api/sessions/:id': { ended: string };
  'POST /api/login-links': { url: string };
  'GET /api/audit': Paged<AuditEntry>;
  'PATCH /api/retention': Retention;

  /** Begins "Connect with Zoom": where to go. */
  'POST /oauth/zoom/start': { url: string; redirectUri: string };
  'POST /logout': unknown;

  /** Data of the event `progress` of a job's stream. */
  'event progress': RunProgress;
}

export interface Me {
  readonly kind: 'key' | 'session' | 'system';
  readonly name: string;
  readonly role: Role;
  /** Of a key that may upload to one instance only. */
  readonly instanceId?: string;
}

export interface About {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly startedOn: number;
  readonly store: { readonly bytes: number; readonly schemaVersion: number; readonly entities: number; readonly relationships: number };
  readonly retention: Retention;
}

/** What somebody who connects Zoom has to do there. */
export interface Setup {
  readonly needs: readonly Need[];
  /** What to enter at an OAuth app. */
  readonly redirectUri: string;
}

export interface ShownInstance extends Instance {
  readonly lastJob?: Job | undefined;
  /** The last time that something was collected for it, by whomever: the command line collects without a job. */
  readonly lastCollection?: { readonly status: string; readonly on: number } | undefined;
  /** When the schedule runs it next. */
  readonly nextRunOn?: number | undefined;
}
export interface InstanceWithCounts extends ShownInstance {
  /** Live members by type. */
  readonly counts: MemberCounts;
}
export interface MemberCounts {
  readonly entities: Record<string, number>;
  readonly relationships: Record<string, number>;
}

/** One page of an answer. */
export type QueryAnswer = (ListResult | TableResult | TreeResult) & { readonly total?: number; readonly warnings: readonly Warning[]; readonly ms: number };
export interface Mistake {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly line: number;
  readonly column: number;
  /** Characters from the beginning. */
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}
export interface QueryCheck {
  readonly error?: Mistake;
  readonly warnings?: readonly Warning[];
  readonly formatted?: string;
}
export interface Explained {
  readonly sql: string;
  readonly params: readonly (string | number | boolean | null)[];
  /** What the database makes of it. */
  readonly database: string;
  /** What is asked for, as the compiler is given it. */
  readonly plan: unknown;
}

export interface Bar {
  readonly name: string;
  readonly n: number;
}
export interface PrivilegedUser {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly email?: readonly string[] | string | null;
  readonly role?: string | null;
  readonly status?: string | null;
  readonly signIn?: readonly string[] | null;
}
export interface Overview {
  readonly groups: Readonly<Record<'status' | 'licence' | 'role' | 'signIn', readonly Bar[]>>;
  readonly privileged: readonly PrivilegedUser[];
  readonly privilegedTotal: number;
  readonly counts: MemberCounts;
}

export interface Model {
  /** By type of entity. */
  readonly types: Readonly<Record<string, { readonly description: string; readonly properties: readonly ModelProperty[] }>>;
}
export interface ModelProperty {
  readonly name: string;
  readonly type: PropertyType;
  readonly description: string;
  /** Zoom's answer and dotted path; `settings:…` of a setting. */
  readonly from?: string;
}
/** The value that most have, by property; absent where nobody has one. */
export interface Usual {
  readonly values: Readonly<Record<string, UsualValue>>;
  readonly total: number;
}

export interface QuestionAnswer {
  readonly name?: string;
  readonly query: string;
  readonly resultsAre: 'GOOD' | 'BAD' | 'INFORMATIVE' | 'UNKNOWN';
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly count: number;
}

export interface PeoplePreview {
  readonly headers: readonly string[];
  /** Fields that a column can give. */
  readonly fields: readonly string[];
  /** Which column gives which field. */
  readonly columns: Readonly<Record<string, string>>;
  readonly unclear: readonly { readonly field: string; readonly columns: readonly string[] }[];
  /** Columns kept under their own names, and those that no graph should hold. */
  readonly others: readonly string[];
  readonly dropped: readonly string[];
  readonly rows: number;
  readonly employees: number;
  readonly bad: readonly BadRow[];
  readonly badCount: number;
  /** The first employees as they would be kept. */
  readonly sample: readonly Readonly<Record<string, unknown>>[];
  readonly counts: Readonly<Tally>;
  /** The first changes. */
  readonly changes: readonly EmployeeChange[];
}
export interface PeopleImported {
  readonly employees: number;
  readonly badCount: number;
  readonly changes: Readonly<Tally>;
  readonly joins: JoinCounts;
}

export interface ShownPack {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly ShownPackRule[];
}
export interface ShownPackRule {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly description: string;
}
export interface ShownActionType {
  readonly type: string;
  readonly about: string;
  readonly fields: readonly { readonly name: string; readonly about: string; readonly required?: boolean }[];
  /** The kind of channel that carries it out, or `evaluation`. */
  readonly by: ChannelKind | 'evaluation';
}
export interface ChannelKindAbout {
  readonly kind: ChannelKind;
  readonly about: string;
  readonly settings: readonly Setting[];
}
