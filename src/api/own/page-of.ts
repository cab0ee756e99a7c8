import { GraphZoomError } from '../../lib/errors.ts';

/** A page of a list that is at hand whole and in the order of a text that tells its items apart; the cursor is the text that the page before ended with. */
export function pageOf<T>(all: readonly T[], textOf: (item: T) => string, { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }): { items: T[]; cursor?: string } {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
  if (after !== undefined && Buffer.from(after, 'utf8').toString('base64url') !== cursor) throw new GraphZoomError('usage', 'cursor is none that an answer gave.');
  const rest = after === undefined ? all : all.filter((item) => textOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(last !== undefined && rest.length > limit ? { cursor: Buffer.from(textOf(last), 'utf8').toString('base64url') } : {}) };
}
