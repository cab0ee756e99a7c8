import { EXPORT_FORMATS, type ExportFormat, type FormatName } from '../../export/formats.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { note } from '../output.ts';
import { scopeFilter } from '../scope-filter.ts';
import type { Session } from '../with-store.ts';
import { writePieces } from '../write-pieces.ts';
import { writingTo } from '../writing-to.ts';

export interface ExportCommandOptions {
  readonly format: FormatName;
  readonly out?: string;
  readonly instance?: string;
  readonly raw: boolean;
  readonly to?: string;
  readonly queries?: string;
}

/** What does not go together is said before a store is opened. */
export function checkOptions({ format, out, raw, to, queries }: ExportCommandOptions): void {
  const chosen: ExportFormat = EXPORT_FORMATS[format];
  const usage = (message: string, hint: string) => new GraphZoomError('usage', message, { hint });
  if (raw && !chosen.raw) throw usage(`--format ${format} has no place for raw answers.`, `Leave --raw out, or choose ${namesOf((one) => one.raw)}.`);
  if (to !== undefined && chosen.to !== 'database') throw usage(`--to names a database, and --format ${format} is none.`, 'Write --format neo4j, or name a file with --out.');
  if (out !== undefined && chosen.to === 'database') throw usage(`--format ${format} is written into a database, not to ${out}.`, 'Name the database with --to; a script to be run later is --format cypher.');
  if (queries !== undefined && format !== 'opengraph') throw usage('--queries are for BloodHound.', 'Write --format opengraph.');
  if (chosen.to === 'folder' && (out === '-' || (out === undefined && chosen.usually === undefined)))
    throw usage(`--format ${format} is a folder with several files, which stdout cannot be.`, `Name one: --format ${format} --out DIR.`);
}

const namesOf = (fits: (format: ExportFormat) => boolean): string =>
  Object.entries(EXPORT_FORMATS)
    .filter(([, format]) => fits(format))
    .map(([name]) => name)
    .join(', ');

/** Writes the graph of a session as the options say. */
export async function runExport(session: Session, options: ExportCommandOptions): Promise<void> {
  const format: ExportFormat = EXPORT_FORMATS[options.format];
  const filter = { raw: options.raw, ...(await scopeFilter(session, options.instance)) };
  if (format.to === 'database') return (await import('./to-neo4j.ts')).exportToNeo4j(session, filter.scope, options.to);
  if (format.to === 'folder') return writeFolder(options.out ?? format.usually ?? '', options.format, async (folder) => (await format.load())(session.store, folder, filter));
  const pieces = (await format.load())(session.store, filter);
  const { queries } = options;
  const out = options.out === '-' ? undefined : options.out;
  await writePieces(pieces, out);
  if (out !== undefined) note(`Wrote ${out}.`);
  if (queries !== undefined) await writeFolder(queries, 'bloodhound-queries', (await import('../../export/opengraph/saved-queries.ts')).writeSavedQueries);
}

async function writeFolder(folder: string, format: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const { writeFolderWhole } = await import('../../export/folder/write-folder.ts');
  await writingTo(folder, () => writeFolderWhole(folder, format, fill));
  note(`Wrote ${folder}.`);
}
