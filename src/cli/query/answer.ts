import { hintsFor } from '../../j1ql/hints.ts';
import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { note, print } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { writePieces } from '../write-pieces.ts';
import { writingTo } from '../writing-to.ts';
import { explainQuery } from './explain.ts';
import type { QueryFormat } from './formats.ts';

/** Asks one query and prints its answer. What is probably a slip is hinted at on a terminal only. */
export async function answerQuery(store: Store, text: string, options: AskOptions, how: { format: QueryFormat; explain: boolean; out?: string | undefined }): Promise<void> {
  if (how.explain) return explainQuery(store, text, options, how.format === 'json');
  const { plan, query, warnings } = prepare(text, options);
  await pointAt(text, query.span, async () => {
    if (how.format === 'table') {
      const [result, { renderResult }] = await Promise.all([store.query(plan, options), import('./render.ts')]);
      print(renderResult(result, plan));
      if ((await store.catalog()).types.length === 0) note(`Nothing was collected yet, so every answer is empty. Next: ${PROGRAM} collect (or ${PROGRAM} demo).`);
      if (result.type !== 'tree' && result.cursor !== undefined) note(`Only the first ${result.data.length} rows are shown. Ask for less with WITH and LIMIT, or for all with another --format.`);
      return;
    }
    const { out } = how;
    if (how.format === 'parquet') {
      const { writeParquet } = await import('./parquet.ts');
      return out === undefined ? writeParquet(store, plan, options, out) : writingTo(out, () => writeParquet(store, plan, options, out));
    }
    const pages = await import('./pages.ts');
    const pieces = { json: pages.jsonPieces, ndjson: pages.ndjsonPieces, csv: pages.csvPieces, markdown: pages.markdownPieces }[how.format](store, plan, options);
    await writePieces(pieces, out);
  });
  if (!process.stderr.isTTY) return;
  for (const { message } of warnings) note(message);
  for (const hint of hintsFor(plan, await store.catalog())) note(hint);
}
