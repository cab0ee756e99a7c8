import { plainText } from '../../lib/plain-text.ts';
import { colors } from '../output.ts';
import { columnsOf, cut, pad, textWidth, wrap } from './text.ts';

const GAP = '  ';
/** A column is not cut below this. */
const NARROWEST = 10;

interface TableOptions {
  /** Columns whose cells are aligned to the right. */
  readonly right?: readonly number[];
  /** Breaks the last column into lines in place of cutting it: for sentences. */
  readonly sentences?: boolean;
}

/** A table without lines, as gh draws them. On a terminal no line is longer than it is wide: the widest columns are cut; in a pipe nothing is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const right = new Set(options.right ?? []);
  const last = head.length - 1;
  const widths = fitted(
    head.map((title, index) => Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index] ?? '')))),
    options.sentences ? last : undefined,
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index] as number, right.has(index) ? 'left' : 'right'))
      .join(GAP)
      .trimEnd();
  const lines = rows.flatMap((row) => {
    const cells = head.map((_, index) => (options.sentences && index === last ? (row[index] ?? '') : cut(row[index] ?? '', widths[index] as number)));
    if (!options.sentences || textWidth(cells[last] as string) <= (widths[last] as number)) return [line(cells)];
    const [first = '', ...more] = wrap(cells[last] as string, widths[last] as number);
    return [line([...cells.slice(0, -1), first]), ...more.map((text) => line([...cells.slice(0, -1).map(() => ''), text]))];
  });
  return [line(head.map((text, index) => colors.bold(cut(text, widths[index] as number)))), ...lines].join('\n');
}

/** Makes columns fit the terminal: sentences give way first, then whichever column is widest. */
function fitted(widths: readonly number[], sentences: number | undefined): number[] {
  const result = [...widths];
  const columns = columnsOf(process.stdout);
  if (columns === undefined) return result;
  const over = () => result.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - columns;
  if (sentences !== undefined && over() > 0) result[sentences] = Math.max(Math.floor(columns / 4), (result[sentences] as number) - over());
  while (over() > 0) {
    const widest = result.reduce((most, width, index) => (width > (result[most] as number) && index !== sentences ? index : most), sentences === 0 ? 1 : 0);
    if ((result[widest] as number) <= NARROWEST) break;
    result[widest] = (result[widest] as number) - 1;
  }
  return result;
}

/** Names and values come from strangers: control characters must not reach the terminal. */
export const safe = (value: unknown): string => plainText(String(value));
