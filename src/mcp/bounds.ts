import type { PropertyValue } from '../model/graph.ts';

/** An answer's text in bytes: about 25,000 tokens, which is what assistants take at most. */
export const MOST_BYTES = 100_000;
/** Of that, what lists may take: the rest is for what stands around them. */
export const LIST_BYTES = 80_000;
/** A longer text says more than anybody asked for; a longer list too. */
const MOST_TEXT = 2_000;
const MOST_ITEMS = 100;

/** Characters that are not seen and could carry words that only a machine reads: tags, zero-width and direction marks. */
const UNSEEN = /[\u{E0000}-\u{E007F}\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/gu;

/** JSON in which what is not seen is written out. */
export const visibleJson = (value: unknown): string => JSON.stringify(value).replace(UNSEEN, (unseen) => [...Array(unseen.length).keys()].map((i) => `\\u${unseen.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));

/** How long a value is in an answer. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(visibleJson(value));

/** The first items that fit into so many bytes. */
export function fitting<T>(items: readonly T[], bytes: number): T[] {
  const fit: T[] = [];
  let used = 0;
  for (const item of items) {
    used += bytesOf(item) + 1; // the comma
    if (used > bytes) break;
    fit.push(item);
  }
  return fit;
}

/** A value that is no longer than anybody reads; what was left out is said where it was. */
export function clipped(value: PropertyValue): PropertyValue {
  if (typeof value === 'string') return clipText(value);
  if (!Array.isArray(value)) return value;
  const items = value.slice(0, MOST_ITEMS).map((item: string | number | boolean) => (typeof item === 'string' ? clipText(item) : item));
  return (value.length > MOST_ITEMS ? [...items.map(String), `… (${value.length - MOST_ITEMS} more)`] : items) as PropertyValue;
}

const clipText = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}… (${text.length - MOST_TEXT} more characters)` : text);
