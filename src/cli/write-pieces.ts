import type { Pieces } from '../export/write.ts';
import { writingTo } from './writing-to.ts';

/** Writes an answer to the file that was named, whole or not at all, or else to stdout. */
export async function writePieces(pieces: Pieces, out: string | undefined): Promise<void> {
  const { writeFileWhole, writeStdout } = await import('../export/write.ts');
  await (out === undefined ? writeStdout(pieces) : writingTo(out, () => writeFileWhole(out, pieces)));
}
