import { hintsFor } from '../../j1ql/hints.ts';
import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import type { Store } from '../../store/store.ts';
import { note, print, printJson } from '../output.ts';
import { shape } from './batch.ts';
import { explainQuery } from './explain.ts';

/** Asks one query and prints its answer. What is probably a slip is hinted at on a terminal only. */
export async function answerQuery(store: Store, text: string, options: AskOptions, how: { format: 'table' | 'json' | 'csv'; explain: boolean }): Promise<void> {
  if (how.explain) return explainQuery(store, text, options, how.format === 'json');
  const { plan, query, warnings } = prepare(text, options);
  const result = await pointAt(text, query.span, () => store.query(plan, options));
  if (how.format === 'json') printJson(shape(result));
  else if (how.format === 'csv') {
    const { toCsv } = await import('./csv.ts');
    process.stdout.write(toCsv(result));
  } else {
    const { renderResult } = await import('./render.ts');
    print(renderResult(result, plan));
  }
  if ('cursor' in result && result.cursor !== undefined && how.format !== 'json') note(`Only the first ${result.data.length} rows are shown. Ask for less with WITH, or go on from there with ORDER BY and SKIP.`);
  if (!process.stderr.isTTY) return;
  for (const { message } of warnings) note(message);
  for (const hint of hintsFor(plan, await store.catalog())) note(hint);
}
