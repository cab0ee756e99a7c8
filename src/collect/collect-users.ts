import { keepHeapSmall } from '../lib/heap.ts';
import { settleAll } from '../lib/settle.ts';
import type { Relationship } from '../model/graph.ts';
import { groupKey, roleKey, userKey } from '../model/keys.ts';
import { typesOfList } from '../model/lists.ts';
import { RELATIONSHIPS } from '../model/relationships.ts';
import type { ZoomUser } from '../zoom/schemas.ts';
import type { Context } from './context.ts';
import { relate } from './convert/relationship.ts';
import { convertUser, type HeldRole } from './convert/user.ts';
import { type Fetched, UserFetcher } from './fetch-user.ts';
import type { UserLists } from './list-users.ts';
import { DETAIL_PART, LIST_PART, type Parts, USER_SETTINGS_PARTS } from './parts.ts';

/** What a complete list of users may delete. */
export const USER_TYPES: readonly string[] = typesOfList('fetch-users');

/** Users written to the checkpoint and the store together: a kill loses at most these, or the last seconds' worth. */
const FLUSH_USERS = 250;
const FLUSH_MS = 5_000;
/** Users whose checkpoints are looked up together. */
const LOOKUP_USERS = 1_000;

interface Done {
  readonly key: string;
  readonly user: ZoomUser;
  readonly fetched: Fetched;
}

export interface UsersInput {
  readonly lists: UserLists;
  readonly accountKey: string;
  readonly roles: ReadonlyMap<string, HeldRole>;
  /** Ids of roles of which it is not known what they may do. */
  readonly unsureRoles?: ReadonlySet<string>;
  /** Answers that are the same for everybody. */
  readonly locked: Parts;
  /** Answers in the checkpoint that are at least this new are used again; Infinity for none. */
  readonly resumeSince: number;
}

/** Reads detail and settings of every user, as many at once as the limits have use for, and emits users and their edges. */
export async function collectUsers(context: Context, input: UsersInput): Promise<{ resumedUsers: number }> {
  const { book, clock, client } = context;
  const fetcher = new UserFetcher(context, input.locked);
  const total = input.lists.withSettings;
  const writer = new Writer(context, input);
  let resumedUsers = 0;
  const users = withCheckpoints(context, input);
  let stopped = false;
  const work = async () => {
    while (!stopped) {
      context.signal.throwIfAborted();
      const next = await users.next();
      if (next.done) return;
      const { key, user, known } = next.value;
      if (known.size > 0) resumedUsers++;
      const fetched = await fetcher.fetch(user, known);
      if (fetched.parts.has(DETAIL_PART)) book.progress('fetch-user-details', 1, total);
      if (SETTINGS_PARTS.some((part) => fetched.parts.has(part))) book.progress('fetch-user-settings', 1, total);
      await writer.add({ key, user, fetched }, clock.now());
    }
  };
  const worker = () =>
    work().catch((error: unknown) => {
      stopped = true;
      throw error;
    });
  try {
    await settleAll(Array.from({ length: Math.max(16, client.concurrency('MEDIUM')) }, worker));
  } finally {
    await writer.flush(); // also after an interruption: the checkpoint then holds all that was read
  }
  const unread = book.status('fetch-users') !== 'complete' && input.lists.count === 0;
  for (const step of ['fetch-user-details', 'fetch-user-settings'] as const) {
    if (unread) book.fail(step, 'The list of users could not be read.');
    book.open(step);
    book.finish(step);
  }
  return { resumedUsers };
}

const SETTINGS_PARTS = [...USER_SETTINGS_PARTS.values()];

/** The users with what an interrupted run had already read of them. */
async function* withCheckpoints(context: Context, input: UsersInput) {
  let batch: { key: string; user: ZoomUser }[] = [];
  const known = async function* () {
    const byKey = new Map<string, Map<string, Readonly<Record<string, unknown>>>>();
    if (Number.isFinite(input.resumeSince)) {
      const parts = await context.earlier.fetched(
        batch.map(({ key }) => key),
        input.resumeSince,
      );
      for (const { key, part, value } of parts) byKey.set(key, (byKey.get(key) ?? new Map()).set(part, value as Readonly<Record<string, unknown>>));
    }
    for (const { key, user } of batch) yield { key, user, known: byKey.get(key) ?? new Map<string, Readonly<Record<string, unknown>>>() };
    batch = [];
  };
  for await (const user of input.lists.read()) {
    const key = userKey(user);
    if (key === undefined) continue;
    batch.push({ key, user });
    if (batch.length >= LOOKUP_USERS) yield* known();
  }
  yield* known();
}

/** Gathers finished users and writes them, checkpoint first, one batch after another. */
class Writer {
  readonly #context: Context;
  readonly #input: UsersInput;
  #batch: Done[] = [];
  #last: number;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: Context, input: UsersInput) {
    this.#context = context;
    this.#input = input;
    this.#last = context.clock.now();
  }

  async add(done: Done, now: number): Promise<void> {
    this.#batch.push(done);
    if (this.#batch.length >= FLUSH_USERS || now - this.#last >= FLUSH_MS) {
      this.#last = now;
      await this.flush();
    }
  }

  /** Writes what was gathered; whoever comes while a batch is written waits for it, so that no more than two are in memory. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#writing = this.#writing.then(() => this.#write(batch));
    await this.#writing;
  }

  async #write(batch: readonly Done[]): Promise<void> {
    const { earlier, sync, clock, tags } = this.#context;
    const on = clock.now();
    const fresh = batch.flatMap(({ key, fetched }) => fetched.fresh.map((part) => ({ key, part, on, value: fetched.parts.get(part) })));
    if (fresh.length > 0) await earlier.keep(fresh);
    keepHeapSmall();
    const alive = batch.filter((done) => !done.fetched.gone && !this.#leftOut(done));
    const before = await this.#lastGoodParts(alive);
    const entities = alive.map(({ key, user, fetched }) => {
      const parts = new Map([...(before.get(key) ?? []), ...fetched.parts, [LIST_PART, user] as const]);
      return convertUser(key, parts, user.role_id === undefined ? undefined : this.#input.roles.get(user.role_id), tags);
    });
    await sync.entities(entities);
    await sync.relationships(alive.flatMap(({ key, user }) => this.#edges(key, user)));
  }

  /** Where there is no earlier answer to take the place of one that could not be had, the user stays there as he is (`Earlier.elsewhere`). */
  #leftOut({ user, fetched }: Done): boolean {
    if (!this.#context.earlier.elsewhere) return false;
    // A step that was given up for want of a right tells of nobody: then what is left is all that can be told.
    const isMissed = [...fetched.missed].some((step) => this.#context.book.status(step) !== 'skipped');
    return isMissed || (user.role_id !== undefined && this.#input.unsureRoles?.has(user.role_id) === true);
  }

  /** Answers that this run could not read stay as the last good run read them. */
  async #lastGoodParts(batch: readonly Done[]): Promise<Map<string, [string, Readonly<Record<string, unknown>>][]>> {
    const wanted = [DETAIL_PART, ...USER_SETTINGS_PARTS.values()];
    const lacking = batch.filter(({ user, fetched }) => user.id !== undefined && wanted.some((part) => !fetched.parts.has(part)));
    const raw = lacking.length === 0 ? new Map() : await this.#context.earlier.answers(lacking.map(({ key }) => key));
    return new Map([...raw].map(([key, list]) => [key, list.map(({ name, rawData }: { name: string; rawData: unknown }) => [name, rawData])]));
  }

  #edges(key: string, user: ZoomUser): Relationship[] {
    const groups = [...new Set(user.group_ids ?? [])].map((id) => relate(RELATIONSHIPS.groupHasUser, groupKey(id), key));
    const role = user.role_id === undefined ? [] : [relate(RELATIONSHIPS.userAssignedRole, key, roleKey(user.role_id))];
    return [relate(RELATIONSHIPS.accountHasUser, this.#input.accountKey, key), ...groups, ...role];
  }
}
