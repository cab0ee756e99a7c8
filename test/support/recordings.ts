import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Answers of the real API; they lie beside the checkout and are not part of it. */
export const RECORDINGS_FOLDER = process.env.GRAPH_ZOOM_RECORDINGS ?? '../shared/recordings';
export const HAVE_RECORDINGS = existsSync(RECORDINGS_FOLDER);

export interface Recording {
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const RECORDINGS: readonly Recording[] = (HAVE_RECORDINGS ? readdirSync(RECORDINGS_FOLDER) : [])
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(path.join(RECORDINGS_FOLDER, file), 'utf8')) as Recording);

/** The only recording whose path matches. */
export function recordingOf(pattern: RegExp): Recording {
  const found = RECORDINGS.filter(({ request }) => pattern.test(request.path));
  if (found.length !== 1) throw new Error(`${found.length} recordings match ${pattern}`);
  return found[0] as Recording;
}

/**
 * The shape of a value, order included: every key with its type, in the order they stand. A list is the shapes of its items,
 * each once. Empty texts and empty lists are shapes of their own, for Zoom prints them where it could leave the key out.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].map((text) => JSON.parse(text) as unknown);
  if (value !== null && typeof value === 'object') return Object.entries(value).map(([key, child]) => [key, shapeOf(child)]);
  return value === '' ? 'empty string' : typeof value;
}
