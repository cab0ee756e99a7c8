import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type CollectDeps, collect, stillLimited } from '../collect/collect.ts';
import type { CollectOptions } from '../collect/context.ts';
import type { CollectReport } from '../collect/report.ts';
import type { CollectEvents } from '../collect/steps.ts';
import { Emitter } from '../lib/events.ts';
import type { ZoomClient } from '../zoom/client.ts';
import { createZoomClient } from '../zoom/create-client.ts';
import type { ZoomClientOptions } from '../zoom/options.ts';

/** One collection, whoever starts it: the command line or the server. */
export interface CollectOnce extends Pick<CollectDeps, 'store' | 'clock' | 'signal' | 'wrapSync'> {
  readonly dataDir: string;
  readonly client: Omit<ZoomClientOptions, 'dailyUntil'>;
  readonly collect: Omit<CollectOptions, 'workDir'>;
  /** Called once the client is there, to watch what happens. */
  readonly watch: (watched: { client: ZoomClient; events: Emitter<CollectEvents> }) => void;
}

/** Makes a client, collects with it, and closes it. Rejects when nothing could be collected. */
export async function collectOnce({ store, clock, signal, wrapSync, dataDir, client: options, collect: how, watch }: CollectOnce): Promise<CollectReport> {
  const client = createZoomClient({ ...options, dailyUntil: await stillLimited(store, how.instance, clock.now()) });
  const events = new Emitter<CollectEvents>();
  // Requests in flight and in the queues end at once when the run is interrupted.
  const stop = () => void client.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    watch({ client, events });
    const workDir = path.join(dataDir, 'work');
    await mkdir(workDir, { recursive: true, mode: 0o700 });
    return await collect({ client, store, clock, events, signal, ...(wrapSync ? { wrapSync } : {}) }, { ...how, workDir });
  } finally {
    signal.removeEventListener('abort', stop);
    await client.close();
  }
}
