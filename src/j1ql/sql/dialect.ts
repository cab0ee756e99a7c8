import type { Kind } from './bundle.ts';

/** What databases do not say in the same words. Arguments and results are SQL. */
export interface Dialect {
  readonly name: string;
  /** Names of column types. */
  readonly types: Readonly<Record<Kind, string>>;
  listLength(list: string): string;
  listContains(list: string, item: string): string;
  listsOverlap(a: string, b: string): string;
  /** True if some item passes. `name` is what the item is called: within another such expression it needs another. */
  anyItem(list: string, passes: (item: string) => string, name?: string): string;
  /** Each item made into something else. */
  mapItems(list: string, change: (item: string) => string): string;
  /** Lists one after the other, without those that are null. */
  concatLists(lists: readonly string[]): string;
  /** Without what was there before, in the same order. */
  distinctItems(list: string): string;
  joinItems(list: string): string;
  contains(text: string, part: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  /** `pattern` is a parameter with the database's own syntax, which `regex` made. */
  matches(text: string, pattern: string): string;
  /** A JavaScript pattern in the database's syntax, with its flags in it; undefined if it has no such thing. */
  regex(pattern: string, flags: string): string | undefined;
  /** A number as ECMAScript writes it: no trailing `.0`. */
  numberText(number: string): string;
  json(value: string): string;
  jsonText(json: string): string;
  /** The items of a list of JSON texts that are of this kind. */
  itemsOfKind(list: string, kind: 'boolean' | 'number' | 'string'): string;
  /** The value of a JSON text if it is of this kind, else null. */
  fromJson(json: string, kind: 'boolean' | 'number' | 'string'): string;
  isFinite(number: string): string;
  power(base: string, exponent: string): string;
  /** A row for each item of the lists beside each other, with the item of each and its place: a table expression with these columns. */
  unwind(lists: readonly string[], columns: readonly string[], place: string, alias: string): string;
}
