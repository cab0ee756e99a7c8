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

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
const COLOR = /(\u001b\[[\d;]*m)/;

/** Cuts a text to `width` columns with an ellipsis; colour codes take no room and all stay. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const part of text.split(COLOR)) {
    if (COLOR.test(part)) kept += part;
    else
      for (const { segment } of graphemes.segment(part)) {
        if (used >= width) break;
        const wide = stringWidth(segment);
        kept += used + wide < width ? segment : '…';
        used = used + wide < width ? used + wide : width;
      }
  }
  return kept;
}

/** Breaks a text at words, in the middle of one only where it is longer than a line. */
export const wrap = (text: string, width: number): string[] => wrapAnsi(text, Math.max(1, width), { hard: true }).split('\n');

/** Text that fits the terminal, broken at words; further lines of a paragraph begin with `indent` spaces, or with as many as its first. In a pipe it stays as it is. */
export function paragraph(text: string, indent = 0, stream: Stream = process.stdout): string {
  const columns = columnsOf(stream);
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => {
      if (textWidth(line) <= columns) return line;
      // Wrapping leaves out the blanks that a line begins with.
      const text = line.trimStart();
      const lead = ' '.repeat(line.length - text.length);
      const hang = ' '.repeat(Math.max(indent, lead.length));
      const [first = ''] = wrap(text, columns - lead.length);
      return [lead + first, ...wrap(text.slice(first.length).trimStart(), columns - hang.length).map((more) => hang + more)].join('\n');
    })
    .join('\n');
}
