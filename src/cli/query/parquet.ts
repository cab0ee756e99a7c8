import { createReadStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inBatches } from '../../export/batches.ts';
import { type ColumnType, distinctNames, valueAs } from '../../export/table/columns.ts';
import { withParquetWriter } from '../../export/table/parquet-writer.ts';
import type { Plan } from '../../j1ql/plan/plan.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { Spool } from '../../lib/spool.ts';
import type { AskOptions } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { wholeName } from './csv.ts';
import { flat } from './flat.ts';
import { headOf, pagesOf } from './pages.ts';

/** Rows that are handed to the writer at once. */
const BATCH = 2048;

/**
 * The answer as one Parquet file: to a file that is whole or not there, or to stdout. What kind of values a column has is known when
 * all rows were read, so they are kept on disk until then. An entity in a cell is its name, as in CSV.
 */
export async function writeParquet(store: Pick<Store, 'query' | 'catalog'>, plan: Plan, options: AskOptions, out: string | undefined): Promise<void> {
  const folder = await mkdtemp(out === undefined ? path.join(tmpdir(), 'graph-zoom-') : `${path.resolve(out)}.part-`);
  const file = path.join(folder, 'answer.parquet');
  const spool = new Spool<readonly unknown[]>(path.join(folder, 'rows'));
  try {
    const names = await headOf(store, plan, options);
    if (names.length === 0) throw new GraphZoomError('usage', 'The answer has no columns, which a Parquet file must have.', { hint: 'Nothing matches; or name the columns in RETURN.' });
    const types: Seen[] = names.map(() => undefined);
    for await (const page of pagesOf(store, plan, options)) {
      const rows = flat(page).map((row) => names.map((name) => plain(row[name])));
      for (const row of rows) for (const [index, value] of row.entries()) types[index] = together(types[index], value);
      await spool.add(rows);
    }
    const columns = distinctNames(names).map((name, index) => ({ name, type: columnTypeOf(types[index]) }));
    const rows = async function* () {
      for await (const batch of inBatches(spool.read(), BATCH)) yield batch.map((row) => row.map((value, index) => valueAs(columns[index]?.type ?? 'string', value)));
    };
    await withParquetWriter(folder, (writer) => writer.write(file, columns, rows()));
    if (out === undefined) await toStdout(file);
    else await rename(file, out);
  } finally {
    await spool.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const plain = (value: unknown): unknown => (value === undefined ? null : typeof value === 'object' && value !== null && !Array.isArray(value) ? wholeName(value) : value);

/** What the values of a column were so far; of an empty list nothing is known but that it is one. */
type Seen = ColumnType | 'empty list' | undefined;

/** What was seen, with one more value: lists of several kinds are lists of texts, anything else that differs is text. */
function together(seen: Seen, value: unknown): Seen {
  if (value === null) return seen;
  const own: Seen = Array.isArray(value) && value.length === 0 ? 'empty list' : typeOf(value);
  if (seen === undefined || seen === own) return own;
  if (!isList(seen) || !isList(own)) return 'string';
  return own === 'empty list' ? seen : seen === 'empty list' ? own : 'strings';
}

const isList = (seen: ColumnType | 'empty list'): boolean => seen === 'empty list' || seen.endsWith('s');
const columnTypeOf = (seen: Seen): ColumnType => (seen === undefined ? 'string' : seen === 'empty list' ? 'strings' : seen);

function typeOf(value: unknown): ColumnType {
  if (Array.isArray(value)) {
    const kinds = new Set(value.map((item) => typeof item));
    return kinds.size === 1 && kinds.has('number') ? 'numbers' : kinds.size === 1 && kinds.has('boolean') ? 'booleans' : 'strings';
  }
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Until whoever reads it goes away. */
async function toStdout(file: string): Promise<void> {
  try {
    await pipeline(createReadStream(file), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
