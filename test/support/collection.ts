import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collect } from '../../src/collect/collect.ts';
import type { CollectOptions } from '../../src/collect/context.ts';
import type { CollectReport } from '../../src/collect/report.ts';
import type { CollectEvents } from '../../src/collect/steps.ts';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../../src/fake-zoom/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { Emitter } from '../../src/lib/events.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createZoomClient } from '../../src/zoom/create-client.ts';

/** Waits of a retry are cut to a hundredth: the schedule itself is tested beside the client. */
const hurriedClock = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms > 20 ? Math.max(20, ms / 100) : ms, signal) };

export interface Bench {
  readonly fake: FakeZoom;
  readonly store: Store;
  readonly directory: string;
  collect(options?: Partial<CollectOptions> & { signal?: AbortSignal; events?: Emitter<CollectEvents>; accessToken?: string; apiUrl?: string }): Promise<CollectReport>;
}

/** A fake Zoom, a real store in a folder of its own, and a way to collect the one into the other. */
export async function withCollection(options: FakeZoomOptions, work: (bench: Bench) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-test-'));
  const fake = await startFakeZoom({ plan: 'unlimited', ...options });
  const store = await openDuckdbStore(directory, { clock: systemClock });
  const run: Bench['collect'] = async ({ signal, events, accessToken, apiUrl, ...more } = {}) => {
    const client = createZoomClient({
      apiUrl: apiUrl ?? fake.apiUrl,
      oauthUrl: fake.oauthUrl,
      auth: accessToken === undefined ? { kind: 'server-to-server', ...fake.credentials } : { kind: 'token', accessToken },
      plan: 'business',
      share: 1,
      clock: options.plan === undefined || options.plan === 'unlimited' ? unpaced(hurriedClock) : systemClock,
      timeouts: { connectMs: 2_000, headersMs: 2_000, bodyMs: 2_000, totalMs: 8_000 },
    });
    try {
      return await collect(
        { client, store, clock: systemClock, events: events ?? new Emitter(), signal: signal ?? new AbortController().signal },
        { instance: 'test', accountId: fake.credentials.accountId, resumeAgeMs: 86_400_000, workDir: directory, deriveLocked: true, ...more },
      );
    } finally {
      await client.close();
    }
  };
  try {
    await work({ fake, store, directory, collect: run });
  } finally {
    await store.close();
    await fake.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Against an unlimited Zoom the client's own pace would only cost time: its clock runs a hundred times faster. */
const unpaced = (clock: typeof hurriedClock) => {
  const start = Date.now();
  return { now: () => start + (Date.now() - start) * 100, sleep: clock.sleep };
};
