/** Words of the language, in any letter case (reference/j1ql.md, section 2). They cannot be aliases. */
export const KEYWORDS = ['FIND', 'UNIQUE', 'WITH', 'THAT', 'TO', 'AS', 'WHERE', 'RETURN', 'TREE', 'HAVING', 'ORDER', 'BY', 'ASC', 'DESC', 'SKIP', 'LIMIT', 'AND', 'OR', 'TRUE', 'FALSE', 'UNDEFINED', 'NULL'] as const;
export type Keyword = (typeof KEYWORDS)[number];
const KEYWORD_SET: ReadonlySet<string> = new Set(KEYWORDS);

export const isKeyword = (word: string): boolean => KEYWORD_SET.has(word.toUpperCase());

/** Comparison operators; the longer ones first, for the lexer takes the first that fits. */
export const OPERATORS = ['!~=', '!^=', '!$=', '!=', '~=', '^=', '$=', '>=', '<=', '=', '>', '<'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Spellings of the units of dates (section 6.9), and how many of hours or months each is. */
export const UNITS: Readonly<Record<string, { readonly hours?: number; readonly months?: number }>> = {
  hour: { hours: 1 },
  hours: { hours: 1 },
  hr: { hours: 1 },
  hrs: { hours: 1 },
  day: { hours: 24 },
  days: { hours: 24 },
  month: { months: 1 },
  months: { months: 1 },
  mo: { months: 1 },
  mos: { months: 1 },
  year: { months: 12 },
  years: { months: 12 },
  yr: { months: 12 },
  yrs: { months: 12 },
};
export const unitOf = (word: string) => (Object.hasOwn(UNITS, word.toLowerCase()) ? UNITS[word.toLowerCase()] : undefined);

export interface FunctionShape {
  readonly name: string;
  readonly arguments: { readonly least: number; readonly most: number };
  readonly aggregate: boolean;
  readonly description: string;
}
const one = { least: 1, most: 1 };
const many = { least: 1, most: 100 };

/** Every function there is (sections 14 and 15). */
export const FUNCTIONS: readonly FunctionShape[] = [
  { name: 'COUNT', arguments: one, aggregate: true, description: 'number of different entities, or of different values of a property' },
  { name: 'SUM', arguments: one, aggregate: true, description: 'sum of the numbers, each entity once' },
  { name: 'AVG', arguments: one, aggregate: true, description: 'mean of the numbers, each entity once' },
  { name: 'MIN', arguments: one, aggregate: true, description: 'smallest number' },
  { name: 'MAX', arguments: one, aggregate: true, description: 'largest number' },
  { name: 'CONCAT', arguments: many, aggregate: false, description: 'all arguments as one text' },
  { name: 'MERGE', arguments: many, aggregate: false, description: 'all values as one list without duplicates' },
  { name: 'COALESCE', arguments: many, aggregate: false, description: 'the first argument that is there' },
  { name: 'UNWIND', arguments: one, aggregate: false, description: 'a row for each item of a list' },
  { name: 'ABS', arguments: one, aggregate: false, description: 'the number without its sign' },
  { name: 'SQRT', arguments: one, aggregate: false, description: 'square root' },
  { name: 'CEIL', arguments: one, aggregate: false, description: 'the next whole number above' },
  { name: 'FLOOR', arguments: one, aggregate: false, description: 'the next whole number below' },
  { name: 'ROUND', arguments: one, aggregate: false, description: 'the nearest whole number, halves up' },
];
export const functionOf = (name: string): FunctionShape | undefined => FUNCTIONS.find((f) => f.name === name.toUpperCase());
