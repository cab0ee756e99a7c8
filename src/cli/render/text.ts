import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Narrower terminals get lines for this many columns. */
const NARROWEST = 40;

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** Columns to write for: the terminal's; undefined in a pipe, where nothing is cut or wrapped. */
export const columnsOf = (stream: Stream): number | undefined => (stream.isTTY ? Math.max(NARROWEST, stream.columns || 80) : undefined);

/** Columns a text takes on a terminal: two for each Chinese character, none for colour. */
export const textWidth = (text: string): number => stringWidth(text);

/** Fills a text up to `width` columns. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return side === 'right' ? text + space : space + text;
}

/** Cuts a text to `width` columns with an ellipsis; what is cut loses its colour. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Breaks a text at words, in the middle of one only where it is longer than a line. */
export const wrap = (text: string, width: number): string[] => wrapAnsi(text, Math.max(1, width), { hard: true }).split('\n');

/** Text that fits the terminal, broken at words; further lines of a paragraph begin with `indent` spaces. In a pipe it stays as it is. */
export function paragraph(text: string, indent = 0, stream: Stream = process.stdout): string {
  const columns = columnsOf(stream);
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => {
      if (textWidth(line) <= columns) return line;
      const [first = ''] = wrap(line, columns);
      return [first, ...wrap(line.slice(first.length).trimStart(), columns - indent).map((more) => ' '.repeat(indent) + more)].join('\n');
    })
    .join('\n');
}
