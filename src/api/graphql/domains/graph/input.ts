import { z } from 'zod';
import type { PropertyValue } from '../../../../model/graph.ts';
import { codedError } from '../../codes.ts';

const primitive = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([primitive, z.null(), z.array(z.union([primitive, z.null()])).transform((list) => list.filter((item) => item !== null) as unknown as PropertyValue)]);
const properties = z.record(z.string().min(1), value);

/** What the graph says of a member by itself; clients that send back what they read send it as well. */
const OF_THE_GRAPH = /^(?:_id|_key|_type|_class|_version|_createdOn|_beginOn|_endOn|_deleted|_latest|_scope|_source|_accountId|_hash|_seq|_mapping|_rawData.*|_integration.*|_(?:from|to)Entity.*)$/;

/** Properties to set; `null` removes one. Metadata is left out. */
export function readProperties(given: unknown): Record<string, PropertyValue | null> {
  if (given === undefined || given === null) return {};
  const own = typeof given === 'object' && !Array.isArray(given) ? Object.fromEntries(Object.entries(given).filter(([name]) => !OF_THE_GRAPH.test(name))) : given;
  const read = properties.safeParse(own);
  if (!read.success) {
    const name = read.error.issues[0]?.path[0];
    throw codedError('BAD_USER_INPUT', name === undefined ? 'Properties are an object.' : `The property ${String(name)} is no text, number, boolean or list of them.`);
  }
  return read.data as Record<string, PropertyValue | null>;
}

/** They separate names from each other inside the store. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NO_CONTROL = /^[^\u0000-\u001f]*$/;
const named = (what: string) =>
  z
    .string({ error: `${what} is a text.` })
    .min(1, `${what} is empty.`)
    .max(4_096, `${what} is too long.`)
    .regex(NO_CONTROL, `${what} holds a control character.`);
const entity = z.object({ _key: named('_key'), _type: named('_type'), _class: z.union([named('_class').transform((name) => [name]), z.array(named('_class')).min(1, '_class is empty.')]) });
const relationship = z.object({ _key: named('_key'), _type: named('_type'), _class: named('_class'), _fromEntityId: named('_fromEntityId'), _toEntityId: named('_toEntityId') });
const identified = z.object({ _id: named('_id') });

export type NewEntity = z.infer<typeof entity>;
export type NewRelationship = z.infer<typeof relationship>;

export const readEntity = (given: unknown): NewEntity => read(entity, given);
export const readRelationship = (given: unknown): NewRelationship => read(relationship, given);
export const readId = (given: unknown): string => read(identified, given)._id;

function read<T>(shape: z.ZodType<T>, given: unknown): T {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw codedError('BAD_USER_INPUT', result.error.issues[0]?.message ?? 'The input has another shape.');
}
