import { GraphZoomError } from '../lib/errors.ts';
import type { Connection, Driver } from './driver.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** The version this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0;

/** Brings a store to this program's version in one transaction; refuses a newer one without touching it. */
export async function migrate(driver: Driver, connection: Connection): Promise<void> {
  const found = await schemaVersion(connection);
  if (found > SCHEMA_VERSION) throw new GraphZoomError('store-newer', `${driver.location} was written by a newer graph-zoom (store version ${found}; this program knows up to ${SCHEMA_VERSION}).`);
  const pending = MIGRATIONS.filter(({ version }) => version > found);
  if (pending.length === 0) return;
  await connection.transaction(async () => {
    await connection.run(`CREATE TABLE IF NOT EXISTS store_version (version ${driver.typeNames.bigint})`);
    for (const { statements, fill } of pending) {
      for (const statement of statements(driver.typeNames)) await connection.run(statement);
      await fill?.(connection);
    }
    await connection.run('DELETE FROM store_version');
    await connection.run('INSERT INTO store_version VALUES ($1)', [SCHEMA_VERSION]);
  });
}

/** Whether a store has yet to be brought to this program's version. */
export const isOlder = async (connection: Connection): Promise<boolean> => (await schemaVersion(connection)) < SCHEMA_VERSION;

async function schemaVersion(connection: Connection): Promise<number> {
  const tables = await connection.all("SELECT 1 AS one FROM information_schema.tables WHERE table_name = 'store_version'");
  if (tables.length === 0) return 0;
  return Number((await connection.all('SELECT max(version) AS version FROM store_version'))[0]?.version ?? 0);
}
