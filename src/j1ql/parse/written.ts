import type { Span } from '../span.ts';

/** A text or a name in brackets, in which nothing is a blank or a comment; or blanks and comments. */
const KEPT_OR_BLANK = /('(?:\\['"\\]|\\(?!['"\\])|[^'\\])*'|"(?:\\['"\\]|\\(?!['"\\])|[^"\\])*"|\[[^\]]*\])|(?:\s|\/\*[\s\S]*?\*\/)+/g;

/** A part of the query as it was written, without comments and with single blanks. It must hold no regular expression. */
export const asWritten = (text: string, { start, end }: Span): string =>
  text
    .slice(start, end)
    .replace(KEPT_OR_BLANK, (_, kept: string | undefined) => kept ?? ' ')
    .trim();
