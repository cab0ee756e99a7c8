import path from 'node:path';
import { GraphZoomError } from '../lib/errors.ts';

interface Formats<F extends string> {
  /** By format, endings of a file's name that stand for it. */
  readonly endings: Readonly<Record<F | 'table', readonly string[]>>;
  /** What may be given, as errors say it: names of files, and formats for files. */
  readonly files: string;
  readonly formats: string;
}

/** The format that was chosen: by name, by the name of the file, or the table, which is for a terminal only. */
export function chosenFormat<F extends string>({ endings, files, formats }: Formats<F>, chosen: F | 'table' | undefined, out: string | undefined): F | 'table' {
  const names = Object.keys(endings) as (F | 'table')[];
  const format = chosen ?? (out === undefined ? 'table' : names.find((name) => endings[name].some((ending) => out.toLowerCase().endsWith(ending))));
  if (format === undefined) throw new GraphZoomError('usage', `The name ${path.basename(out ?? '')} does not say which format to write.`, { hint: `Give --format, or a name that ends in ${files}.` });
  if (format === 'table' && out !== undefined) throw new GraphZoomError('usage', 'A table is drawn for a terminal, not for a file.', { hint: `Choose --format ${formats} with --out.` });
  return format;
}
