import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { createStore } from '../../create-store.ts';
import { migrate } from '../../migrate.ts';
import type { Store } from '../../store.ts';
import { openDriver } from './driver.ts';

/** Enough for a sync of half a million users, which spills to disk; more buys little (reference/storage.md, section 12). */
const MEMORY_LIMIT_MB = 160;

export interface DuckdbOptions {
  readonly clock: Clock;
  readonly memoryLimitMb?: number;
  readonly readOnly?: boolean;
}

/** Opens, or makes, the graph of a data directory: one file, `graph.duckdb`, owned by one process at a time. */
export async function openDuckdbStore(directory: string, options: DuckdbOptions): Promise<Store> {
  const tempDirectory = path.join(directory, 'work', 'spill');
  await mkdir(tempDirectory, { recursive: true, mode: 0o700 });
  const driver = await openDriver(path.join(directory, 'graph.duckdb'), {
    memoryLimitMb: options.memoryLimitMb ?? MEMORY_LIMIT_MB,
    tempDirectory,
    readOnly: options.readOnly ?? false,
  });
  try {
    if (!options.readOnly) await emptyFolder(tempDirectory);
    const connection = await driver.connect();
    await migrate(driver, connection);
    return createStore(driver, { connection, runsConnection: await driver.connect(), recordsConnection: await driver.connect() }, options.clock);
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** What a killed process left behind; nobody else can be using it, for the store is ours now. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true, force: true });
}
