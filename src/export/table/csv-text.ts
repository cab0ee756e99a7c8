import { stringify } from 'csv-stringify/sync';

/** One cell: null is an empty one. */
export type CsvCell = string | number | boolean | null;

/** Lines of CSV, as spreadsheets may open them: a text that would be read as a formula gets an apostrophe before it; a negative number is none. */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  stringify(rows as CsvCell[][], { escape_formulas: true, cast: { number: (value) => ({ value: String(value), escape_formulas: false }), boolean: String } });
