import { z } from 'zod';

const text = z.string().min(1).max(10_000);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([scalar, z.null(), z.array(z.union([scalar, z.null()]))]);
const member = { _key: text, _type: text, displayName: z.string().nullish() };

export const entities = z.object({ items: z.array(z.object({ ...member, _class: z.array(text), _rawData: z.array(z.looseObject({ name: z.string(), rawData: z.unknown() })).optional() }).catchall(value)) });
export const relationships = z.object({ items: z.array(z.object({ ...member, _class: text, _fromEntityKey: text, _toEntityKey: text, _mapping: z.unknown().optional() }).catchall(value)) });

export const source = z.enum(['integration-managed', 'integration-external', 'api', 'system-internal', 'system-mapper']);
export const subgraph = { source, scope: text };

// Strict: an option that is not known here must not be dropped without a word.
export const syncOptions = z.strictObject({ ...subgraph, on: z.number(), ends: z.enum(['own', 'any']).optional(), edit: z.boolean().optional() });

const types = z.array(text);
export const commitOptions = z.strictObject({
  completeTypes: z.union([z.literal('*'), types]),
  except: types.optional(),
  deleteIds: z.strictObject({ entities: types.optional(), relationships: types.optional(), hard: z.boolean().optional() }).optional(),
});
