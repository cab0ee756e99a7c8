import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBBlobValue, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DUCKDB } from '../../../j1ql/sql/dialect-duckdb.ts';
import { messageOf } from '../../../lib/errors.ts';
import { type ColumnType, type Connection, type Driver, literal, type Row, type SqlValue } from '../../driver.ts';
import { createAppend } from './append.ts';
import { type CommitGate, createCommitGate } from './commit-gate.ts';
import { translateError } from './errors.ts';

/** The name the file has inside DuckDB. */
const DATABASE = 'store';
/**
 * A transaction holds a row group of every column in memory until it is full, and a block for each column of it: with DuckDB's
 * defaults (122,880 rows, 256 kB) that is more than 384 MB for 300 columns, with these about 60.
 */
const ROW_GROUP_SIZE = 20_480;
const BLOCK_SIZE = 16_384;
const SMALL = `ROW_GROUP_SIZE ${ROW_GROUP_SIZE}, BLOCK_SIZE ${BLOCK_SIZE}`;

/** A commit joins the keys of all members at once, which DuckDB holds in memory for the most part: half a million users with their edges did not fit into 160 MB. */
const BYTES_A_MEMBER = 100;

/** A query joins several tables at once, and each join has its own buffers: one of four hops over every type needs more than a sync has. */
const QUERY_MB = 1024;

/** A look at the store, and at no other database: those of syncs come and go meanwhile, and what lists all of them could meet one that is just going. */
const LOOK = 'SELECT 1 FROM store_version LIMIT 0';
/** The same before the first migration, when there is no sync yet. */
const FIRST_LOOK = `SELECT count(*) AS n FROM duckdb_tables() WHERE database_name = '${DATABASE}' AND table_name = 'store_version'`;

/** Databases of syncs' own tables so far, each in the work folder: a temporary table would hold a large block for every column. */
let stages = 0;

const TYPE_NAMES: Readonly<Record<ColumnType, string>> = {
  boolean: 'BOOLEAN',
  double: 'DOUBLE',
  bigint: 'BIGINT',
  text: 'VARCHAR',
  booleans: 'BOOLEAN[]',
  doubles: 'DOUBLE[]',
  texts: 'VARCHAR[]',
  blob: 'BLOB',
  uuid: 'UUID',
};

/** Opens a DuckDB file. Nothing is fetched at run time: extensions are neither installed nor loaded. */
export async function openDriver(file: string, options: { memoryLimitMb: number; tempDirectory: string; readOnly: boolean }): Promise<Driver> {
  let instance: DuckDBInstance | undefined;
  try {
    instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${options.memoryLimitMb}MB`,
      temp_directory: options.tempDirectory,
      threads: '2',
      preserve_insertion_order: 'false',
      // Its re-use of metadata broke checkpoints in our property tests ("already modified block"), and there are several fixes to it upstream.
      experimental_metadata_reuse: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const first = await instance.connect();
    const access = options.readOnly ? 'READ_ONLY' : SMALL;
    await first.run(`ATTACH ${literal(file)} AS ${DATABASE} (${access})`);
    first.closeSync();
  } catch (error) {
    instance?.closeSync();
    throw translateError(error, file);
  }
  const opened = instance;
  const gate = createCommitGate();
  const known = { migrated: false };
  return {
    location: file,
    dialect: DUCKDB,
    typeNames: TYPE_NAMES,
    openStage: async (c) => {
      const name = `stage_${++stages}`;
      const path = join(options.tempDirectory, `${name}.duckdb`);
      await c.run(`ATTACH ${literal(path)} AS ${name} (${SMALL})`);
      return {
        schema: `${name}.main`,
        create: 'CREATE TABLE',
        drop: async () => {
          await c.run(`DETACH ${name}`);
          await rm(path, { force: true });
        },
      };
    },
    setMemory: async (c, { members, queries }) => {
      const mb = Math.max(queries > 0 ? QUERY_MB : 0, options.memoryLimitMb + (members * BYTES_A_MEMBER) / 1e6);
      await c.run(`SET memory_limit = '${Math.ceil(mb)}MB'`);
    },
    hideInserts: async (c, table) => {
      // Whole row groups of a transaction are moved into the table before it is committed, and other transactions count them with the
      // old rows (DuckDB 1.5; seen by queries during a commit). With a deleted row among the new ones they are appended one by one, each with its version.
      await c.run(`INSERT INTO ${table} ("_key") VALUES (NULL)`);
      await c.run(`DELETE FROM ${table} AS t WHERE t."_key" IS NULL`);
    },
    connect: async () => {
      const own = await opened.connect();
      await own.run(`USE ${DATABASE}`);
      return connection(own, file, gate, known);
    },
    checkpoint: async (c) => {
      try {
        await c.run(`CHECKPOINT ${DATABASE}`);
      } catch (error) {
        // What is committed is safe in the log beside the file; the next commit, or the end of the program, writes it into the file.
        if (!/other (?:write )?transactions active/.test(messageOf(error))) throw error;
      }
    },
    backup: async (copy) => {
      const own = await opened.connect();
      try {
        await own.run(`ATTACH ${literal(copy)} AS backup (${SMALL})`);
        await own.run(`COPY FROM DATABASE ${DATABASE} TO backup`);
        await own.run('DETACH backup');
      } catch (error) {
        throw translateError(error, copy);
      } finally {
        own.closeSync();
      }
    },
    bytes: async () => (await stat(file)).size,
    close: async () => opened.closeSync(),
  };
}

function connection(duckdb: DuckDBConnection, file: string, gate: CommitGate, known: { migrated: boolean }): Connection {
  let within = false;
  const appendTo = createAppend(duckdb);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw translateError(error, file);
    }
  };
  const run = (sql: string, params: readonly SqlValue[] = []) => guarded(async () => (await duckdb.run(sql, [...params])).rowsChanged);
  /** A statement outside of a transaction is one by itself. */
  const gated = <T>(work: () => Promise<T>): Promise<T> => (within ? work() : gate.begin(work));
  return {
    run: (sql, params) => gated(() => run(sql, params)),
    all: (sql, params = []) => gated(() => guarded(async () => (await (await duckdb.run(sql, [...params])).getRowObjectsJS()).map(plainRow))),
    async *stream(sql, params = []) {
      const result = await gated(() => guarded(() => duckdb.stream(sql, [...params])));
      let read = false;
      try {
        for await (const rows of result.yieldRowObjectJs()) yield rows.map(plainRow);
        read = true;
      } finally {
        // What is not read to its end keeps its transaction open, also when the connection is closed, and nobody could write a checkpoint.
        if (!read) {
          duckdb.interrupt();
          await result.fetchChunk().catch(() => undefined); // meets the interruption
        }
      }
    },
    append: (table, types, columns, schema) => guarded(() => appendTo(table, types, columns, schema)),
    interrupt: () => duckdb.interrupt(),
    transaction: async (work) => {
      await gate.begin(async () => {
        await run('BEGIN TRANSACTION');
        // It begins with the first look at the database, and not before.
        if (known.migrated) await run(LOOK);
        else known.migrated = Number((await (await duckdb.run(FIRST_LOOK)).getRowObjectsJS())[0]?.n) > 0;
      });
      within = true;
      try {
        const result = await work();
        await gate.commit(() => run('COMMIT'));
        return result;
      } catch (error) {
        // The first error is the one that counts: a rollback after a failed commit fails as well.
        await run('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        within = false;
      }
    },
    close: async () => duckdb.closeSync(),
  };
}

const plainRow = (row: Record<string, unknown>): Row => {
  for (const key of Object.keys(row)) {
    const value = row[key];
    if (typeof value === 'bigint') row[key] = Number(value);
    else if (value instanceof DuckDBBlobValue) row[key] = Buffer.from(value.bytes);
  }
  return row;
};
