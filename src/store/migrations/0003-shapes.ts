import { liveTable, loadCatalog } from '../catalog.ts';
import { noteAllClasses, noteAllEnds } from '../shapes.ts';
import type { Migration } from './index.ts';

/** Which classes a type's members have, and which types a relationship joins: queries look only where something can be. */
export const shapes: Migration = {
  version: 3,
  statements: ({ text, texts }) => [`CREATE TABLE catalog_classes (kind ${text}, type ${text}, classes ${texts})`, `CREATE TABLE catalog_ends (type ${text}, from_type ${text}, to_type ${text})`],
  fill: async (connection) => {
    const tables = [...(await loadCatalog(connection)).values()];
    for (const table of tables) await noteAllClasses(connection, table, liveTable(table));
    await noteAllEnds(connection, tables);
  },
};
