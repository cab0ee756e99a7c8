import type { Clock } from '../../lib/clock.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { Emitter } from '../../lib/events.ts';
import type { Store } from '../../store/store.ts';
import { jobTally } from './counters.ts';
import { push } from './push.ts';
import { described, targetOf } from './target.ts';

/** What of an instance's configuration says whether it is pushed, and where to. */
export interface PushConfig {
  readonly jupiterOneAccount?: unknown;
  readonly jupiterOneApiKey?: unknown;
  readonly jupiterOneUrl?: unknown;
  readonly jupiterOneInstanceId?: unknown;
  readonly jupiterOneMapPeople?: unknown;
}

export interface Collected {
  readonly instance: { readonly name: string; readonly scope: string };
  /** The configuration with its secrets. */
  readonly config: PushConfig;
  readonly say: (events: readonly { readonly name: string; readonly description: string }[]) => void;
  readonly signal: AbortSignal;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Pushes an instance that was collected, where its configuration names a JupiterOne account. What becomes of it is said in the job: a
 * push that fails makes no collection fail, and the next one sends the whole graph again.
 */
export async function pushAfterCollection({ store, clock }: { readonly store: Store; readonly clock: Clock }, { instance: { name, scope }, config, say, signal }: Collected): Promise<void> {
  const [account, apiKey] = [text(config.jupiterOneAccount), text(config.jupiterOneApiKey)];
  if (account === undefined && apiKey === undefined) return;
  try {
    const target = targetOf({ account, apiKey, apiUrl: text(config.jupiterOneUrl), integrationInstanceId: text(config.jupiterOneInstanceId) }, name, {
      account: 'jupiterOneAccount',
      apiKey: 'jupiterOneApiKey',
      apiUrl: 'jupiterOneUrl',
    });
    say([{ name: 'info', description: `Pushing to JupiterOne, ${described(target)} ...` }]);
    const { job, requests } = await push({ store, clock, events: new Emitter(), signal }, { scope, instance: name, target, mapPeople: config.jupiterOneMapPeople === true });
    say([{ name: 'stats', description: `Pushed to JupiterOne: entities ${jobTally(job, 'Entities')}; relationships ${jobTally(job, 'Relationships')}. ${requests.total} requests; synchronization job ${job.id}.` }]);
  } catch (error) {
    if (signal.aborted) return say([{ name: 'warn_incomplete_data', description: 'The push to JupiterOne was interrupted; nothing has changed there, and the next one goes on.' }]);
    const known = error instanceof GraphZoomError ? `${error.message} ${error.hint}` : messageOf(error);
    say([{ name: 'error_unexpected_error', description: `The push to JupiterOne failed; the collection is stored. ${known}` }]);
  }
}
