import type { Path } from '../ast.ts';
import type { Parser } from './parser.ts';

/** `alias.tag.Name`, `[tag.cost-center]`, `alias.*`: segments joined by dots without blanks. Undefined if none begins here. */
export function takePath(p: Parser): Path | undefined {
  const { start } = p.token.span;
  let at = start;
  const segments: Path['segments'][number][] = [];
  for (;;) {
    const segment = p.scanner.segment(at);
    if (segment === undefined) {
      if (segments.length === 0) return undefined;
      if (p.text[at] === '*') {
        p.jump(at + 1);
        return { kind: 'path', segments, all: true, span: { start, end: at + 1 } };
      }
      throw p.fail('name', { start: at - 1, end: at }, 'A name ends with a dot.', 'Write the property behind it, or leave the dot out.');
    }
    segments.push(segment);
    at = segment.span.end;
    if (p.text[at] !== '.') break;
    at++;
  }
  p.jump(at);
  return { kind: 'path', segments, all: false, span: { start, end: at } };
}

/** A path's segments from one on, as the flat name of a property. */
export const flat = (path: Path, from = 0): string =>
  path.segments
    .slice(from)
    .map(({ text }) => text)
    .join('.');
