import { stringify } from 'csv-stringify/sync';
import type { QueryResult } from '../../../../store/query-result.ts';

/** A result as CSV, a line for each row; of a tree for each entity. Texts that spreadsheets would take for formulas get an apostrophe. */
export function csvOf(result: QueryResult): string {
  const rows: readonly Readonly<Record<string, unknown>>[] =
    result.type === 'table' ? result.data : (result.type === 'list' ? result.data : result.data.vertices).map(({ entity, properties }) => ({ ...entity, ...properties }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    rows.map((row) => columns.map((name) => cell(row[name]))),
    { header: true, columns, escape_formulas: true, cast: { number: (value) => ({ value: String(value), escape_formulas: false }), boolean: String } },
  );
}

function cell(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(String).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
}
