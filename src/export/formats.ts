import type { Store } from '../store/store.ts';

export interface ExportOptions {
  readonly raw: boolean;
  readonly scope?: string;
}

/** Writes the live graph as pieces of text, in the order of types and keys; memory does not grow with the graph. */
export type Exporter = (store: Store, options: ExportOptions) => AsyncIterable<string>;

/** Fills an empty folder with the live graph, file by file; memory does not grow with the graph. */
export type FolderExporter = (store: Store, folder: string, options: ExportOptions) => Promise<void>;

interface Format {
  /** What it is, in the words of a list of formats. */
  readonly says: string;
  /** Can hold the raw answers that entities were made of. */
  readonly raw: boolean;
}
interface TextFormat extends Format {
  readonly to: 'text';
  load(): Promise<Exporter>;
}
interface FolderFormat extends Format {
  readonly to: 'folder';
  /** Where it is expected, if no folder is named. */
  readonly usually?: string;
  load(): Promise<FolderExporter>;
}
/** Written into a database over the network: the command speaks to it. */
interface DatabaseFormat extends Format {
  readonly to: 'database';
}
export type ExportFormat = TextFormat | FolderFormat | DatabaseFormat;

/** Every format there is; a new one is a file and a line here. What writes it is loaded when it is chosen. */
export const EXPORT_FORMATS = {
  json: { to: 'text', raw: true, says: 'one JSON document', load: async () => (await import('./json.ts')).exportJson },
  ndjson: { to: 'text', raw: true, says: 'one JSON object a line', load: async () => (await import('./ndjson.ts')).exportNdjson },
  csv: { to: 'folder', raw: false, says: 'a CSV file for each type', load: async () => (await import('./table/csv.ts')).exportCsv },
  parquet: { to: 'folder', raw: false, says: 'a Parquet file for each type', load: async () => (await import('./table/parquet.ts')).exportParquet },
  'j1-integration': {
    to: 'folder',
    raw: true,
    usually: '.j1-integration',
    says: "the folder that JupiterOne's SDK synchronizes",
    load: async () => (await import('./j1-integration/export.ts')).exportJ1Integration,
  },
  opengraph: { to: 'text', raw: false, says: 'JSON for BloodHound', load: async () => (await import('./opengraph/export.ts')).exportOpenGraph },
  cypher: { to: 'text', raw: false, says: 'a script for cypher-shell', load: async () => (await import('./cypher/script.ts')).exportCypher },
  neo4j: { to: 'database', raw: false, says: 'straight into a Neo4j' },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof EXPORT_FORMATS;
