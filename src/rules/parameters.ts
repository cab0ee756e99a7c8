import { z } from 'zod';
import type { Variable } from '../j1ql/plan/context.ts';
import type { Records, StoredRecord } from '../store/store.ts';

export const COLLECTION = 'parameter';
/** Parameters there may be; each question that has a placeholder reads them all. */
export const MOST = 1_000;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const parameter = z.object({ value: z.union([scalar, z.array(scalar)]) });
export type Parameter = z.infer<typeof parameter>;

export const listParameters = (records: Records): Promise<StoredRecord<Parameter>[]> => records.list<Parameter>(COLLECTION, { order: 'oldest', limit: MOST });

/** Values of the stored parameters that a query may name: `${param.name}` (reference/j1ql.md, section 16.3). */
export async function storedVariables(records: Records, query: string): Promise<Record<string, Variable>> {
  if (!/\$\{\s*param\./.test(query)) return {};
  return Object.fromEntries((await listParameters(records)).map(({ id, value }) => [`param.${id}`, value.value]));
}
