import { z } from 'zod';
import { GraphZoomError } from '../lib/errors.ts';
import { jsonErrorAt } from '../lib/json-error.ts';
import type { Entity, Relationship } from './graph.ts';
import { relationshipKey } from './keys.ts';

const primitive = z.union([z.string(), z.number(), z.boolean()]);
const propertyValue = z.union([primitive, z.null(), z.array(z.union([primitive, z.null()]))]);
const rawData = z.array(z.looseObject({ name: z.string(), rawData: z.unknown() }));
const classes = z.union([
  z
    .string()
    .min(1)
    .transform((name) => [name]),
  z.array(z.string().min(1)).min(1),
]);

const entity = z.object({ _key: z.string().min(1), _type: z.string().min(1), _class: classes, displayName: z.string().nullish(), _rawData: rawData.optional() }).catchall(propertyValue);
const relationship = z
  .object({ _key: z.string().min(1).optional(), _type: z.string().min(1), _class: classes, _fromEntityKey: z.string().min(1), _toEntityKey: z.string().min(1), displayName: z.string().nullish() })
  .catchall(propertyValue);
const graph = z.object({ entities: z.array(entity).default([]), relationships: z.array(relationship).default([]) });

/** Reads a graph in the SDK's shape from JSON text; an error names the object and the property that is wrong. */
export function parseGraph(text: string, file: string): { entities: Entity[]; relationships: Relationship[] } {
  const parsed = graph.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new GraphZoomError('file-invalid', `${file}: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'has another shape'}.`, {
      hint: 'The shape is {"entities":[{"_key","_type","_class",...}],"relationships":[{"_type","_class","_fromEntityKey","_toEntityKey",...}]}; values are texts, numbers, booleans or lists of them.',
    });
  }
  return {
    entities: parsed.data.entities.map((e) => ({ ...withoutNullItems(e), displayName: e.displayName ?? (typeof e.name === 'string' ? e.name : e._key) }) as Entity),
    relationships: parsed.data.relationships.map((r) => {
      const _class = r._class[0] as string;
      return { ...withoutNullItems(r), _class, _key: r._key ?? relationshipKey(r._fromEntityKey, _class, r._toEntityKey), displayName: r.displayName ?? _class } as Relationship;
    }),
  };
}

/** A list's `null` says nothing. */
const withoutNullItems = (object: object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, Array.isArray(value) ? value.filter((item) => item !== null) : value]));

function parseJson(given: string, file: string): unknown {
  const text = given.replace(/^\uFEFF/, ''); // editors of Windows begin a file with it
  if (text.trim() === '') throw new GraphZoomError('file-invalid', `${file} is empty.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { line, column } = jsonErrorAt(text);
    throw new GraphZoomError('file-invalid', `${file} is not JSON: line ${line}, column ${column} cannot be read.`, { cause: error });
  }
}
