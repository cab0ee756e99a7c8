import { createHash } from 'node:crypto';
import type { GraphColumn } from '../j1ql/sql/catalog.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import type { ColumnType } from './driver.ts';

export type ValueKind = GraphColumn['kind'];
export const COLUMN_TYPES: Readonly<Record<ValueKind, ColumnType>> = { boolean: 'boolean', number: 'double', string: 'text', booleans: 'booleans', numbers: 'doubles', strings: 'texts', mixed: 'texts' };

/** A property as it is stored; an empty list has no kind of its own. */
export interface StoredValue {
  readonly kind: ValueKind | 'empty';
  readonly value: unknown;
}

/** How a value is stored; undefined for what says nothing. Items of a mixed list and objects become JSON. */
export function storedValue(value: unknown, property: string): StoredValue | undefined {
  if (value === null || value === undefined) return undefined;
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number':
      if (!Number.isFinite(value)) throw new GraphZoomError('bug', `Property ${property} is ${value}, which is no number to store.`);
      return { kind: 'number', value };
    default:
      return Array.isArray(value) ? storedList(value, property) : { kind: 'string', value: JSON.stringify(value) };
  }
}

function storedList(list: readonly unknown[], property: string): StoredValue {
  const items = list.filter((item) => item !== null && item !== undefined);
  if (items.length === 0) return { kind: 'empty', value: [] };
  if (items.every((item) => typeof item === 'string')) return { kind: 'strings', value: items };
  if (items.every((item) => typeof item === 'boolean')) return { kind: 'booleans', value: items };
  if (items.every((item) => typeof item === 'number')) {
    if (!items.every(Number.isFinite)) throw new GraphZoomError('bug', `Property ${property} has an item that is no number to store.`);
    return { kind: 'numbers', value: items };
  }
  if (items.some((item) => typeof item === 'object')) return { kind: 'strings', value: items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) };
  return { kind: 'mixed', value: items.map((item) => JSON.stringify(item)) };
}

/** The value of a column as it was given. */
export const readValue = (kind: ValueKind, value: unknown): unknown => (kind === 'mixed' && Array.isArray(value) ? value.map((item) => JSON.parse(item as string)) : value);

/** What says which entities a relationship joins (reference/jupiterone-platform.md, section 2.6.5). */
export const END_KEYS = ['_fromEntityKey', '_toEntityKey', '_fromEntityId', '_toEntityId', '_fromEntityScope', '_toEntityScope', '_fromEntitySource', '_toEntitySource'] as const;

/** Keys that are columns of their own in every table, or that the store gives: another graph's ids mean nothing here. */
const NOT_PROPERTIES = new Set(['_id', '_key', '_type', '_class', '_scope', '_hash', '_rawData', '_mapping', ...END_KEYS]);

/** Members of a type have the same keys in the same order nearly always: their sorted names are worked out once. */
const shapes: { readonly keys: readonly string[]; readonly names: readonly string[] }[] = [];
const SHAPES_KEPT = 32;

/** Names of the properties an object may have, sorted: the order in which it is hashed. Their values may be absent. */
export function propertyNames(object: Entity | Relationship): readonly string[] {
  const keys = Object.keys(object);
  // Comparing keys one by one is quick: they are the same strings in memory.
  const known = shapes.findIndex((shape) => shape.keys.length === keys.length && shape.keys.every((key, index) => key === keys[index]));
  if (known > 0) shapes.unshift(...shapes.splice(known, 1));
  if (known >= 0) return (shapes[0] as (typeof shapes)[number]).names;
  const names = keys.filter((name) => !NOT_PROPERTIES.has(name)).sort();
  shapes.unshift({ keys, names });
  if (shapes.length > SHAPES_KEPT) shapes.pop();
  return names;
}

/** A short fingerprint of everything that makes a version; equal content gives equal text, whatever the order of keys. */
export function fingerprint(object: Entity | Relationship, names: readonly string[]): string {
  const parts: unknown[] = [object._class, object._fromEntityKey ?? '', object._toEntityKey ?? ''];
  // Rarely there: what has none keeps the fingerprint it had before these were known.
  for (const key of END_KEYS.slice(2)) if (object[key] !== undefined && object[key] !== null) parts.push(key, object[key]);
  for (const name of names) {
    const value = object[name];
    if (value !== undefined && value !== null) parts.push(name, value);
  }
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64');
}
