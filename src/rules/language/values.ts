import { type Budget, MOST, tooMuch } from './limits.ts';

/** Names that lead from data to the program. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list as it is, nothing as an empty one, anything else as a list of one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/** Refuses a name that leads out of the data. */
export function safeName(name: string): string {
  if (REFUSED.has(name)) throw tooMuch(`"${name}" is no property of data.`);
  return name;
}

/** An own property of data, and of a row of a list also what its `properties` and its `entity` have; undefined where there is none. */
export function property(value: unknown, name: string | number): unknown {
  safeName(String(name));
  if (Array.isArray(value)) return name === 'length' || typeof name === 'number' || /^\d+$/.test(name) ? (value as unknown as Record<string, unknown>)[name] : property(value[0], name);
  if (typeof value === 'string') return name === 'length' ? value.length : undefined;
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  for (const part of ['properties', 'entity', 'relationship']) {
    const inner = Object.hasOwn(value, part) ? value[part] : undefined;
    if (isObject(inner) && Object.hasOwn(inner, name)) return inner[name];
  }
  return undefined;
}

/** What a value is within a text: nothing for what is absent, a list by commas as in JavaScript, an object as JSON. */
export function textOf(value: unknown, budget: Budget): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return sized(value.map((item) => textOf(item, budget)).join(','), budget);
  return typeof value === 'object' ? JSON.stringify(plain(value, budget)) : String(value);
}

/** A text that was made, if it is not too long. */
export function sized(text: string, budget: Budget): string {
  budget.spend(1 + text.length / 100);
  if (text.length > MOST.result) throw tooMuch(`A text of ${text.length.toLocaleString('en')} characters came of it; at most ${MOST.result.toLocaleString('en')} are allowed.`);
  return text;
}

/** A copy as JSON would have it, of own properties only, no larger than a result may be. */
export function plain(value: unknown, budget: Budget): unknown {
  let size = 0;
  const grow = (by: number) => {
    size += by;
    if (size > MOST.result) throw tooMuch(`The value is larger than ${MOST.result.toLocaleString('en')} characters.`, 'Take single properties with mapProperty, or fewer rows.');
  };
  const copy = (from: unknown, depth: number): unknown => {
    budget.spend();
    if (depth > MOST.depth) throw tooMuch(`The value has more than ${MOST.depth} lists and objects in each other.`);
    if (from === undefined || from === null) return null;
    if (typeof from === 'string') {
      grow(from.length + 2);
      return from;
    }
    if (typeof from !== 'object') {
      grow(String(from).length);
      return typeof from === 'number' && !Number.isFinite(from) ? null : from;
    }
    grow(2);
    if (Array.isArray(from)) return from.map((item) => copy(item, depth + 1));
    return Object.fromEntries(
      Object.entries(from).flatMap(([key, inner]) => {
        grow(key.length + 4);
        return inner === undefined || REFUSED.has(key) ? [] : [[key, copy(inner, depth + 1)]];
      }),
    );
  };
  return copy(value, 0);
}
