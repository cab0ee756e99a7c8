import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Emitter } from '../lib/events.ts';
import { settleAll } from '../lib/settle.ts';
import { ACCOUNT } from '../model/entities/account.ts';
import { RELATIONSHIPS } from '../model/relationships.ts';
import type { Store, Sync, SyncResult } from '../store/store.ts';
import type { ZoomClient } from '../zoom/client.ts';
import { emitAccount, fetchAccountParts, fetchIdentity } from './collect-account.ts';
import { collectGroups, GROUP_TYPES } from './collect-groups.ts';
import { collectRoles, ROLE_TYPES } from './collect-roles.ts';
import { collectUsers, USER_TYPES } from './collect-users.ts';
import { type CollectOptions, type Context, ownSubgraph, runStep } from './context.ts';
import { relate } from './convert/relationship.ts';
import { earlierIn } from './earlier.ts';
import { UserLists } from './list-users.ts';
import { lockedAnswers } from './locks.ts';
import { type CollectReport, type StepReport, statusOf } from './report.ts';
import { resumeFrom } from './resume.ts';
import { type CollectEvents, StepBook } from './steps.ts';

export interface CollectDeps {
  readonly client: ZoomClient;
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Emitter<CollectEvents>;
  readonly signal: AbortSignal;
  /** Stands between the collection and its sync, such as to mark all that is written. */
  readonly wrapSync?: (sync: Sync) => Sync;
}

/**
 * Collects one Zoom account into one scope of the store. Lists are read first, then every user's answers; all becomes visible
 * in one transaction at the end. A step that failed leaves what the store held. Throws only when nothing could be collected
 * (credentials, token, an interruption): the store then holds what it held, and answers read so far are used by the next run.
 */
export async function collect(deps: CollectDeps, options: CollectOptions): Promise<CollectReport> {
  const { store, clock } = deps;
  const startedOn = clock.now();
  const last = (await store.runs.list({ scope: options.instance, limit: 1 }))[0];
  const resume = resumeFrom(last, startedOn, options.resumeAgeMs);
  const before = await stillLimited(store, options.instance, startedOn);
  const dailyLimits: Record<string, number> = {};
  deps.client.events.on('daily-limit', ({ label, until }) => {
    dailyLimits[label] = until;
  });
  const run = { id: randomUUID(), scope: options.instance, startedOn };
  // An interrupted run keeps its record without an end: the next one goes on from its checkpoint.
  const failed = async (error: unknown): Promise<never> => {
    if (!deps.signal.aborted) await store.runs.save({ ...run, endedOn: clock.now(), status: 'failed', report: { dailyLimits: { ...before, ...dailyLimits }, error: errorOf(error) } });
    throw error;
  };
  await store.runs.save({ ...run, status: 'running', report: null });
  const scopes = await deps.client.scopes().catch(failed);
  if (!Number.isFinite(resume.since)) await store.checkpoint.clear(options.instance);

  const book = new StepBook(deps.events, scopes);
  const begun = await store.beginSync({ ...ownSubgraph(options), on: startedOn });
  const sync = deps.wrapSync?.(begun) ?? begun;
  const tags: Record<string, string> = options.tagAccountName === undefined ? {} : { 'tag.AccountName': options.tagAccountName };
  const context: Context = { ...deps, earlier: earlierIn(store, options), sync, book, options, tags };
  const lists = new UserLists(options.workDir, options.instance);
  try {
    const { result, resumedUsers } = await work({ ...context, store, sync }, lists, scopes, resume.since, () => Object.keys(dailyLimits).length > 0);
    const steps = book.reports();
    const status = statusOf(steps);
    const counts = await store.counts(options.instance);
    const report: CollectReport = {
      status,
      instance: options.instance,
      startedOn,
      durationMs: clock.now() - startedOn,
      steps,
      ...counts,
      changes: { entities: result.entities, relationships: result.relationships },
      requests: { ...deps.client.stats },
      resumedUsers,
      dailyLimits,
      dangling: result.dangling,
    };
    if (Object.keys(dailyLimits).length === 0) await store.checkpoint.clear(options.instance);
    await store.runs.setState(options.instance, 'dailyLimits', dailyLimits);
    await store.runs.save({ ...run, endedOn: clock.now(), status, report });
    return report;
  } catch (error) {
    await sync.abort();
    return await failed(error);
  } finally {
    await lists.remove();
  }
}

interface Run extends Context {
  readonly store: Store;
  readonly sync: Sync;
}

async function work(context: Run, lists: UserLists, scopes: ReadonlySet<string> | undefined, resumeSince: number, isLimited: () => boolean): Promise<{ result: SyncResult; resumedUsers: number }> {
  const { book, sync, options, store } = context;
  const [groupKeys, roles, accountParts] = await settleAll([collectGroups(context), collectRoles(context), fetchAccountParts(context), lists.fetch(context)]);
  let accountKey = '';
  await runStep(context, 'fetch-account', async () => {
    const identity = await fetchIdentity(context, scopes, () => lists.someUser);
    await guardAccount(context, identity?.account_id);
    accountKey = await emitAccount(context, accountParts, identity);
    context.book.progress('fetch-account', 1);
  });
  if (accountKey === '') throw new GraphZoomError('zoom-answer', book.reason('fetch-account') ?? 'The account could not be read.');

  await sync.relationships([...(groupKeys ?? []).map((key) => relate(RELATIONSHIPS.accountHasGroup, accountKey, key)), ...(roles.keys ?? []).map((key) => relate(RELATIONSHIPS.accountHasRole, accountKey, key))]);
  const locked = options.deriveLocked ? lockedAnswers(accountParts) : new Map();
  const { resumedUsers } = await collectUsers(context, { lists, accountKey, roles: roles.held, locked, resumeSince });

  context.signal.throwIfAborted();
  if (!isLimited()) refuseNothing(book.reports());
  context.events.emit('store-started', { users: lists.count });
  const complete = [ACCOUNT.type, ...(groupKeys ? GROUP_TYPES : []), ...(roles.keys ? ROLE_TYPES : []), ...(book.status('fetch-users') === 'complete' ? USER_TYPES : [])];
  const result = await sync.commit({ completeTypes: complete });
  await store.runs.setState(options.instance, 'accountId', accountKey.slice(accountKey.indexOf(':') + 1));
  return { result, resumedUsers };
}

/** Daily limits of an earlier run that have not ended yet, by label. */
export async function stillLimited(store: Store, instance: string, now: number): Promise<Record<string, number>> {
  const limits = (await store.runs.getState(instance, 'dailyLimits')) as Record<string, number> | undefined;
  return Object.fromEntries(Object.entries(limits ?? {}).filter(([, until]) => until > now));
}

/** A run in which every call failed has failed, whatever the configuration told of the account. */
function refuseNothing(steps: readonly StepReport[]): void {
  const tried = steps.filter(({ id, optional }) => id !== 'fetch-account' && !optional);
  if (tried.every(({ status }) => status === 'failed'))
    throw new GraphZoomError('zoom-unavailable', `Nothing could be read from Zoom: ${tried[0]?.reason}`, { hint: 'The graph is as it was. Try later; `graph-zoom doctor` tries each endpoint once.' });
}

/** One instance holds one account: another account's credentials would otherwise delete everything in it. */
async function guardAccount(context: Run, told: unknown): Promise<void> {
  const held = await context.store.runs.getState(context.options.instance, 'accountId');
  const now = context.options.accountId ?? told;
  if (typeof held === 'string' && typeof now === 'string' && held !== now)
    throw new GraphZoomError('config-invalid', `Instance "${context.options.instance}" holds the account ${held}, but these credentials are for ${now}.`, {
      hint: 'Give the other account an instance of its own: --instance NAME.',
    });
}

const errorOf = (error: unknown) => (error instanceof GraphZoomError ? { code: error.code, message: error.message } : { code: 'bug', message: String(error) });
