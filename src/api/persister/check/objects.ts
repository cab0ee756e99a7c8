import type { SyncMode, UploadFlags } from '../job.ts';
import { mappingOf } from './mapping.ts';
import { ENDS } from './names.ts';
import { type Place, problem } from './problem.ts';
import { classes, copyProperties, metadataText, metadataTextIfAny } from './properties.ts';
import { rawDataOf } from './raw-data.ts';

/** An object that may be staged; `key` tells it from the others of its kind. */
export interface Checked {
  readonly key: string;
  readonly value: Record<string, unknown>;
}
export interface CheckOptions extends UploadFlags {
  readonly mode: SyncMode;
}

/** Modes that add to what is there: they may name less than a whole object. */
const ADDS: ReadonlySet<SyncMode> = new Set(['PATCH', 'CREATE_OR_UPDATE']);

const INVALID_ENTITY = 'INVALID_ENTITY';
const INVALID_RELATIONSHIP = 'INVALID_RELATIONSHIP';

/** An uploaded entity with the metadata that clients give and its properties, and nothing else. */
export function checkEntity(given: unknown, index: number, options: CheckOptions): Checked {
  const object = asObject(given, { list: 'entities', index, key: undefined }, INVALID_ENTITY);
  const place: Place = { list: 'entities', index, key: object._key };
  const adds = ADDS.has(options.mode);
  const id = adds ? metadataTextIfAny(object, '_id', place, INVALID_ENTITY) : undefined;
  const key = id !== undefined ? metadataTextIfAny(object, '_key', place, INVALID_ENTITY) : metadataText(object, '_key', place, INVALID_ENTITY);
  const type = adds ? metadataTextIfAny(object, '_type', place, INVALID_ENTITY) : metadataText(object, '_type', place, INVALID_ENTITY);
  const _class = adds && (object._class === undefined || object._class === null) ? undefined : classes(object, place, INVALID_ENTITY);
  const rawData = rawDataOf(object._rawData, place);
  const value: Record<string, unknown> = {
    ...(id === undefined ? {} : { _id: id }),
    ...(key === undefined ? {} : { _key: key }),
    ...(type === undefined ? {} : { _type: type }),
    ...(_class === undefined ? {} : { _class }),
    ...(rawData === undefined ? {} : { _rawData: rawData }),
  };
  copyProperties(object, value, place, options.ignoreIllegalProperties);
  checkDisplayName(value, place, INVALID_ENTITY);
  return { key: key ?? `_id ${id}`, value };
}

/** An uploaded relationship, direct or mapped. */
export function checkRelationship(given: unknown, index: number, options: CheckOptions): Checked {
  const object = asObject(given, { list: 'relationships', index, key: undefined }, INVALID_RELATIONSHIP);
  const place: Place = { list: 'relationships', index, key: object._key };
  if (options.mode === 'PATCH') throw problem('RELATIONSHIPS_NOT_ALLOWED', place, 'a job with syncMode PATCH takes entities only.');
  const key = metadataText(object, '_key', place, INVALID_RELATIONSHIP);
  const _type = metadataText(object, '_type', place, INVALID_RELATIONSHIP);
  const adds = ADDS.has(options.mode);
  const [_class] = adds && (object._class === undefined || object._class === null) ? [undefined] : classes(object, place, INVALID_RELATIONSHIP);
  const value: Record<string, unknown> = { _key: key, _type, ...(_class === undefined ? {} : { _class }) };
  copyProperties(object, value, place, options.ignoreIllegalProperties);
  checkDisplayName(value, place, INVALID_RELATIONSHIP);
  if (object._mapping !== undefined && object._mapping !== null) {
    if (options.mode === 'CROSS_SCOPE') throw problem(INVALID_RELATIONSHIP, place, 'a job with syncMode CROSS_SCOPE takes no mapped relationships.');
    value._mapping = mappingOf(object._mapping, place, options.ignoreIllegalProperties);
  } else copyEnds(object, value, place, options.mode);
  return { key, value };
}

function copyEnds(object: Record<string, unknown>, value: Record<string, unknown>, place: Place, mode: SyncMode): void {
  for (const name of ENDS) {
    const end = metadataTextIfAny(object, name, place, INVALID_RELATIONSHIP);
    if (end !== undefined) value[name] = end;
  }
  for (const side of ['_from', '_to']) {
    // An update of what is there may leave its ends as they are.
    if (value[`${side}EntityKey`] === undefined && value[`${side}EntityId`] === undefined && mode !== 'CREATE_OR_UPDATE')
      throw problem(INVALID_RELATIONSHIP, place, `${side}EntityKey is missing (or ${side}EntityId, or _mapping).`);
    if (mode === 'CROSS_SCOPE' && value[`${side}EntityScope`] === undefined) throw problem(INVALID_RELATIONSHIP, place, `${side}EntityScope is missing, which a job with syncMode CROSS_SCOPE needs.`);
  }
}

/** What is to be deleted, by `_id` or by `_key`. */
export function checkDelete(given: unknown, index: number, list: string): Checked {
  const object = asObject(given, { list, index, key: undefined }, 'INVALID_DELETE');
  const place: Place = { list, index, key: object._key };
  const id = metadataTextIfAny(object, '_id', place, 'INVALID_DELETE');
  if (id !== undefined) return { key: id, value: { _id: id } };
  const key = metadataText(object, '_key', place, 'INVALID_DELETE');
  return { key: `_key ${key}`, value: { _key: key } };
}

function checkDisplayName(value: Record<string, unknown>, place: Place, code: string): void {
  const name = value.displayName;
  if (name !== undefined && name !== null && typeof name !== 'string') throw problem(code, place, 'displayName is no text.');
}

function asObject(given: unknown, place: Place, code: string): Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
  throw problem(code, place, 'is no object.');
}
