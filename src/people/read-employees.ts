import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { GraphZoomError, messageOf } from '../lib/errors.ts';

/** A row of the file with the line it begins in (of a JSON file: its place in the list, from 1). */
export interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
}

/** Half a million employees of 30 columns are some 150 MB. */
const MOST_CHARACTERS = 500_000_000;
const list = z.array(z.record(z.string(), z.unknown()));
const json = z.union([list, z.object({ employees: list }).transform(({ employees }) => employees)]);

/** Reads employees from CSV (comma, semicolon or tab, with names of the columns first) or JSON (a list of objects, or one as `employees`). Fails with `file-invalid`. */
export function readTable(text: string, file: string): Table {
  if (text.length > MOST_CHARACTERS) throw new GraphZoomError('file-invalid', `${file} is longer than ${MOST_CHARACTERS} characters.`, { hint: 'Import it in parts with --partial.' });
  const whole = text.replace(/^\uFEFF/, '');
  if (whole.trim() === '') throw new GraphZoomError('file-invalid', `${file} is empty.`, { hint: 'It needs a line with the names of the columns, and a line for each employee.' });
  return /^\s*[[{]/.test(whole) ? readJson(whole, file) : readCsv(whole, file);
}

function readJson(text: string, file: string): Table {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new GraphZoomError('file-invalid', `${file} is no JSON: ${messageOf(error)}`, { hint: 'It must be a list of objects, one for each employee.', cause: error });
  }
  const parsed = json.safeParse(value);
  if (!parsed.success) throw new GraphZoomError('file-invalid', `${file} is no list of employees.`, { hint: 'It must be a list of objects, one for each employee, or {"employees": [...]}.' });
  const rows = parsed.data.map((values, index) => ({ line: index + 1, values }));
  return { headers: [...new Set(rows.flatMap(({ values }) => Object.keys(values)))], rows, bad: [] };
}

function readCsv(text: string, file: string): Table {
  const bad: { line: number; reason: string }[] = [];
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { delimiter: delimiterOf(text), bom: true, info: true, skip_empty_lines: true, relax_column_count: true, trim: true }) as unknown as typeof records;
  } catch (error) {
    throw new GraphZoomError('file-invalid', `${file} cannot be read as CSV: ${messageOf(error)}`, { hint: 'Close the quotes in that line; a quote within a quoted value is written twice.', cause: error });
  }
  const [head, ...body] = records;
  const headers = head?.record ?? [];
  const twice = headers.find((header, index) => header !== '' && headers.indexOf(header) !== index);
  if (twice !== undefined) throw new GraphZoomError('file-invalid', `${file} has two columns named "${twice}".`, { hint: 'Rename one of them.' });
  const rows: Row[] = [];
  for (const { record, info } of body) {
    if (record.length > headers.length) bad.push({ line: info.lines, reason: `it has ${record.length} values for ${headers.length} columns` });
    else rows.push({ line: info.lines, values: Object.fromEntries(headers.map((header, index) => [header, record[index] ?? ''])) });
  }
  return { headers, rows, bad };
}

/** Whichever of the usual ones the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
