import { GraphZoomError } from '../lib/errors.ts';
import type { Records } from '../store/store.ts';
import type { Page, Paged } from './platform.ts';

const DEFAULT_LIMIT = 100;
const MOST = 1_000;
/** Records read at once while those that do not fit are passed over. */
const CHUNK = 500;

/** One page of a collection; a cursor is where the page before ended. */
export async function listPage<T>(records: Records, collection: string, { limit, cursor }: Page, options: { parent?: string; order?: 'newest' | 'oldest'; keep?: (value: T) => boolean } = {}): Promise<Paged<T>> {
  const { keep = () => true, ...rest } = options;
  const wanted = Math.min(Math.max(1, Math.trunc(limit ?? DEFAULT_LIMIT)), MOST);
  const found: { on: number; id: string; value: T }[] = [];
  let after = cursor === undefined ? undefined : parseCursor(cursor);
  for (;;) {
    const chunk = await records.list<T>(collection, { ...rest, limit: options.keep ? CHUNK : wanted + 1, ...(after ? { after } : {}) });
    for (const record of chunk) if (keep(record.value)) found.push(record);
    const last = chunk.at(-1);
    if (found.length > wanted || last === undefined || chunk.length < (options.keep ? CHUNK : wanted + 1)) break;
    after = { on: last.on, id: last.id };
  }
  const items = found.slice(0, wanted);
  const last = items.at(-1);
  return { items: items.map(({ value }) => value), ...(found.length > wanted && last ? { cursor: Buffer.from(`${last.on}:${last.id}`).toString('base64url') } : {}) };
}

function parseCursor(cursor: string): { on: number; id: string } {
  const [, on, id] = /^(\d+):(.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (on === undefined || id === undefined) throw new GraphZoomError('usage', 'The cursor is not one that an answer gave.', { hint: 'Leave it out to begin with the first page.' });
  return { on: Number(on), id };
}
