import type { CollectReport } from '../src/collect/report.ts';
import { LIMITS } from '../src/zoom/limits.ts';
import { inChild } from './child.ts';
import { startFakeProcess } from './fake.ts';
import type { Row } from './rows.ts';

interface Collected {
  readonly wallMs: number;
  readonly peakMb: number;
  readonly bytes: number;
  readonly report: CollectReport;
}

const MEDIUM_PER_SECOND = LIMITS.business.MEDIUM.requests;

/** Time and requests of 1,000 users alone on the account. */
export async function benchCollect(): Promise<Row[]> {
  const fake = await startFakeProcess({ users: 1000, latencyMs: 100, plan: 'business' });
  const [run] = await inChild<Collected>('bench/collect-child.ts', { fake });
  const stats = await fake.stats();
  fake.close();
  const { wallMs, report } = run as Collected;
  const medium = stats.byLabel.MEDIUM ?? 0;
  const withSettings = report.steps.find((s) => s.id === 'fetch-user-settings')?.done ?? 1;
  return [
    { what: `collect 1,000 users (business, 100 ms): ${(wallMs / 1000).toFixed(1)} s for ${medium} Medium requests; wall / (requests / rate)`, value: wallMs / 1000 / (medium / MEDIUM_PER_SECOND), atMost: 1.1 },
    { what: `Medium requests for each user with settings (${withSettings})`, value: medium / withSettings, atMost: 4.05 },
    { what: '429s caused when alone on the account', value: stats.rateLimited, atMost: 0 },
  ];
}

/** With another app that takes half of every limit. */
export async function benchNeighbour(): Promise<Row[]> {
  const fake = await startFakeProcess({ users: 1000, latencyMs: 100, plan: 'business', otherLoad: 0.5 });
  const [run] = await inChild<Collected>('bench/collect-child.ts', { fake });
  const stats = await fake.stats();
  fake.close();
  const { report } = run as Collected;
  const lost = report.steps.filter((s) => s.status !== 'complete').length;
  return [
    { what: `429s beside an app that takes 50 % (${stats.rateLimited} of ${stats.total} requests, %)`, value: (100 * stats.rateLimited) / stats.total, atMost: 1 },
    { what: 'steps that lost something beside it', value: lost, atMost: 0 },
  ];
}

/** Peak memory of collecting many users from a Zoom without limits, and of doing it again. Each figure as it is there: they take long. */
export async function* benchMemory(large: boolean): AsyncGenerator<Row> {
  const peak = async (users: number, runs: number) => {
    const fake = await startFakeProcess({ users, plan: 'unlimited' });
    const collected = await inChild<Collected>('bench/collect-child.ts', { fake, unpaced: true, runs });
    fake.close();
    return collected;
  };
  const [first, second] = await peak(100_000, 2);
  yield { what: `peak memory, 100,000 users collected in ${seconds(first)} s (MB; store ${Math.round((first as Collected).bytes / 1e6)} MB)`, value: (first as Collected).peakMb, atMost: 800 };
  yield { what: `rows written by an identical second collection (${seconds(second)} s)`, value: changed(second as Collected), atMost: 0 };
  if (!large) return;
  const [half] = await peak(500_000, 1);
  yield { what: `peak memory, 500,000 users (${seconds(half)} s, ${Math.round((half as Collected).peakMb)} MB) against 100,000`, value: (half as Collected).peakMb / (first as Collected).peakMb, atMost: 1.4 };
}

const seconds = (run: Collected | undefined): number => Math.round((run?.wallMs ?? 0) / 1000);
const changed = ({ report: { changes } }: Collected): number => [changes.entities, changes.relationships].reduce((sum, t) => sum + t.created + t.updated + t.deleted, 0);
