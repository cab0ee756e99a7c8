import Table from 'cli-table3';
import { colors } from '../output.ts';

/** Width to draw for: the terminal's, or 100 columns in a pipe. */
export const width = (): number => process.stdout.columns ?? 100;

/** A table without vertical lines, as gh draws them; the last column gets what is left and is cut, unless in a pipe. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], options: { right?: readonly number[] } = {}): string {
  const right = new Set(options.right ?? []);
  const drawn = new Table({
    head: head.map((text) => colors.bold(text)),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: head.map((_, index) => (right.has(index) ? 'right' : 'left')),
  });
  drawn.push(...cut(head, rows).map((row) => [...row]));
  return drawn.toString().replace(/[ \t]+$/gm, '');
}

/** Cuts the last column so that a line fits the terminal. */
function cut(head: readonly string[], rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (!process.stdout.isTTY) return rows;
  const widths = head.slice(0, -1).map((title, index) => Math.max(title.length, ...rows.map((row) => plain(row[index] ?? '').length)));
  const room = Math.max(12, width() - widths.reduce((sum, w) => sum + w + 2, 0));
  return rows.map((row) => row.map((cell, index) => (index === head.length - 1 && plain(cell).length > room ? `${plain(cell).slice(0, room - 1)}…` : cell)));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
const plain = (text: string): string => text.replace(/\u001b\[\d+m/g, '');

/** Names and values come from strangers: control characters must not reach the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
export const safe = (value: unknown): string => String(value).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
