/** A stretch of the query's text: offsets in UTF-16 units, `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an offset is, for people: lines and columns count from 1. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
