import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPlatform, type OwnPlatform, type PlatformOptions } from '../../src/platform/create-platform.ts';
import type { Caller } from '../../src/platform/platform.ts';
import { keySource } from '../../src/platform/secret-key.ts';
import { createVault } from '../../src/platform/vault.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from './fake-clock.ts';

export const ADA: Caller = { kind: 'session', id: 'ada', name: 'Ada', role: 'administrator' };

export interface PlatformBench {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly directory: string;
  readonly platform: OwnPlatform;
  readonly warnings: string[];
  /** As after a new start of the program, on the same store. */
  again(options?: { secretKey?: string } & Pick<PlatformOptions, 'stopRun'>): OwnPlatform;
}

/** A platform on a real store in a folder of its own, and a clock that stands still. */
export async function withPlatform(work: (bench: PlatformBench) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-test-'));
  const clock = new FakeClock();
  const store = await openDuckdbStore(directory, { clock });
  const warnings: string[] = [];
  const again: PlatformBench['again'] = ({ secretKey, ...more } = {}) => createPlatform({ store, clock, vault: createVault(keySource(directory, secretKey, (message) => warnings.push(message))), ...more });
  try {
    await work({ store, clock, directory, platform: again(), warnings, again });
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}
