import { codedError } from './codes.ts';

/** Objects of a page where the client does not say, and at most. */
const DEFAULT = 100;
const MOST = 250;

export const pageSize = (limit: number | null | undefined, name = 'limit'): number => {
  if (limit === null || limit === undefined) return DEFAULT;
  if (limit < 1) throw codedError('BAD_USER_INPUT', `"${name}" must be a value between 1 and ${MOST}`);
  return Math.min(limit, MOST);
};

/** One page of a list that is short enough to be read whole. The cursor says how many came before. */
export function pageOf<T>(all: readonly T[], { limit, cursor }: { limit?: number | null; cursor?: string | null }): { items: T[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } {
  const start = readOffset(cursor);
  const end = start + pageSize(limit);
  const hasNextPage = end < all.length;
  return { items: all.slice(start, end), pageInfo: { endCursor: hasNextPage ? Buffer.from(`offset:${end}`).toString('base64url') : null, hasNextPage } };
}

function readOffset(cursor: string | null | undefined): number {
  if (!cursor) return 0;
  const offset = /^offset:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (offset === undefined) throw codedError('BAD_USER_INPUT', 'The cursor is not one that this list gave.');
  return Number(offset);
}
