import type { QueryResult } from '../../store/query-result.ts';
import { safe } from '../render/table.ts';
import { moment } from '../render/time.ts';
import { wholeName } from './csv.ts';
import { flat } from './flat.ts';
import { isMoment } from './render.ts';

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text that is shown as it is: neither HTML, nor a link, nor emphasis, nor the end of the cell, nor a command to a terminal. An
 * underscore inside a word is none of these.
 */
export const markdownText = (text: string): string =>
  text
    .split(/\s*[\r\n\u2028\u2029]+\s*/)
    .map((part) =>
      safe(part.replaceAll('\t', ' '))
        .replace(/[\\`*[\]~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
        .replace(/[&<>]/g, (character) => HTML[character] as string),
    )
    .join('<br>');

/** A line of a table; the cells are Markdown already. */
export const markdownLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** The head of a table, with its line below. */
export const markdownHead = (names: readonly string[]): string => markdownLine(names.map(markdownText)) + markdownLine(names.map(() => '---'));

/** The rows of a page; in columns that are `times`, numbers are moments. */
export const markdownRows = (result: QueryResult, names: readonly string[], times: ReadonlySet<string>): string =>
  flat(result)
    .map((row) => markdownLine(names.map((name) => markdownText(cell(row[name], times.has(name))))))
    .join('');

function cell(value: unknown, isTime: boolean): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (isTime && isMoment(value)) return moment(value);
  return typeof value === 'object' ? wholeName(value) : String(value);
}
