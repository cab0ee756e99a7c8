import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';

/** An empty store, and a folder for what is written; both are gone afterwards. */
export async function withOwnStore(work: (store: Store, folder: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-export-'));
  const store = await openDuckdbStore(path.join(directory, 'home'), { clock: systemClock });
  try {
    await work(store, directory);
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}
