import { readFile } from 'node:fs/promises';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import type { Question } from '../../rules/questions/define.ts';
import { baselinePieces, parseBaseline } from '../../rules/report/baseline.ts';
import type { Store } from '../../store/store.ts';
import { note } from '../output.ts';
import { writePieces } from '../write-pieces.ts';

/** The findings that a file accepts. */
export async function readBaseline(file: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const hint = 'Write one with `graph-zoom questions --all --write-baseline FILE`.';
  const baseline = parseBaseline(await readJson(file, hint));
  if (baseline === undefined) throw new GraphZoomError('file-invalid', `${file} is no baseline that this version knows.`, { hint });
  return baseline;
}

async function readJson(file: string, hint: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new GraphZoomError('file-invalid', `Cannot read the baseline ${file}: ${messageOf(error)}`, { hint, cause: error });
  }
}

/** Accepts every BAD row that there is now. */
export async function writeBaseline(store: Store, questions: readonly Question[], now: number, file: string): Promise<void> {
  await writePieces(baselinePieces(store, questions, now), file);
  note(`Wrote ${file}: the bad rows of now are accepted where it is given with --baseline.`);
}
