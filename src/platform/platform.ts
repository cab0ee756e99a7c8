import type { RunProgress } from '../collect/run-progress.ts';
import type { Emitter } from '../lib/events.ts';
import type { Source } from '../store/store.ts';

/** What a server manages besides the graph: who may do what, which accounts are collected, and every run of them. Times are epoch milliseconds. */
export interface Platform {
  readonly definitions: Definitions;
  readonly instances: Instances;
  readonly jobs: Jobs;
  readonly keys: ApiKeys;
  readonly sessions: Sessions;
  readonly audit: Audit;
  /** What happens, for logs, metrics and pages that watch. */
  readonly events: Emitter<PlatformEvents>;
}

export interface PlatformEvents {
  'instance-changed': { readonly instanceId: string; readonly change: 'created' | 'updated' | 'removed' };
  'job-changed': Job;
  'job-event': JobEvent;
  'job-progress': { readonly jobId: string; readonly progress: RunProgress };
  'audit-entry': AuditEntry;
}

/** What a caller may do, each role all that the one before it may (platform/roles.ts). */
export type Role = 'reader' | 'operator' | 'administrator';

/** Who asks: a key, a browser's session, or the program itself. */
export interface Caller {
  readonly kind: 'key' | 'session' | 'system';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/* Definitions: the kinds of integration there are (reference/jupiterone-platform.md, section 3.4). */

export interface ConfigField {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  readonly type: 'string' | 'boolean' | 'json';
  /** Never shown again once it was given. */
  readonly mask: boolean;
  readonly optional: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly defaultValue?: string | boolean;
}

export interface Definition {
  readonly id: string;
  /** `zoom`; of others whatever their owner calls it. */
  readonly integrationType: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly integrationClass: readonly string[];
  readonly integrationCategory: readonly string[];
  readonly configFields: readonly ConfigField[];
  /** Whether this program can run it; others are run by their owners, who upload. */
  readonly runnable: boolean;
  readonly docsWebLink?: string;
}

export interface Definitions {
  list(): Promise<Definition[]>;
  /** Undefined when there is none. */
  get(id: string): Promise<Definition | undefined>;
  byType(integrationType: string): Promise<Definition | undefined>;
}

/* Instances: configured accounts. */

export const POLLING_INTERVALS = ['DISABLED', 'THIRTY_MINUTES', 'ONE_HOUR', 'FOUR_HOURS', 'EIGHT_HOURS', 'TWELVE_HOURS', 'ONE_DAY', 'ONE_WEEK'] as const;
export type PollingInterval = (typeof POLLING_INTERVALS)[number];

export interface Polling {
  readonly interval: PollingInterval;
  /** 0 to 23, of ONE_DAY and ONE_WEEK. */
  readonly hour?: number;
  /** 0 (Sunday) to 6, of ONE_WEEK. */
  readonly dayOfWeek?: number;
  /** IANA name in which hour and day are meant; default: the server's. */
  readonly timeZone?: string;
}

/** What stands for a secret wherever a configuration is shown; given back in an update it means "as it was" (section 3.4). */
export const MASKED = '***masked***';

export interface Instance {
  readonly id: string;
  /** The Account Name. */
  readonly name: string;
  readonly description?: string;
  readonly definitionId: string;
  readonly polling: Polling;
  /** By field key, secrets as `MASKED`; `@tag` holds `{AccountName?, Production?}`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The subgraph that holds its data. An instance that took over what `collect --instance NAME` had collected keeps that scope. */
  readonly source: Source;
  readonly scope: string;
  readonly createdOn: number;
  readonly createdBy: string;
  readonly updatedOn: number;
  readonly updatedBy: string;
  /** Since when it has been removed; it is gone seven days later. Absent of one that is there. */
  readonly removedOn?: number;
}

export interface InstanceInput {
  readonly name: string;
  readonly definitionId: string;
  readonly description?: string;
  readonly polling?: Polling;
  readonly config?: Readonly<Record<string, unknown>>;
}
export type InstanceChanges = Partial<Omit<InstanceInput, 'definitionId'>>;

export interface Instances {
  list(options?: { definitionId?: string; removed?: boolean }): Promise<Instance[]>;
  /** By id; undefined when there is none, or it was removed. */
  get(id: string): Promise<Instance | undefined>;
  byName(name: string): Promise<Instance | undefined>;
  /** Checks the configuration against the definition's fields. Names are unique in a definition. */
  create(input: InstanceInput, by: Caller): Promise<Instance>;
  update(id: string, changes: InstanceChanges, by: Caller): Promise<Instance>;
  /** Stops its run, soft-deletes its data and what is related to it; after seven days all traces go. */
  remove(id: string, by: Caller): Promise<void>;
  /** The configuration with its secrets, for whoever runs the instance. Fails with `secret-key-lost` where they cannot be read. */
  secrets(id: string): Promise<Record<string, unknown>>;
  /** Keeps a secret that changed by itself, such as a rotated refresh token. */
  keepSecret(id: string, field: string, value: string): Promise<void>;
  /** What each object of the instance carries: `_integration…` metadata and tags (sections 4.1 and 5.1). */
  stamp(instance: Instance): Promise<Readonly<Record<string, string | boolean | readonly string[]>>>;
}

/* Jobs: runs of instances, and what they said (section 3.5). */

export type JobStatus = 'IN_PROGRESS' | 'PERSISTING_DATA' | 'COMPLETED' | 'FAILED';

export interface Job {
  readonly id: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly status: JobStatus;
  readonly startedOn: number;
  readonly endedOn?: number;
  readonly errorsOccurred: boolean;
  readonly hasSkippedSteps: boolean;
  /** Why it was started: `polling`, `request`, `upload`. */
  readonly cause: string;
  /** What a collection reported at its end. */
  readonly report?: unknown;
}

export interface JobEvent {
  readonly id: string;
  readonly jobId: string;
  readonly instanceId: string;
  readonly name: string;
  readonly description: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly on: number;
}

export interface Page {
  readonly limit?: number;
  /** What an answer before gave as `cursor`. */
  readonly cursor?: string;
}
export interface Paged<T> {
  readonly items: T[];
  /** Absent when there is no more. */
  readonly cursor?: string;
}

export interface Jobs {
  /** Opens a job; fails with `job-running` while another of the instance is open, unless it is an upload. `id` where the caller gives one. */
  open(options: { instanceId: string; definitionId: string; cause: Job['cause']; id?: string }): Promise<Job>;
  setStatus(
    id: string,
    status: JobStatus,
    more?: {
      report?: unknown;
      /** Of a job that failed by something that may pass by itself: the schedule tries again before the next interval. */
      retry?: boolean;
    },
  ): Promise<Job>;
  /** The level follows from the name; `error…` and `step_failure` set `errorsOccurred`, `step_skip` sets `hasSkippedSteps`. */
  addEvents(id: string, events: readonly { name: string; description: string }[]): Promise<JobEvent[]>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(options: { instanceId?: string; definitionId?: string; status?: JobStatus } & Page): Promise<Paged<Job>>;
  /** Oldest first. */
  events(jobId: string, page?: Page): Promise<Paged<JobEvent>>;
}

/* Access. */

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The first characters, to tell keys apart. */
  readonly prefix: string;
  /** A key that may upload to this instance only. */
  readonly instanceId?: string;
  readonly createdOn: number;
  readonly createdBy: string;
  readonly lastUsedOn?: number;
  readonly expiresOn?: number;
  readonly revokedOn?: number;
}

export interface ApiKeys {
  /** The key itself is given here and never again; only its hash is kept. */
  create(input: { name: string; role: Role; instanceId?: string; expiresOn?: number }, by: Caller): Promise<{ key: ApiKey; secret: string }>;
  list(): Promise<ApiKey[]>;
  revoke(id: string, by: Caller): Promise<ApiKey>;
  /** Whose key it is; undefined for one that is unknown, revoked or expired. Notes the use. */
  check(secret: string): Promise<(Caller & { readonly instanceId?: string }) | undefined>;
}

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdOn: number;
  readonly lastUsedOn: number;
  readonly expiresOn: number;
}

/** Sign-in by a one-time link, as the server prints one at its start. */
export interface Sessions {
  /** A token that opens one session within `ttlMs` (default 15 minutes). */
  createLogin(role: Role, options?: { name?: string; ttlMs?: number }): Promise<string>;
  /** Undefined for a token that was used, is too old, or never was one. */
  login(token: string): Promise<{ session: Session; secret: string } | undefined>;
  check(secret: string): Promise<(Caller & { readonly session: Session }) | undefined>;
  list(): Promise<Session[]>;
  end(id: string): Promise<void>;
}

export interface AuditEntry {
  readonly id: string;
  readonly on: number;
  readonly who: string;
  readonly role: Role;
  /** `instance.create`, `key.revoke`, `login`, ... */
  readonly action: string;
  readonly target?: string;
  readonly detail?: string;
  readonly outcome: 'done' | 'refused' | 'failed';
}

export interface Audit {
  add(entry: Omit<AuditEntry, 'id' | 'on'>): Promise<void>;
  list(page?: Page): Promise<Paged<AuditEntry>>;
}
