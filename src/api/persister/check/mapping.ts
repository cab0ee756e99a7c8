import { z } from 'zod';
import { type Place, problem } from './problem.ts';
import { copyProperties } from './properties.ts';

const name = z.string().min(1).max(1024);
/** `_mapping` (reference/jupiterone-platform.md, section 5.3). Older SDKs write a single filter key without its list. */
const schema = z.object({
  relationshipDirection: z.enum(['FORWARD', 'REVERSE']).default('FORWARD'),
  sourceEntityKey: name,
  targetEntity: z.record(z.string(), z.unknown()),
  targetFilterKeys: z
    .array(z.union([name.transform((key) => [key]), z.array(name).min(1)]))
    .min(1)
    .default([['_type', '_key']]),
  skipTargetCreation: z.boolean().nullish(),
});

/** The mapping of a mapped relationship, each filter key among the properties of its target. */
export function mappingOf(value: unknown, place: Place, drop: boolean): Record<string, unknown> {
  const read = schema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw problem('INVALID_MAPPING', place, `_mapping${issue?.path.length ? `.${issue.path.join('.')}` : ''}: ${issue?.message ?? 'has another shape'}.`);
  }
  const { targetEntity: given, skipTargetCreation, ...rest } = read.data;
  const targetEntity: Record<string, unknown> = {};
  for (const own of ['_key', '_type', '_class']) if (given[own] !== undefined && given[own] !== null) targetEntity[own] = given[own];
  copyProperties(given, targetEntity, place, drop);
  const missing = rest.targetFilterKeys.flat().find((key) => targetEntity[key] === undefined || targetEntity[key] === null);
  if (missing !== undefined) throw problem('INVALID_MAPPING', place, `_mapping.targetFilterKeys names ${missing}, which targetEntity does not have.`);
  return { ...rest, targetEntity, ...(skipTargetCreation ? { skipTargetCreation: true } : {}) };
}
