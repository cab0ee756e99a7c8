import { inBatches } from '../batches.ts';
import { FileNames } from '../folder/file-names.ts';
import { placeFor } from '../folder/write-folder.ts';
import type { FolderExporter } from '../formats.ts';
import { type TypeTable, tablesOf } from './columns.ts';
import { FOLDERS, membersOf } from './members.ts';
import { withParquetWriter } from './parquet-writer.ts';

/** Rows that are handed over at once: DuckDB's vector size. */
const BATCH = 2048;

/** `entities/<type>.parquet` and `relationships/<type>.parquet`: columns with types, unknown values are null. */
export const exportParquet: FolderExporter = (store, folder, { scope }) =>
  withParquetWriter(folder, async (writer) => {
    const names = { entity: new FileNames(), relationship: new FileNames() };
    const rows = async function* (table: TypeTable) {
      for await (const batch of inBatches(membersOf(store, table, scope), BATCH)) yield batch.map((member) => table.rowOf(member));
    };
    for (const table of await tablesOf(store, scope)) await writer.write(await placeFor(folder, `${FOLDERS[table.kind]}/${names[table.kind].of(table.type)}.parquet`), table.columns, rows(table));
  });
