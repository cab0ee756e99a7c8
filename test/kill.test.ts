import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeZoom } from '../src/fake-zoom/server.ts';
import { systemClock } from '../src/lib/clock.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import { startCli } from './support/cli.ts';
import { expectTruth } from './support/truth.ts';

const ROUNDS = 4;

describe('kill -9 at random moments', () => {
  it('leaves the last good graph, and the next run goes on and equals the truth', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-kill-'));
    const fake = await startFakeZoom({ users: 150, plan: 'unlimited', latencyMs: 10 });
    const start = (): ChildProcess => startCli(['collect', '--json'], { fake, home });
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const child = start();
        // Killed after a number of answers that differs from round to round: between lists, in the users, near the end.
        await untilAnswers(() => fake.requests.total, 40 + round * 170, child);
        child.kill('SIGKILL');
        await ended(child);
      }
      const child = start();
      const output = text(child);
      expect(await ended(child)).toBe(0);
      const report = JSON.parse(await output) as { resumedUsers: number; status: string };
      expect(report.status).toBe('complete');
      expect(report.resumedUsers).toBeGreaterThan(0);
      const store = await openDuckdbStore(home, { clock: systemClock });
      await expectTruth(store, fake);
      await store.close();
    } finally {
      await fake.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});

/** Waits until the server has had so many requests more, or the child has ended by itself. */
async function untilAnswers(total: () => number, more: number, child: ChildProcess): Promise<void> {
  const goal = total() + more;
  while (total() < goal && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
}

const ended = (child: ChildProcess): Promise<number | null> => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('close', resolve)));

async function text(child: ChildProcess): Promise<string> {
  let all = '';
  for await (const chunk of child.stdout ?? []) all += chunk;
  return all;
}
