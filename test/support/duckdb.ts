import { DuckDBInstance } from '@duckdb/node-api';

/** Asks a DuckDB of its own, such as about a file that was written. It can fetch nothing. */
export async function askDuckdb(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    const rows = await (await connection.run(sql)).getRowObjectsJS();
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value])));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
