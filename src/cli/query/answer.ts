import { hintsFor } from '../../j1ql/hints.ts';
import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { note, print } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { explainQuery } from './explain.ts';

/** Asks one query and prints its answer. What is probably a slip is hinted at on a terminal only. */
export async function answerQuery(store: Store, text: string, options: AskOptions, how: { format: 'table' | 'json' | 'csv'; explain: boolean }): Promise<void> {
  if (how.explain) return explainQuery(store, text, options, how.format === 'json');
  const { plan, query, warnings } = prepare(text, options);
  await pointAt(text, query.span, async () => {
    if (how.format === 'table') {
      const [result, { renderResult }] = await Promise.all([store.query(plan, options), import('./render.ts')]);
      print(renderResult(result, plan));
      if ((await store.catalog()).types.length === 0) note(`Nothing was collected yet, so every answer is empty. Next: ${PROGRAM} collect (or ${PROGRAM} demo).`);
      if (result.type !== 'tree' && result.cursor !== undefined) note(`Only the first ${result.data.length} rows are shown. Ask for less with WITH and LIMIT, or for all with --format json or csv.`);
      return;
    }
    const [{ writeStdout }, { csvPieces, jsonPieces }] = await Promise.all([import('../../export/write.ts'), import('./pages.ts')]);
    await writeStdout((how.format === 'json' ? jsonPieces : csvPieces)(store, plan, options));
  });
  if (!process.stderr.isTTY) return;
  for (const { message } of warnings) note(message);
  for (const hint of hintsFor(plan, await store.catalog())) note(hint);
}
