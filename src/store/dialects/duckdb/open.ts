import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { createStore } from '../../create-store.ts';
import { isOlder, migrate } from '../../migrate.ts';
import type { Store } from '../../store.ts';
import { loadDriver } from './load.ts';

/** Enough for a sync of half a million users, which spills to disk; more buys little (reference/storage.md, section 12). */
const MEMORY_LIMIT_MB = 160;

/** The file of a data directory that holds the graph. */
export const storeFile = (directory: string): string => path.join(directory, 'graph.duckdb');

export interface DuckdbOptions {
  readonly clock: Clock;
  readonly memoryLimitMb?: number;
  /** Several processes may read at once, while none writes. The store must exist. */
  readonly readOnly?: boolean;
}

/** Opens, or makes, the graph of a data directory: one file, `graph.duckdb`, owned by one process at a time. */
export async function openDuckdbStore(directory: string, options: DuckdbOptions): Promise<Store> {
  // Of several that read, none may write into the files of another. The database makes the folder when it needs it.
  const tempDirectory = path.join(directory, 'work', options.readOnly ? `spill-${process.pid}` : 'spill');
  if (!options.readOnly) await mkdir(tempDirectory, { recursive: true, mode: 0o700 });
  const { openDriver } = await loadDriver();
  const driver = await openDriver(storeFile(directory), {
    memoryLimitMb: options.memoryLimitMb ?? MEMORY_LIMIT_MB,
    tempDirectory,
    readOnly: options.readOnly ?? false,
  });
  try {
    if (!options.readOnly) await emptyFolder(tempDirectory);
    const connection = await driver.connect();
    if (!options.readOnly || !(await isOlder(connection))) {
      await migrate(driver, connection);
      return createStore(driver, { connection, runsConnection: await driver.connect(), recordsConnection: await driver.connect() }, options.clock);
    }
  } catch (error) {
    await driver.close();
    throw error;
  }
  await driver.close();
  await (await openDuckdbStore(directory, { ...options, readOnly: false })).close(); // brings it up to date
  return openDuckdbStore(directory, options);
}

/** What a killed process left behind; nobody else can be using it, for the store is ours now. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true, force: true });
}
