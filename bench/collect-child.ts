import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collect } from '../src/collect/collect.ts';
import { systemClock } from '../src/lib/clock.ts';
import { Emitter } from '../src/lib/events.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import { createZoomClient } from '../src/zoom/create-client.ts';

/** One collection in a process of its own: prints wall time, peak memory and the report as a JSON line. */
const { fake, unpaced, runs = 1, keep } = JSON.parse(process.argv[2] ?? '{}');
// Against an unlimited Zoom the rate limits would take hours: a clock that runs a thousand times faster lifts them.
const start = Date.now();
const clock = unpaced ? { now: () => start + (Date.now() - start) * 1000, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 1000, signal) } : systemClock;
const directory = keep ?? (await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-')));
for (let run = 0; run < runs; run++) {
  const began = Date.now();
  const store = await openDuckdbStore(directory, { clock: systemClock });
  const client = createZoomClient({ apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl, auth: { kind: 'server-to-server', ...fake.credentials }, plan: 'business', share: 1, clock });
  const deps = { client, store, clock: systemClock, events: new Emitter<never>(), signal: new AbortController().signal };
  const report = await collect(deps as never, { instance: 'bench', accountId: fake.credentials.accountId, resumeAgeMs: 0, workDir: directory, deriveLocked: true });
  await client.close();
  const { bytes } = await store.info();
  await store.close();
  console.log(JSON.stringify({ wallMs: Date.now() - began, peakMb: process.resourceUsage().maxRSS / 1024, bytes, report }));
}
if (keep === undefined) await rm(directory, { recursive: true, force: true });
