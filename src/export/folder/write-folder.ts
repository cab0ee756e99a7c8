import { mkdir, mkdtemp, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { GraphZoomError } from '../../lib/errors.ts';
import { whileUnfinished } from '../../lib/unfinished.ts';
import { type Pieces, writeFileWhole } from '../write.ts';

/** Says that a folder is an export of ours, which the next one may replace. */
const MARKER = '.graph-zoom-export';

/**
 * Writes a folder that is whole or not there: a neighbour is filled first and then renamed. An export that is there already is
 * replaced, with all that is in it; any other folder that is not empty, or a file, is an error and stays as it is.
 */
export async function writeFolderWhole(target: string, format: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const folder = await whereItIs(path.resolve(target));
  const earlier = await earlierExport(folder, target);
  const part = await mkdtemp(`${folder}.part-`);
  await whileUnfinished(part, async () => {
    try {
      await fill(part);
      await writeFileWhole(path.join(part, MARKER), [`${JSON.stringify({ writtenBy: 'graph-zoom', format })}\n`]);
      await exchange(part, folder, earlier);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    }
  });
}

/** Writes one text file below a folder, with the folders on the way to it. */
export async function writeWithin(folder: string, file: string, pieces: Pieces): Promise<void> {
  await writeFileWhole(await placeFor(folder, file), pieces);
}

/** The path of a file below a folder; the folders on the way to it are made. */
export async function placeFor(folder: string, file: string): Promise<string> {
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  return place;
}

/** Through a link to what it points at, which is what is replaced. */
async function whereItIs(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return folder;
    throw error;
  }
}

/** What is at the place: nothing, an empty folder, or an export of ours. Anything else is an error. */
async function earlierExport(folder: string, target: string): Promise<'none' | 'empty' | 'export'> {
  let files: string[];
  try {
    files = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'none';
    if (code === 'ENOTDIR') throw new GraphZoomError('usage', `${target} is a file, and this format is a folder.`, { hint: 'Name another folder with --out.' });
    throw error;
  }
  if (files.includes(MARKER)) return 'export';
  if (files.length === 0) return 'empty';
  throw new GraphZoomError('usage', `${target} is there already, and is no export of graph-zoom.`, { hint: 'Name another folder with --out, or remove this one: an export replaces a whole folder.' });
}

/** Puts the new folder in place of what is there; should that fail, what was there is put back. */
async function exchange(part: string, folder: string, earlier: 'none' | 'empty' | 'export'): Promise<void> {
  if (earlier === 'empty') await rmdir(folder);
  if (earlier !== 'export') return rename(part, folder);
  const old = `${part}.old`;
  await rename(folder, old);
  try {
    await rename(part, folder);
  } catch (error) {
    await rename(old, folder);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}
