import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Plan } from '../j1ql/plan/plan.ts';
import type { SqlValue } from './driver.ts';

const shape = z.object({ q: z.string(), after: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])), given: z.number().int().nonnegative() });

/** Larger numbers are times, of which those that follow from `date.now` differ from page to page: the year 1973 in milliseconds. */
const FIRST_TIME = 1e11;

/** The query apart from its time, which moves on between two pages. */
const planHash = (plan: Plan): string =>
  createHash('sha256')
    .update(JSON.stringify(plan, (_, value) => (typeof value === 'number' && value > FIRST_TIME ? 'time' : value)))
    .digest('base64url')
    .slice(0, 12);

/** Where a page ended: the values its last row is ordered by. Rows that others write meanwhile move nothing. */
export const writeCursor = (plan: Plan, after: readonly SqlValue[], given: number): string => Buffer.from(JSON.stringify({ q: planHash(plan), after, given })).toString('base64url');

/** Undefined: it is no cursor, or one of another query. */
export function readCursor(plan: Plan, cursor: string): { after: readonly SqlValue[]; given: number } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const read = shape.safeParse(parsed);
  return read.success && read.data.q === planHash(plan) ? read.data : undefined;
}
