import { GraphZoomError } from '../../lib/errors.ts';
import { chosenFormat } from '../chosen-format.ts';

/** Shapes of an answer, each with the endings of a file's name that stand for it. */
const ENDINGS = { table: [], json: ['.json'], ndjson: ['.ndjson'], csv: ['.csv'], markdown: ['.md'], parquet: ['.parquet'] } as const;

export type QueryFormat = keyof typeof ENDINGS;
export const QUERY_FORMATS = Object.keys(ENDINGS) as readonly QueryFormat[];

/** The format that was chosen: by name, by the name of the file, or the table. A format that does not fit the place is an error. */
export function formatFor(chosen: QueryFormat | undefined, out: string | undefined, isTerminal: boolean): QueryFormat {
  const format = chosenFormat<QueryFormat>(ENDINGS, chosen, out);
  if (format === 'parquet' && out === undefined && isTerminal) throw new GraphZoomError('usage', 'Parquet is no text, and would only upset the terminal.', { hint: 'Name a file with --out, or write into a pipe.' });
  return format;
}
