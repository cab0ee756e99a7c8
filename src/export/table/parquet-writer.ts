import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quote } from '../../lib/quote.ts';
import { createAppend } from '../../store/dialects/duckdb/append.ts';
import { translateError } from '../../store/dialects/duckdb/errors.ts';
import type { Column, ColumnType } from './columns.ts';

export interface ParquetWriter {
  /** Writes one file, readable by its owner only, from lists of rows; gives how many rows it has. */
  write(file: string, columns: readonly Column[], batches: AsyncIterable<readonly (readonly unknown[])[]>): Promise<number>;
}

/** Enough for a file of a million rows with 300 columns: rows are on disk, and the writer holds one row group. */
const MEMORY_LIMIT = '256MB';
/** As the store has them: with DuckDB's defaults a row group of 300 columns holds hundreds of megabytes. */
const ROW_GROUP_SIZE = 20_480;
const BLOCK_SIZE = 16_384;
const SCHEMA = 'work.main';

const SQL_TYPES: Readonly<Record<ColumnType, string>> = { boolean: 'BOOLEAN', number: 'DOUBLE', integer: 'BIGINT', string: 'VARCHAR', booleans: 'BOOLEAN[]', numbers: 'DOUBLE[]', strings: 'VARCHAR[]' };
const APPEND_TYPES = { boolean: 'boolean', number: 'double', integer: 'bigint', string: 'text', booleans: 'booleans', numbers: 'doubles', strings: 'texts' } as const;

/**
 * Lends a writer of Parquet: a DuckDB of its own in a folder inside `near`, which is removed at the end. Rows pass through a table on
 * disk, whoever owns the graph; the same rows give the same bytes. Nothing is fetched: Parquet is built into DuckDB.
 */
export async function withParquetWriter<T>(near: string, work: (writer: ParquetWriter) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(near, '.parquet-'));
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY_LIMIT,
    temp_directory: path.join(folder, 'spill'),
    // One thread, in order: so the bytes do not depend on the machine.
    threads: '1',
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH ${literal(path.join(folder, 'rows.duckdb'))} AS work (ROW_GROUP_SIZE ${ROW_GROUP_SIZE}, BLOCK_SIZE ${BLOCK_SIZE})`);
    const append = createAppend(connection);
    return await work({
      async write(file, columns, batches) {
        await connection.run(`CREATE TABLE ${SCHEMA}.rows (${columns.map(({ name, type }) => `${quote(name)} ${SQL_TYPES[type]}`).join(', ')})`);
        const types = columns.map(({ type }) => APPEND_TYPES[type]);
        let count = 0;
        for await (const batch of batches) {
          await append(
            'rows',
            types,
            columns.map((_, index) => batch.map((row) => row[index] ?? null)),
            SCHEMA,
          );
          count += batch.length;
        }
        await connection.run(`COPY ${SCHEMA}.rows TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`);
        await connection.run(`DROP TABLE ${SCHEMA}.rows`);
        await chmod(file, 0o600);
        return count;
      },
    });
  } catch (error) {
    throw translateError(error, near);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
