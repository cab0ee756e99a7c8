/** The same value with half characters (lone surrogates, which JSON can spell and UTF-8 cannot) replaced in all its texts and names. */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return (isWellFormed(value) ? value : value.replace(LONE, REPLACEMENT)) as T;
  if (Array.isArray(value)) return value.map((item) => wellFormed(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [wellFormed(name), wellFormed(item)])) as T;
}

/** How JSON spells the first or second half of a character; whole ones are spelled so too, and rarely. */
export const MAY_BE_HALF = /\\u[dD][89a-fA-F]/;

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const REPLACEMENT = '\ufffd';
const isWellFormed = (text: string): boolean => text.search(LONE) < 0;
