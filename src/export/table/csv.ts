import type { Store } from '../../store/store.ts';
import { inBatches } from '../batches.ts';
import { FileNames } from '../folder/file-names.ts';
import { writeWithin } from '../folder/write-folder.ts';
import type { FolderExporter } from '../formats.ts';
import { type TypeTable, tablesOf } from './columns.ts';
import { type CsvCell, csvText } from './csv-text.ts';
import { FOLDERS, membersOf } from './members.ts';

/** Lines that are made at once. */
const BATCH = 500;

/** `entities/<type>.csv` and `relationships/<type>.csv`: a line for each member, lists as JSON. */
export const exportCsv: FolderExporter = async (store, folder, { scope }) => {
  const names = { entity: new FileNames(), relationship: new FileNames() };
  for (const table of await tablesOf(store, scope)) await writeWithin(folder, `${FOLDERS[table.kind]}/${names[table.kind].of(table.type)}.csv`, lines(store, table, scope));
};

async function* lines(store: Store, table: TypeTable, scope: string | undefined): AsyncGenerator<string> {
  yield csvText([table.columns.map(({ name }) => name)]);
  for await (const batch of inBatches(membersOf(store, table, scope), BATCH)) yield csvText(batch.map((member) => table.rowOf(member).map(cell)));
}

const cell = (value: unknown): CsvCell => (Array.isArray(value) ? JSON.stringify(value) : (value as CsvCell));
