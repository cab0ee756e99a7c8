import type { Dialect } from '../j1ql/sql/dialect.ts';

/** Column types the store uses; each dialect spells them its own way. */
export type ColumnType = 'boolean' | 'double' | 'bigint' | 'text' | 'booleans' | 'doubles' | 'texts' | 'blob' | 'uuid';

export type SqlValue = string | number | boolean | null;
export type Row = Record<string, unknown>;

/** One connection to the database. A caller does not share it while a transaction is open. */
export interface Connection {
  /** Runs one statement; gives the number of rows it changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /** Rows with numbers, texts, booleans, lists and Buffers; no big integers. */
  all(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** Rows in chunks, as they are made. */
  stream(sql: string, params?: readonly SqlValue[]): AsyncIterable<Row[]>;
  /** Appends rows in bulk, given as columns of equal length in the table's order; `null` is absent. */
  append(table: string, types: readonly ColumnType[], columns: readonly (readonly unknown[])[], schema?: string): Promise<void>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the statement that runs, with an error for whoever waits for it. */
  interrupt(): void;
  close(): Promise<void>;
}

/** Where one sync keeps its tables: on disk, seen by nobody else, gone at its end. */
export interface StageArea {
  /** What stands before a table's name in SQL, and the schema to append to. */
  readonly schema: string;
  /** How its tables are made: `CREATE TABLE`, or `CREATE TEMP TABLE` where they are temporary ones. */
  readonly create: string;
  drop(): Promise<void>;
}

/** What the database has to do at the moment. */
export interface Load {
  /** Members of the commits that are going on: their keys are joined at once. */
  readonly members: number;
  /** Queries that are going on: they hold whole tables of joins. */
  readonly queries: number;
}

/** A database: what the store needs that DuckDB and PostgreSQL do not say in the same words. */
export interface Driver {
  readonly location: string;
  /** How it says what a query's plan asks for. */
  readonly dialect: Dialect;
  readonly typeNames: Readonly<Record<ColumnType, string>>;
  /** Makes the area of a sync that runs on this connection. */
  openStage(connection: Connection): Promise<StageArea>;
  /** Gives the database as much memory as this needs, and no more. */
  setMemory(connection: Connection, load: Load): Promise<void>;
  /** Called in a transaction before rows are inserted into a table that others can see: they must not see them before it is committed. */
  hideInserts(connection: Connection, table: string): Promise<void>;
  connect(): Promise<Connection>;
  /** Makes committed work durable in the main file, where the database has such a step. */
  checkpoint(connection: Connection): Promise<void>;
  /** Copies everything that is committed to a new file. */
  backup(file: string): Promise<void>;
  bytes(): Promise<number>;
  close(): Promise<void>;
}

/** A text in SQL, for names that come from the catalogue and cannot be parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
