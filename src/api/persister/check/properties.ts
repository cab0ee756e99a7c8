import { nameKind } from './names.ts';
import { type Place, problem, quoted } from './problem.ts';

/** Why a value may not be a property's; undefined where it may. */
function illegal(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : 'is no finite number';
    case 'object':
      return value === null ? undefined : Array.isArray(value) ? illegalList(value) : 'is an object; properties are texts, numbers, booleans, or lists of one of these';
    default:
      return `is a ${typeof value}`;
  }
}

function illegalList(list: readonly unknown[]): string | undefined {
  let kind: string | undefined;
  for (const item of list) {
    if (item === null) continue;
    const own = typeof item;
    if (own === 'object') return 'is a list with an object or a list in it';
    if (own === 'number' && !Number.isFinite(item)) return 'is a list with an item that is no finite number';
    if (kind !== undefined && own !== kind) return `is a list of ${kind}s and ${own}s; the items of a list are of one kind`;
    kind = own;
  }
  return undefined;
}

/** Copies an object's properties to `to`, each checked; what is not allowed is an error, or left out where `drop` says so. */
export function copyProperties(from: Record<string, unknown>, to: Record<string, unknown>, place: Place, drop: boolean): void {
  for (const name of Object.keys(from)) {
    const kind = nameKind(name);
    if (kind === 'own' || kind === 'server') continue;
    const value = from[name];
    if (value === undefined) continue;
    const why = kind === 'illegal' ? nameProblem(name) : illegal(value);
    if (why === undefined) to[name] = Array.isArray(value) ? value.filter((item) => item !== null) : value;
    else if (!drop) throw problem('ILLEGAL_PROPERTY', place, `property ${quoted(name)} ${why}.`);
  }
}

const nameProblem = (name: string): string => (name.startsWith('_') ? 'is not known: names that begin with _ are the server’s' : 'has a name that is not allowed');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f]/;
/** Longer keys and types are a mistake; nothing is cut. */
const LONGEST_KEY = 8_192;
const LONGEST_TYPE = 255;

/** A text of the metadata: `_key`, `_type` and so on. */
export function metadataText(object: Record<string, unknown>, name: string, place: Place, code: string): string {
  const value = object[name];
  const longest = name === '_type' || name === '_class' ? LONGEST_TYPE : LONGEST_KEY;
  if (typeof value === 'string' && value !== '' && value.length <= longest && !CONTROL.test(value)) return value;
  if (value === undefined || value === null) throw problem(code, place, `${name} is missing.`);
  throw problem(code, place, `${name} is ${quoted(value)}; it has to be a text of 1 to ${longest} characters without control characters.`);
}

/** The same, absent where it is not given. */
export const metadataTextIfAny = (object: Record<string, unknown>, name: string, place: Place, code: string): string | undefined =>
  object[name] === undefined || object[name] === null ? undefined : metadataText(object, name, place, code);

/** `_class`, a name or a list of names. */
export function classes(object: Record<string, unknown>, place: Place, code: string): string[] {
  const value = object._class;
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TYPE) return [value];
  if (Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && name !== '' && name.length <= LONGEST_TYPE)) return value as string[];
  if (value === undefined || value === null) throw problem(code, place, '_class is missing.');
  throw problem(code, place, '_class is no name and no list of names.');
}
