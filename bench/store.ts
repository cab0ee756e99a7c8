import type { SyncResult } from '../src/store/store.ts';
import { inChild } from './child.ts';
import type { Row } from './rows.ts';

interface Synced {
  readonly nothingMs: number;
  readonly firstMs: number;
  readonly secondMs: number;
  readonly second: SyncResult;
  readonly peakMb: number;
}

/** A first sync of 100,000 users against the same stream into nothing, and an identical second one. */
export async function benchStore(): Promise<Row[]> {
  const [run] = await inChild<Synced>('bench/store-child.ts', { users: 100_000, raw: false });
  const { nothingMs, firstMs, secondMs, second, peakMb } = run as Synced;
  const written = [second.entities, second.relationships].reduce((sum, t) => sum + t.created + t.updated + t.deleted, 0);
  return [
    {
      what: `store: first sync of 100,000 users (${(firstMs / 1000).toFixed(1)} s, peak ${Math.round(peakMb)} MB) against the stream into nothing (${(nothingMs / 1000).toFixed(1)} s)`,
      value: firstMs / nothingMs,
      atMost: 2.5,
    },
    { what: `store: rows written by an identical second sync (${(secondMs / 1000).toFixed(1)} s)`, value: written, atMost: 0 },
  ];
}
