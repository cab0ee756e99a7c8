import { BIGINT, BLOB, BOOLEAN, blobValue, DOUBLE, type DuckDBConnection, DuckDBDataChunk, LIST, listValue, UUID, uuidValue, VARCHAR } from '@duckdb/node-api';
import type { ColumnType, Connection } from '../../driver.ts';

/** Rows in one of DuckDB's data chunks, its vector size. */
const CHUNK_ROWS = 2048;
/** Kinds of rows whose chunk is kept: a sync appends to few tables, again and again. */
const MOST_CHUNKS = 16;

const TYPES = { boolean: BOOLEAN, double: DOUBLE, bigint: BIGINT, text: VARCHAR, blob: BLOB, booleans: LIST(BOOLEAN), doubles: LIST(DOUBLE), texts: LIST(VARCHAR), uuid: UUID } as const;

/**
 * Bulk appends on one connection. A chunk is used again for every table of the same column types: its memory belongs to DuckDB and
 * would otherwise wait for the garbage collector, which does not see it, hundreds of megabytes of it in a long sync.
 */
export function createAppend(duckdb: DuckDBConnection): Connection['append'] {
  const chunks = new Map<string, DuckDBDataChunk>();
  const chunkFor = (types: readonly ColumnType[]): DuckDBDataChunk => {
    const shape = types.join();
    const known = chunks.get(shape);
    if (known) return known;
    if (chunks.size >= MOST_CHUNKS) chunks.clear();
    const chunk = DuckDBDataChunk.create(types.map((type) => TYPES[type]));
    chunks.set(shape, chunk);
    return chunk;
  };
  return async (table, types, columns, schema) => {
    const rows = columns[0]?.length ?? 0;
    // Inside a schema of another attached database the name has two parts.
    const [schemaName, catalog] = schema?.split('.').reverse() ?? [];
    const appender = await duckdb.createAppender(table, schemaName, catalog);
    const chunk = chunkFor(types);
    for (let start = 0; start < rows; start += CHUNK_ROWS) {
      const end = Math.min(rows, start + CHUNK_ROWS);
      chunk.reset();
      chunk.rowCount = end - start;
      columns.forEach((column, index) => {
        const part = rows <= CHUNK_ROWS ? column : column.slice(start, end);
        chunk.setColumnValues(index, duckdbValues(part, types[index] as ColumnType));
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  };
}

/** Texts, numbers and booleans are taken as they are; the others have values of DuckDB's own. */
const duckdbValues = (column: readonly unknown[], type: ColumnType) =>
  type === 'text' || type === 'double' || type === 'boolean' ? (column as (string | number | boolean | null)[]) : column.map((value) => toDuckdb(value, type));

function toDuckdb(value: unknown, type: ColumnType) {
  if (value === null || value === undefined) return null;
  if (type === 'bigint') return BigInt(value as number);
  if (type === 'uuid') return uuidValue(BigInt(`0x${String(value).replaceAll('-', '')}`));
  if (type === 'blob') return blobValue(value as Uint8Array);
  if (type === 'texts' || type === 'doubles' || type === 'booleans') return listValue(value as string[]);
  return value as string | number | boolean;
}
