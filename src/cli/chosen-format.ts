import path from 'node:path';
import { GraphZoomError } from '../lib/errors.ts';

/** Endings of a file's name that stand for each format; of the table none. */
type Endings<F extends string> = Readonly<Record<F | 'table', readonly string[]>>;

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The format that was chosen: by name, by the name of the file, or the table, which is for a terminal only. */
export function chosenFormat<F extends string>(endings: Endings<F>, chosen: F | 'table' | undefined, out: string | undefined): F | 'table' {
  const names = Object.keys(endings) as (F | 'table')[];
  const format = chosen ?? (out === undefined ? 'table' : names.find((name) => endings[name].some((ending) => out.toLowerCase().endsWith(ending))));
  if (format === undefined)
    throw new GraphZoomError('usage', `The name ${path.basename(out ?? '')} does not say which format to write.`, {
      hint: `Give --format, or a name that ends in ${either.format(names.flatMap((name) => endings[name]))}.`,
    });
  if (format === 'table' && out !== undefined)
    throw new GraphZoomError('usage', 'A table is drawn for a terminal, not for a file.', { hint: `Choose --format ${either.format(names.filter((name) => name !== 'table'))} with --out.` });
  return format;
}
