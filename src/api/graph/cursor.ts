import { z } from 'zod';
import type { PagePoint } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';

const schema = z.tuple([z.enum(['entity', 'relationship']), z.string(), z.string(), z.string(), z.string()]);
type Kind = 'entity' | 'relationship';

/** Where a page ended, as clients put it into an address as it is. */
export const writeCursor = (kind: Kind, { type, key, scope, source }: PagePoint): string => Buffer.from(JSON.stringify([kind, type, key, scope, source])).toString('base64url');

export function readCursor(kind: Kind, cursor: string): PagePoint {
  const read = schema.safeParse(parsed(cursor));
  if (!read.success || read.data[0] !== kind) throw new ApiError(400, 'INVALID_CURSOR', 'The cursor is none that a page of this list gave.');
  const [, type, key, scope, source] = read.data;
  return { type, key, scope, source };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined; // no cursor, which the caller says
  }
}
