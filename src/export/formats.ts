import type { Store } from '../store/store.ts';
import { exportJson } from './json.ts';
import { exportNdjson } from './ndjson.ts';

export interface ExportOptions {
  readonly raw: boolean;
  readonly scope?: string;
}

/** Writes the live graph as pieces of text, in the order of types and keys; memory does not grow with the graph. */
export type Exporter = (store: Store, options: ExportOptions) => AsyncIterable<string>;

/** Every format there is; a new one is a file and a line here. */
export const EXPORT_FORMATS: Readonly<Record<string, Exporter>> = { json: exportJson, ndjson: exportNdjson };
