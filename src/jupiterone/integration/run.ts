import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collectGroups } from '../../collect/collect-groups.ts';
import { type Roles, readRoles } from '../../collect/collect-roles.ts';
import type { Context } from '../../collect/context.ts';
import { NOTHING_EARLIER } from '../../collect/earlier.ts';
import { UserLists } from '../../collect/list-users.ts';
import { type CollectEvents, StepBook } from '../../collect/steps.ts';
import { systemClock } from '../../lib/clock.ts';
import { Emitter } from '../../lib/events.ts';
import { once } from '../../lib/once.ts';
import type { Entity } from '../../model/graph.ts';
import { type Config, createClient, settingsOf } from './config.ts';
import { tellProgress } from './progress.ts';
import type { Instance, Logger, StepExecutionContext } from './sdk.ts';
import { configuredScopes } from './start-states.ts';

const DATA_KEY = 'graph-zoom';

/** What the steps of one run share: a client, the book of what was read, and readings that more than one of them needs. */
export interface Run {
  readonly context: Omit<Context, 'sync'>;
  readonly scopes: ReadonlySet<string> | undefined;
  readonly groups: () => Promise<readonly Entity[]>;
  readonly roles: () => Promise<Roles>;
  readonly lists: UserLists;
  readonly readLists: () => Promise<void>;
  /** Key of the account; empty until it is told. */
  accountKey: string;
  /** Answers that are the same for everybody, by part. */
  accountParts: Map<string, Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** The run that a step belongs to; the first step makes it. */
export async function runOf({ jobState, instance, logger }: StepExecutionContext<Config>): Promise<Run> {
  const before = await jobState.getData<Promise<Run>>(DATA_KEY);
  if (before) return before;
  const run = begin(instance, logger);
  await jobState.setData(DATA_KEY, run);
  return run;
}

const open = new Set<Run>();

/** Ends what runs have left open. */
export async function closeRuns(): Promise<void> {
  await Promise.all([...open].map((run) => run.close()));
}

async function begin({ id, name, config }: Instance<Config>, logger: Logger): Promise<Run> {
  const settings = settingsOf(config);
  const { env } = settings;
  const client = createClient(settings);
  const scopes = (await client.scopes()) ?? configuredScopes(config);
  const events = new Emitter<CollectEvents>();
  tellProgress(events, logger);
  const workDir = await mkdtemp(path.join(tmpdir(), 'graph-zoom-'));
  // The SDK 8.41 does not say when a run has ended, and lists of people must not stay behind.
  const removeNow = () => rmSync(workDir, { recursive: true, force: true });
  process.once('exit', removeNow);
  const tag = config['@tag']?.AccountName === true ? name : env.ZOOM_TAG_WITH_ACCOUNT_NAME ? env.ZOOM_ACCOUNT_NAME : undefined;
  const context: Run['context'] = {
    client,
    earlier: NOTHING_EARLIER,
    book: new StepBook(events, scopes),
    clock: systemClock,
    events,
    signal: new AbortController().signal,
    options: {
      instance: id,
      ...(settings.accountId === undefined ? {} : { accountId: settings.accountId }),
      ...(env.ZOOM_ACCOUNT_NAME === undefined ? {} : { accountName: env.ZOOM_ACCOUNT_NAME }),
      resumeAgeMs: 0,
      workDir,
      deriveLocked: env.ZOOM_DERIVE_LOCKED,
    },
    tags: tag === undefined ? {} : { 'tag.AccountName': tag },
  };
  const lists = new UserLists(workDir, id);
  const found: Entity[] = [];
  const unwritten: Context = { ...context, sync: { entities: async (batch) => void found.push(...batch), relationships: async () => {} } };
  const run: Run = {
    context,
    scopes,
    groups: once(async () => {
      await collectGroups(unwritten);
      return found;
    }),
    roles: once(() => readRoles(unwritten)),
    lists,
    readLists: once(() => lists.fetch(unwritten)),
    accountKey: '',
    accountParts: new Map(),
    close: once(async () => {
      open.delete(run);
      await client.close();
      await lists.remove();
      await rm(workDir, { recursive: true, force: true });
      process.off('exit', removeNow);
    }),
  };
  open.add(run);
  return run;
}
