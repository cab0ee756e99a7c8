import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { collect, stillLimited } from './collect/collect.ts';
import type { CollectReport } from './collect/report.ts';
import type { CollectEvents } from './collect/steps.ts';
import { credentialsOf, type Environment, resumeAgeMs } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { Emitter } from './lib/events.ts';
import { openDuckdbStore } from './store/dialects/duckdb/open.ts';
import type { Store } from './store/store.ts';
import type { ZoomClient } from './zoom/client.ts';
import { createZoomClient } from './zoom/create-client.ts';

/** Opens the store of a data directory, which is made where it does not exist, for its owner only. */
export async function openStore(dataDir: string): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  return openDuckdbStore(dataDir, { clock: systemClock });
}

/** A client with the credentials and limits of the environment. Fails with `config-missing` where there are none. */
export const createClient = (env: Environment, dailyUntil: Record<string, number> = {}): ZoomClient =>
  createZoomClient({
    ...(env.ZOOM_API_URL === undefined ? {} : { apiUrl: env.ZOOM_API_URL }),
    oauthUrl: env.ZOOM_OAUTH_URL,
    auth: credentialsOf(env),
    plan: env.ZOOM_PLAN,
    share: env.ZOOM_RATE_SHARE,
    clock: systemClock,
    dailyUntil,
  });

export interface CollectRun {
  readonly env: Environment;
  readonly store: Store;
  readonly dataDir: string;
  readonly instance: string;
  readonly signal: AbortSignal;
  /** Called once the client is there, to watch what happens. */
  readonly watch: (watched: { client: ZoomClient; events: Emitter<CollectEvents> }) => void;
}

/** One collection, put together from the environment. */
export async function runCollection(run: CollectRun): Promise<CollectReport> {
  const { env, store, instance, signal } = run;
  const client = createClient(env, await stillLimited(store, instance, systemClock.now()));
  const events = new Emitter<CollectEvents>();
  // Requests in flight and in the queues end at once when the run is interrupted.
  signal.addEventListener('abort', () => void client.close(), { once: true });
  run.watch({ client, events });
  const workDir = path.join(run.dataDir, 'work');
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  try {
    return await collect(
      { client, store, clock: systemClock, events, signal },
      {
        instance,
        ...(env.ZOOM_ACCOUNT_ID === undefined ? {} : { accountId: env.ZOOM_ACCOUNT_ID }),
        ...(env.ZOOM_ACCOUNT_NAME === undefined ? {} : { accountName: env.ZOOM_ACCOUNT_NAME }),
        ...(env.ZOOM_TAG_WITH_ACCOUNT_NAME && env.ZOOM_ACCOUNT_NAME !== undefined ? { tagAccountName: env.ZOOM_ACCOUNT_NAME } : {}),
        resumeAgeMs: resumeAgeMs(env),
        workDir,
        deriveLocked: env.ZOOM_DERIVE_LOCKED,
      },
    );
  } finally {
    await client.close();
  }
}
