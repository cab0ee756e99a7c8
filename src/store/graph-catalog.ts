import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import { catalogKey, historyTable, liveTable, loadCatalog } from './catalog.ts';
import type { Connection } from './driver.ts';

/** Where types and properties live, what classes they have and what joins them, as the last commit left it. */
export async function readGraphCatalog(connection: Connection): Promise<GraphCatalog> {
  const classSets = new Map<string, string[][]>();
  for (const row of await connection.all('SELECT kind, type, classes FROM catalog_classes ORDER BY kind, type, classes')) append(classSets, `${row.kind}:${row.type}`, row.classes as string[]);
  const ends = new Map<string, { from: string; to: string }[]>();
  for (const row of await connection.all('SELECT type, from_type, to_type FROM catalog_ends ORDER BY type, from_type, to_type')) append(ends, String(row.type), { from: String(row.from_type), to: String(row.to_type) });
  const tables = [...(await loadCatalog(connection)).values()];
  return {
    types: tables.map((table) => ({
      kind: table.kind,
      type: table.type,
      classSets: classSets.get(catalogKey(table.kind, table.type)) ?? [],
      table: liveTable(table),
      history: historyTable(table),
      columns: [...table.columns.values()].flat(),
      ends: table.kind === 'relationship' ? (ends.get(table.type) ?? []) : [],
    })),
  };
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
