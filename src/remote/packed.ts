/** A request's body stays well below what a server accepts (`MOST_BODY_BYTES`), and both sides hold it in memory. */
const MOST_CHARS = 4_000_000;

/** Items as JSON arrays none of which is too long; an item that is too long alone is one of its own. */
export function* packed(items: readonly unknown[]): Generator<string> {
  let piece: string[] = [];
  let chars = 0;
  for (const item of items) {
    const text = JSON.stringify(item);
    if (piece.length > 0 && chars + text.length > MOST_CHARS) {
      yield `[${piece.join(',')}]`;
      [piece, chars] = [[], 0];
    }
    piece.push(text);
    chars += text.length;
  }
  if (piece.length > 0) yield `[${piece.join(',')}]`;
}
