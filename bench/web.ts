import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { loadEnvironment } from '../src/config.ts';
import { startFakeZoom } from '../src/fake-zoom/server.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import type { Caller } from '../src/platform/platform.ts';
import { type Serving, startServing } from '../src/serve.ts';
import { startBrowser } from '../test/support/chromium.ts';
import { bigStore } from './big-store.ts';
import type { Row } from './rows.ts';

/** Limits of the issue of the page. */
const BUNDLE_KB = 250;
const PAINT_MS = 1_000;
const BIG = 100_000;
const SMALL = 150;
/** Of several loads the median counts: a browser's first has nothing in its caches. */
const LOADS = 5;
const BENCH: Caller = { kind: 'system', id: 'bench', name: 'bench', role: 'administrator' };

/** Size of what the page needs before it shows anything, and when it shows what one came for. */
export async function* benchWeb(): AsyncGenerator<Row> {
  const folder = 'dist/web';
  const html = await readFile(path.join(folder, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file as string);
  let bytes = gzipSync(html).length;
  for (const file of files) bytes += gzipSync(await readFile(path.join(folder, file))).length;
  yield { what: `page, initial bundle (KB, gzip), ${files.length} files`, value: bytes / 1024, atMost: BUNDLE_KB };

  const browser = await startBrowser();
  try {
    const small = await mkdtemp(path.join(tmpdir(), 'graph-zoom-bench-'));
    try {
      yield* paints(browser, small, SMALL, collectDemo);
    } finally {
      await rm(small, { recursive: true, force: true });
    }
    yield* paints(browser, await bigStore(BIG), BIG, async () => {});
  } finally {
    await browser.close();
  }
}

async function* paints(browser: Browser, dataDir: string, users: number, fill: (serving: Serving) => Promise<void>): AsyncGenerator<Row> {
  const serving = await startServing({ env: loadEnvironment({}), dataDir, host: '127.0.0.1', port: 0, allowedHosts: [], behindProxy: false, insecure: false, logLevel: 'error' });
  try {
    await fill(serving);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(await serving.loginUrl());
    const count = page.getByText(users.toLocaleString('en'), { exact: true }).first();
    await count.waitFor();
    const first: number[] = [];
    const useful: number[] = [];
    for (let load = 0; load < LOADS; load++) {
      await page.goto(`${serving.server.url}/`, { waitUntil: 'commit' });
      await count.waitFor();
      const times = await page.evaluate<{ paint: number; now: number }>("({ paint: performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint')?.startTime ?? 0, now: performance.now() })");
      first.push(times.paint);
      useful.push(times.now);
    }
    const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
    yield { what: `page, ${users} users: first paint (ms)`, value: median(first), atMost: PAINT_MS };
    yield { what: `page, ${users} users: the overview with its numbers (ms)`, value: median(useful), atMost: PAINT_MS };
    const started = Date.now();
    await page.goto(`${serving.server.url}/users`);
    await page.getByText(new RegExp(`^${users.toLocaleString('en')} users`)).waitFor();
    yield { what: `page, ${users} users: the list of users (ms)`, value: Date.now() - started, atMost: 2 * PAINT_MS };
  } finally {
    await serving.stop();
  }
}

async function collectDemo({ operation: { platform, runner } }: Serving): Promise<void> {
  const fake = await startFakeZoom({ users: SMALL, seed: 7, plan: 'unlimited' });
  const { id } = await platform.instances.create(
    { name: 'demo', definitionId: ZOOM.id, config: { ...fake.credentials, plan: 'business', rateShare: '1', apiUrl: fake.apiUrl, oauthUrl: fake.oauthUrl }, polling: { interval: 'DISABLED' } },
    BENCH,
  );
  await (await runner.run(id, 'request', BENCH)).done;
  await fake.close();
}
