import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { keepHeapSmall } from '../lib/heap.ts';
import { whileUnfinished } from '../lib/unfinished.ts';

/** A text in parts: made one after the other where it is long. */
export type Pieces = AsyncIterable<string> | readonly string[];

/** Pieces gathered before a write: fewer system calls, bounded memory. */
const CHUNK_CHARS = 1 << 20;

/** Writes to a file that is whole or not there: a neighbour is written first and then renamed. Readable by its owner only. */
export async function writeFileWhole(file: string, pieces: Pieces): Promise<void> {
  const part = `${file}.part`;
  await whileUnfinished(part, async () => {
    const handle = await open(part, 'w', 0o600);
    try {
      for await (const text of chunks(pieces)) await handle.appendFile(text);
      await handle.sync();
      await handle.close();
      await rename(part, file);
    } catch (error) {
      await handle.close();
      await rm(part, { force: true });
      throw error;
    }
  });
}

/** Writes to stdout, at the pace of whoever reads it, until he goes away (`| head`). */
export async function writeStdout(pieces: Pieces): Promise<void> {
  try {
    for await (const text of chunks(pieces)) if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

async function* chunks(pieces: Pieces): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK_CHARS) continue;
    yield text;
    keepHeapSmall();
    text = '';
  }
  if (text !== '') yield text;
}
