import type { Plan } from '../j1ql/plan/plan.ts';
import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import type { Entity, PropertyValue, Relationship } from '../model/graph.ts';
import type { QueryOptions, QueryResult } from './query-result.ts';

/**
 * Where graph and state live. A *subgraph* is what one source owns: a source and a scope, such as an instance or the scope given
 * to `import`. A sync says what a subgraph holds now; only types named complete may lose members. Times are epoch milliseconds.
 */
export interface Store {
  /** Where the store is, for people (a file's path, a server's address without credentials). */
  readonly location: string;
  /** Opens a sync of one subgraph, as soon as an earlier one of the same subgraph has ended. Nothing is visible before `commit`. */
  beginSync(options: SyncOptions): Promise<Sync>;
  /** Live members with these `_id`s, of any subgraph; what is not there is left out. */
  byId(ids: readonly string[]): Promise<{ entities: StoredEntity[]; relationships: StoredRelationship[] }>;
  /** Removes all traces of a subgraph, history included. What other subgraphs relate to it is soft-deleted. */
  purge(subgraph: Subgraph): Promise<void>;
  /** Writes a copy of the whole store to a new file, while it is used. */
  backup(file: string): Promise<void>;
  /** What a server keeps besides the graph. */
  readonly records: Records;
  /** What clients uploaded and is not part of the graph yet. */
  readonly uploads: Uploads;
  /** What a collection has fetched so far, kept over a crash. */
  readonly checkpoint: Checkpoint;
  readonly runs: Runs;
  /** The latest raw answers of entities, by key: for parts that a run could not fetch anew. */
  rawData(subgraph: Subgraph, keys: readonly string[]): Promise<Map<string, readonly { name: string; rawData: unknown }[]>>;
  /** All live entities, by type then key. `raw` adds `_rawData`. */
  entities(options?: { type?: string; scope?: string; source?: Source; raw?: boolean; keys?: readonly string[] }): AsyncIterable<StoredEntity>;
  /** All live relationships, by type then key. */
  relationships(options?: { type?: string; scope?: string; source?: Source; keys?: readonly string[] }): AsyncIterable<StoredRelationship>;
  /** A page of entities or relationships, by type, key and subgraph; `deleted` adds those that were deleted, as they were last. */
  page(kind: 'entity', options: PageOptions): Promise<MemberPage<StoredEntity>>;
  page(kind: 'relationship', options: PageOptions): Promise<MemberPage<StoredRelationship>>;
  /** Number of live members by type. */
  counts(scope?: string): Promise<{ entities: Record<string, number>; relationships: Record<string, number> }>;
  /** What was created, updated and deleted, newest first. */
  changes(options: { since?: number; until?: number; scope?: string; key?: string; keys?: readonly string[]; operation?: Change['operation']; limit?: number }): Promise<Change[]>;
  /** Which types changed in a span of time, how, and which of their properties: what a change can mean is known without reading it. */
  changed(options: { since: number; until: number; scope?: string }): Promise<ChangedType[]>;
  /** What queries of rules answered when they were last asked. */
  readonly results: Results;
  /** Every version of the entities with this `_key`, oldest first. */
  history(key: string): Promise<Version[]>;
  /** Who is meant by a key, a display name or an e-mail address, living or gone. */
  find(text: string): Promise<Found>;
  /** Every scope that has live members. */
  scopes(): Promise<string[]>;
  /** The different texts that a property has, in these types or in all, in their order. */
  values(property: string, options: { types?: readonly string[] | undefined; limit: number }): Promise<string[]>;
  /** The value that most live entities of a type have, by property. For the process that owns the store only. */
  usual(type: string, properties: readonly string[]): Promise<Record<string, UsualValue>>;
  /** Reads with the store's own SQL; parameters are `$1`, `$2` ... For the process that owns the store only. */
  sql(text: string, params?: readonly (string | number | boolean | null)[]): Promise<Record<string, unknown>[]>;
  /** Where types and properties live, for whoever writes SQL (the query compiler). */
  catalog(): Promise<GraphCatalog>;
  /** Answers a query that is ready to be asked (`planQuery`). */
  query(plan: Plan, options?: QueryOptions): Promise<QueryResult>;
  /** How many rows the answer of a query has, without reading them; of a tree, how many entities and relationships. */
  count(plan: Plan, options?: Pick<QueryOptions, 'signal' | 'timeoutMs'>): Promise<number>;
  /** How a query would be answered: the SQL, and what the database makes of it. */
  explain(plan: Plan): Promise<{ sql: string; params: readonly (string | number | boolean | null)[]; database: string }>;
  /** Bytes on disk, tables and schema version. */
  info(): Promise<{ bytes: number; schemaVersion: number; entities: number; relationships: number }>;
  close(): Promise<void>;
}

/** The value that most have: how many, of how many that have one. */
export interface UsualValue {
  readonly value: PropertyValue;
  readonly count: number;
  readonly known: number;
}

/** Who writes (reference/jupiterone-platform.md, sections 2.3 and 5.1). */
export type Source = 'integration-managed' | 'integration-external' | 'api' | 'system-internal' | 'system-mapper';

export interface Subgraph {
  /** `_source` of what is written: `integration-managed` for a collection, `api` for an import. */
  readonly source: Source;
  readonly scope: string;
}

export interface SyncOptions extends Subgraph {
  /** When the source was looked at; becomes `_beginOn` of new versions and `_createdOn` of new members. */
  readonly on: number;
  /** Where the ends of relationships are looked for that name no subgraph: only in the own one, or, failing that, in any. Default `any`. */
  readonly ends?: 'own' | 'any';
  /** A small change by hand, which does not wait for a sync of the same subgraph that is open: a collection may take hours. */
  readonly edit?: boolean;
}

export interface Sync {
  /** Adds entities; the same `_key` twice keeps the later one. */
  entities(batch: readonly Entity[]): Promise<void>;
  relationships(batch: readonly Relationship[]): Promise<void>;
  /**
   * Makes all of it visible in one transaction: creates, updates, and soft deletes of members of this subgraph whose type is
   * in `completeTypes` (entity types and relationship types; `'*'` is all types of the subgraph) and that were not added.
   * A relationship whose end does not exist is not written; a live relationship whose end was deleted is deleted with it.
   */
  commit(options: CommitOptions): Promise<SyncResult>;
  abort(): Promise<void>;
}

export interface CommitOptions {
  /** `'*'`: all types but those in `except`. */
  readonly completeTypes: readonly string[] | '*';
  readonly except?: readonly string[];
  /** Members of any subgraph to soft-delete, by `_id`; `hard` removes their history as well. */
  readonly deleteIds?: { readonly entities?: readonly string[]; readonly relationships?: readonly string[]; readonly hard?: boolean };
  /** Records to write in the same transaction. */
  readonly records?: (result: SyncResult) => readonly RecordWrite[];
}

export interface Tally {
  created: number;
  updated: number;
  deleted: number;
}

export interface SyncResult {
  readonly entities: Tally;
  readonly relationships: Tally;
  /** Relationships made by `_mapping`, which belong to the mapper's own subgraph. */
  readonly mapped: Tally;
  /** Entities whose raw data was written: before, there was none, or other. */
  readonly raw: { readonly created: number; readonly updated: number };
  /** Mapped relationships that were left out because their source does not exist. */
  readonly mappedDangling: number;
  /** Relationships that were left out because an end does not exist. */
  readonly dangling: number;
}

export interface StoredMeta {
  readonly _id: string;
  readonly _version: number;
  readonly _createdOn: number;
  readonly _beginOn: number;
  readonly _scope: string;
  readonly _source: string;
}
export type StoredEntity = Entity & StoredMeta;
export type StoredRelationship = Relationship & StoredMeta & { readonly _fromEntityId: string; readonly _toEntityId: string };

/** Where a page ended: the member it ended with. */
export interface PagePoint {
  readonly type: string;
  readonly key: string;
  readonly scope: string;
  readonly source: string;
}
export interface PageOptions {
  readonly limit: number;
  readonly after?: PagePoint;
  readonly deleted?: boolean;
}
export interface MemberPage<T> {
  /** `endOn` is the time of a deletion; absent of a live one. */
  readonly items: readonly { readonly object: T; readonly endOn?: number }[];
  /** Absent where there is no more. */
  readonly next?: PagePoint;
}

export interface Change {
  readonly on: number;
  readonly scope: string;
  readonly operation: 'created' | 'updated' | 'deleted';
  readonly kind: 'entity' | 'relationship';
  readonly type: string;
  readonly key: string;
  readonly displayName: string;
  /** Changed properties with old and new value; absent values are left out. Empty unless `updated`. */
  readonly properties: readonly { readonly name: string; readonly old?: PropertyValue; readonly new?: PropertyValue }[];
  /** The ends of a relationship. */
  readonly fromKey?: string;
  readonly toKey?: string;
}

/** Members of a type that were created, updated or deleted. */
export interface ChangedType {
  readonly kind: 'entity' | 'relationship';
  readonly type: string;
  readonly operation: Change['operation'];
  readonly count: number;
  /** Names of properties that differ in some of them; empty unless `updated`. */
  readonly properties: readonly string[];
}

/** Answers that are kept row by row, so that the next ones can be compared with them. Whole entities are told apart by their `_id`. */
export interface Results {
  /**
   * Asks, compares with what is kept under the same `set`, and keeps the new answers with the records that `decide` gives, in one
   * transaction. `most` is how many rows of each difference are given; the counts are whole.
   */
  compare(asked: readonly Asked[], options: { on: number; most: number; signal?: AbortSignal; decide: (differences: readonly ResultDifference[]) => Promise<readonly RecordWrite[]> }): Promise<void>;
  /** Members of a kept answer, those that came last first; `fresh`: that were not in the first one. */
  members(set: string, options: { limit: number; fresh?: boolean; after?: number }): Promise<ResultMember[]>;
  /** Forgets what an owner's queries answered; of sets in `but` not. */
  forget(owner: string, but?: readonly string[]): Promise<void>;
}
export interface Asked {
  /** Unique, such as a rule's id with the query's name. */
  readonly set: string;
  readonly owner: string;
  /** What is asked, or rows that are known already. */
  readonly plan: Plan | readonly TableRow[];
  /** Columns that tell rows of a table apart; all where absent. */
  readonly identity?: readonly string[];
  /** What was asked: with another one than before, nothing that enters is news. */
  readonly fingerprint: string;
}
export interface ResultMember {
  readonly identity: string;
  readonly name: string;
  readonly firstSeen: number;
  /** `_key` of an entity. */
  readonly key?: string;
  /** Of a table. */
  readonly row?: TableRow;
}
export type TableRow = Readonly<Record<string, PropertyValue | null>>;
/** A row that entered, left or changed. `firstSeen` is absent of one that entered. */
export interface ResultEntry extends Omit<ResultMember, 'firstSeen'> {
  readonly firstSeen?: number;
  readonly oldRow?: TableRow;
}
export interface ResultDifference {
  readonly set: string;
  readonly total: number;
  /** Whether the same was asked before. */
  readonly known: boolean;
  /** When it was last asked. */
  readonly lastOn?: number;
  /** Rows that were not in the first answer. */
  readonly fresh: number;
  readonly counts: { readonly entered: number; readonly left: number; readonly changed: number };
  readonly entered: readonly ResultEntry[];
  readonly left: readonly ResultEntry[];
  readonly changed: readonly ResultEntry[];
}

export interface Version {
  readonly version: number;
  readonly beginOn: number;
  /** Absent while this version lives. */
  readonly endOn?: number;
  readonly deleted: boolean;
  readonly entity: StoredEntity;
  readonly changed: Change['properties'];
}

/** An entity as a person knows it. */
export interface Named {
  readonly key: string;
  readonly name: string;
}
export interface Found {
  readonly found: readonly Named[];
  /** Where nothing was found: living ones with a key or name like it, the likest first. */
  readonly near: readonly Named[];
}

/** Answers fetched during runs that have not ended well yet. A committed `put` survives a kill. */
export interface Checkpoint {
  put(scope: string, parts: readonly CheckpointPart[]): Promise<void>;
  /** Parts of these keys fetched at or after `since`. */
  get(scope: string, keys: readonly string[], since: number): Promise<CheckpointPart[]>;
  count(scope: string, since: number): Promise<number>;
  clear(scope: string): Promise<void>;
}
export interface CheckpointPart {
  readonly key: string;
  readonly part: string;
  readonly on: number;
  readonly value: unknown;
}

/** Reports of runs (kept as they were given) and when each step last was complete. */
export interface Runs {
  save(run: RunRecord): Promise<void>;
  /** Newest first. */
  list(options?: { scope?: string; limit?: number }): Promise<RunRecord[]>;
  scopes(): Promise<string[]>;
  /** State that belongs to a scope, such as when a daily limit ends; undefined when never set. */
  getState(scope: string, name: string): Promise<unknown>;
  setState(scope: string, name: string, value: unknown): Promise<void>;
}
export interface RunRecord {
  readonly id: string;
  readonly scope: string;
  readonly startedOn: number;
  /** Absent while it runs, or when it was killed. */
  readonly endedOn?: number;
  readonly status: 'running' | 'complete' | 'partial' | 'failed';
  readonly report: unknown;
}

/** A small document with an owner (`parent`, empty where it has none) and a time to be listed by. */
export interface StoredRecord<T = unknown> {
  readonly id: string;
  readonly parent: string;
  readonly on: number;
  readonly value: T;
}
export interface RecordWrite {
  readonly collection: string;
  readonly id: string;
  readonly parent?: string;
  readonly on?: number;
  /** JSON; undefined removes the record. */
  readonly value: unknown;
}
export interface Records {
  get<T>(collection: string, id: string): Promise<StoredRecord<T> | undefined>;
  /** By `on`, then id; `after` is the last one of the page before. */
  list<T>(collection: string, options?: { parent?: string; order?: 'newest' | 'oldest'; limit?: number; after?: { on: number; id: string } }): Promise<StoredRecord<T>[]>;
  /** All of them in one transaction. */
  write(writes: readonly RecordWrite[]): Promise<void>;
  /** Removes those whose `on` is before a time; gives their number. */
  removeOlder(collection: string, on: number): Promise<number>;
}

export type UploadKind = 'entity' | 'relationship' | 'delete-entity' | 'delete-relationship';
export interface UploadItem {
  readonly key: string;
  readonly value: Record<string, unknown>;
}
/** Objects that clients uploaded for a synchronization job, in the order of their arrival. */
export interface Uploads {
  add(job: string, kind: UploadKind, items: readonly UploadItem[]): Promise<void>;
  /** Those of the keys that the job has already. */
  known(job: string, kind: UploadKind, keys: readonly string[]): Promise<string[]>;
  counts(job: string): Promise<Record<UploadKind, number>>;
  read(job: string, kind: UploadKind): AsyncIterable<Record<string, unknown>[]>;
  drop(job: string): Promise<void>;
}
