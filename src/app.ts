import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import type { AlertingParts } from './alerting.ts';
import type { CollectReport } from './collect/report.ts';
import type { CollectEvents } from './collect/steps.ts';
import { credentialsOf, type Environment, resumeAgeMs, zoomOptions } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { GraphZoomError, messageOf } from './lib/errors.ts';
import type { Emitter } from './lib/events.ts';
import { followPeople } from './people/follow.ts';
import { collectOnce } from './platform/collect-once.ts';
import { collectionStates } from './platform/collection-states.ts';
import { createOperation, type Operation } from './platform/operate.ts';
import { keySource } from './platform/secret-key.ts';
import { createVault } from './platform/vault.ts';
import { markCommits } from './rules/engine/marks.ts';
import { keepTags } from './rules/engine/tags.ts';
import { openDuckdbStore, storeFile } from './store/dialects/duckdb/open.ts';
import type { Store, Sync } from './store/store.ts';
import { watchCommits } from './store/watched.ts';
import type { ZoomClient } from './zoom/client.ts';
import { createZoomClient } from './zoom/create-client.ts';
import type { ZoomClientOptions } from './zoom/options.ts';

/** What whoever opens a store wants to be told. */
export interface StoreWatch {
  readonly warn?: (message: string) => void;
  /** After each commit, when users are joined to persons: the graph is whole, and rules may look. */
  readonly onCommit?: () => void;
}

/**
 * Opens the store of a data directory, which is made where it does not exist, for its owner only. With every commit users are joined to
 * persons, entities keep the tags that rules gave them, and it is marked that rules have to see it.
 */
export async function openStore(dataDir: string, { warn = (message) => process.stderr.write(`${message}\n`), onCommit = () => {} }: StoreWatch = {}): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const untold = (error: unknown) => warn(`Users could not be joined to employees: ${messageOf(error)} The graph is as it was collected or imported; the next run tries again.`);
  const marked = keepTags(markCommits(await openDuckdbStore(dataDir, { clock: systemClock })));
  return watchCommits(followPeople(marked, systemClock, untold), async () => onCommit());
}

/** Opens the store of a data directory to read only, beside other processes that do the same. Fails with `not-found` where there is none. */
export async function openStoreToRead(dataDir: string): Promise<Store> {
  if (!existsSync(storeFile(dataDir)))
    throw new GraphZoomError('not-found', `There is no graph in ${dataDir} yet.`, { hint: 'Run `graph-zoom collect` (or `graph-zoom demo`) first, or name another data directory with --data-dir or GRAPH_ZOOM_HOME.' });
  return openDuckdbStore(dataDir, { clock: systemClock, readOnly: true });
}

/** What a client is made with by the environment. Fails with `config-missing` where there are no credentials. */
const clientOptions = (env: Environment): ZoomClientOptions => ({ ...zoomOptions(env), auth: credentialsOf(env), clock: systemClock });

/** A client with the credentials and limits of the environment. */
export const createClient = (env: Environment): ZoomClient => createZoomClient(clientOptions(env));

export interface CollectRun {
  readonly env: Environment;
  readonly store: Store;
  readonly dataDir: string;
  readonly instance: string;
  readonly signal: AbortSignal;
  /** Adds to what is collected, as an instance does. */
  readonly wrapSync?: (sync: Sync) => Sync;
  /** Called once the client is there, to watch what happens. */
  readonly watch: (watched: { client: ZoomClient; events: Emitter<CollectEvents> }) => void;
}

/** One collection, put together from the environment. */
export const runCollection = ({ env, store, dataDir, instance, signal, watch, wrapSync }: CollectRun): Promise<CollectReport> =>
  collectOnce({
    store,
    dataDir,
    clock: systemClock,
    signal,
    watch,
    ...(wrapSync ? { wrapSync } : {}),
    client: clientOptions(env),
    collect: {
      instance,
      ...(env.ZOOM_ACCOUNT_ID === undefined ? {} : { accountId: env.ZOOM_ACCOUNT_ID }),
      ...(env.ZOOM_ACCOUNT_NAME === undefined ? {} : { accountName: env.ZOOM_ACCOUNT_NAME }),
      ...(env.ZOOM_TAG_WITH_ACCOUNT_NAME && env.ZOOM_ACCOUNT_NAME !== undefined ? { tagAccountName: env.ZOOM_ACCOUNT_NAME } : {}),
      resumeAgeMs: resumeAgeMs(env),
      deriveLocked: env.ZOOM_DERIVE_LOCKED,
    },
  });

interface OperationInput {
  /** Where people look at an alert. */
  readonly webLink?: (alertId: string) => string | undefined;
  readonly env: Environment;
  readonly store: Store;
  readonly dataDir: string;
  readonly warn: (message: string) => void;
  /** What the schedule, or a run of it, could not do; default: a warning. */
  readonly onError?: (error: unknown, instanceId?: string) => void;
}

/** Instances, jobs and keys of a store that this process owns, without a schedule. */
export async function openOperation({ env, store, dataDir, warn, onError, webLink }: OperationInput): Promise<Operation & AlertingParts> {
  const vault = createVault(keySource(dataDir, env.GRAPH_ZOOM_SECRET_KEY, warn));
  const failed = onError ?? ((error: unknown) => warn(messageOf(error)));
  const operation = createOperation({
    store,
    dataDir,
    clock: systemClock,
    vault,
    defaults: { plan: env.ZOOM_PLAN, share: env.ZOOM_RATE_SHARE, oauthUrl: env.ZOOM_OAUTH_URL, resumeAgeMs: resumeAgeMs(env) },
    onError: failed,
    // Loaded when it is needed: most commands push nothing.
    afterCollection: async (collected) => (await import('./jupiterone/push/after-collection.ts')).pushAfterCollection({ store, clock: systemClock }, collected),
  });
  await operation.platform.jobs.recover();
  // Commands that only ask the graph do without it.
  const { openAlerting } = await import('./alerting.ts');
  return {
    ...operation,
    ...openAlerting({ env, store, dataDir, clock: systemClock, vault, onError: failed, collections: () => collectionStates(operation.platform.instances, store.runs), ...(webLink ? { webLink } : {}) }),
  };
}
