import { cleanUrls, holdsJwt } from './secret-text.ts';
import { looksSecret } from './secret-words.ts';

export { looksSecret } from './secret-words.ts';

/** Declared paths as a tree; an empty branch is a secret. */
interface Declared {
  readonly [key: string]: Declared;
}

/** Deeper than anything Zoom sends; what lies below is dropped, so that a hostile answer cannot exhaust the stack. */
const MOST_DEEP = 64;

/**
 * Policy settings with a word like "password" in their name whose value is no boolean, by key: the object they must stand in and
 * what their value may be. These are all of them in reference/zoom-settings.json (string, number or list; no `secret` flag).
 */
const POLICY: Readonly<Record<string, { readonly within: string; readonly is: (value: unknown) => boolean }>> = {
  require_password_for_pmi_meetings: { within: 'schedule_meeting', is: (value) => value === 'all' || value === 'none' || value === 'jbh_only' },
  minimum_password_length: { within: 'password_requirement', is: (value) => typeof value === 'number' && value < 1000 },
};

/** Below a key that looks secret, these hold the secret itself (`token: { value }`); other keys there are policy (`length`). */
const VALUE_KEYS = new Set(['value', 'values', 'key', 'data', 'text', 'plain', 'plaintext', 'raw', 'hash', 'current', 'previous', 'code']);

const compiled = new WeakMap<readonly string[], Declared>();

const declaredPaths = (paths: readonly string[]): Declared => {
  const found = compiled.get(paths);
  if (found) return found;
  const root: Record<string, Declared> = {};
  for (const path of paths) {
    let branch: Record<string, Declared> = root;
    for (const part of path.replaceAll('[]', '').split('.')) branch = branch[part] ??= {};
  }
  compiled.set(paths, root);
  return root;
};

const isEmpty = (branch: Declared): boolean => {
  for (const _ in branch) return false;
  return true;
};

/** Where a value stands: its key looks secret, or only a key above it does. */
type Place = 'open' | 'below-secret' | 'secret';

/** What is left of a value; undefined drops its key. */
const clean = (value: unknown, within: string, declared: Declared | undefined, place: Place, depth: number): unknown => {
  if (typeof value === 'string') return place === 'secret' || holdsJwt(value) ? undefined : cleanText(value, depth);
  if (typeof value === 'number') return place === 'secret' ? undefined : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MOST_DEEP) return undefined;
  if (!Array.isArray(value)) return cleanObject(value as Record<string, unknown>, within, declared, place, depth);
  const items: unknown[] = [];
  for (const item of value) {
    const rest = clean(item, within, declared, place, depth + 1);
    if (rest !== undefined) items.push(rest);
  }
  return place === 'secret' && items.length === 0 && value.length > 0 ? undefined : items;
};

/** A text without passcodes in URLs; one that is JSON itself is cleaned inside, and stays as it is where there is nothing to clean. */
const cleanText = (text: string, depth: number): string => {
  const inside = /^\s*[[{]/.test(text) ? parseInside(text) : undefined;
  if (inside === undefined || depth > MOST_DEEP) return cleanUrls(text);
  const before = JSON.stringify(inside);
  const after = JSON.stringify(clean(inside, '', undefined, 'open', depth + 1));
  return before === after ? text : after;
};

/** The value of JSON inside a text; undefined for a text that only begins like it. */
const parseInside = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const cleanObject = (object: Record<string, unknown>, within: string, declared: Declared | undefined, place: Place, depth: number): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  const pair = namesSecret(object);
  for (const key in object) {
    if (key === '__proto__' || !Object.hasOwn(object, key)) continue;
    const value = object[key];
    const branch = declared && Object.hasOwn(declared, key) ? declared[key] : undefined;
    if (branch && isEmpty(branch) && typeof value !== 'boolean') continue;
    const rest = clean(value, key, branch, placeOf(key, value, within, place, pair), depth + 1);
    if (rest !== undefined) result[key] = rest;
  }
  return result;
};

/** A pair such as `{ name: 'Host key', value: '123456' }` says only in its name what its value is. */
const namesSecret = (object: Record<string, unknown>): boolean => 'value' in object && [object.name, object.key].some((name) => typeof name === 'string' && looksSecret(name));

const placeOf = (key: string, value: unknown, within: string, above: Place, pair: boolean): Place => {
  if (looksSecret(key)) {
    const policy = Object.hasOwn(POLICY, key) ? POLICY[key] : undefined;
    return policy?.within === within && policy.is(value) ? 'open' : 'secret';
  }
  if (pair && key === 'value') return 'secret';
  if (above === 'open') return 'open';
  return VALUE_KEYS.has(key) ? 'secret' : 'below-secret';
};

/**
 * A copy of an answer without credentials and passcodes: `secretPaths` (dotted, `[]` for list items), every key that looks like
 * one, tokens by their shape, and passcodes in URLs. Booleans always stay ("a passcode is required" is a finding, not a secret).
 * Runs on every answer before anything else sees it.
 */
export const dropSecrets = <T>(answer: T, secretPaths: readonly string[] = []): T => clean(answer, '', declaredPaths(secretPaths), 'open', 0) as T;
