import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import type { Command } from 'commander';
import { GraphZoomError, messageOf } from '../../../lib/errors.ts';
import type { Recognised } from '../../../people/columns.ts';
import type { BadRow } from '../../../people/import-people.ts';
import { PEOPLE } from '../../../people/people.ts';
import { note, print, printJson } from '../../output.ts';
import { examples, withStore } from '../../with-store.ts';

interface Options {
  readonly map: Readonly<Record<string, string>>;
  readonly partial?: boolean;
  readonly dryRun?: boolean;
  readonly scope: string;
  readonly json?: boolean;
}

/** Bad rows that are told one by one. */
const BAD_SHOWN = 20;

/** `people import FILE`: employees from CSV or JSON; Zoom users are joined to them at once. */
export function addPeopleImport(people: Command): void {
  people
    .command('import')
    .description('import employees from CSV or JSON; Zoom users are joined to them at once')
    .argument('<file>', 'CSV with the names of the columns in its first line, or JSON: a list of objects; "-" is standard input')
    .option('--map <FIELD=COLUMN>', 'which column gives a field, where its name does not tell; may be repeated', takeMapping, {})
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--partial', 'the file has only some of the employees: nobody is removed')
    .option('--scope <S>', 'whose employees the file has, where there are several such files', PEOPLE.scope)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        'graph-zoom people import employees.csv --dry-run',
        'graph-zoom people import employees.csv',
        'graph-zoom people import staff.csv --map email="Login (new)" --map manager=',
        'graph-zoom people import joiners.json --partial',
      ),
    )
    .action(async (file: string, options: Options, command: Command) => {
      const [{ readTable }, { recogniseColumns }, { employeesOf, importPeople, previewImport }, { renderImport, renderPreview }] = await Promise.all([
        import('../../../people/read-employees.ts'),
        import('../../../people/columns.ts'),
        import('../../../people/import-people.ts'),
        import('../../render/people.ts'),
      ]);
      const table = readTable(await read(file), file);
      const recognised = await clarified(recogniseColumns(table.headers, options.map), options.json ?? false, (map) => recogniseColumns(table.headers, { ...options.map, ...map }));
      const { columns, others, dropped } = recognised;
      if (columns.email === undefined && columns.employeeId === undefined)
        throw new GraphZoomError('file-invalid', `${file} has no column with e-mail addresses or employee ids that is recognised.`, {
          hint: `It has: ${table.headers.join(', ')}. Say which one: --map email="${table.headers[0] ?? ''}".`,
        });
      const now = Date.now();
      const { employees, bad } = employeesOf(table, columns, others, now);
      if (!options.json) tellBad(bad);
      if (employees.length === 0)
        throw new GraphZoomError('file-invalid', `${file} has no employee that can be imported.`, { hint: bad[0] ? `Line ${bad[0].line}: ${bad[0].reason}.` : 'It has the names of columns, and nobody below them.' });
      const how = { scope: options.scope, partial: options.partial ?? false };
      const told = { columns, otherColumns: others, droppedColumns: dropped, rows: table.rows.length + table.bad.length, employees: employees.length, bad };
      await withStore(command, async ({ store }) => {
        if (options.dryRun) {
          const changes = await previewImport(store, employees, how);
          return options.json ? printJson({ ...told, dryRun: true, changes }) : print(renderPreview(told, changes));
        }
        const tally = await importPeople(store, employees, { ...how, on: now });
        const { countJoins } = await import('../../../people/count-joins.ts');
        const joins = await countJoins(store, now);
        return options.json ? printJson({ ...told, dryRun: false, changes: tally, joins }) : print(renderImport(told, tally, joins));
      });
    });
}

function takeMapping(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new GraphZoomError('usage', `--map ${text} names no field.`, { hint: 'Write --map email="Work address"; with nothing after "=" the field has no column.' });
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Asks which of several columns is meant; in a pipe that is an error. */
async function clarified(recognised: Recognised, quiet: boolean, again: (map: Record<string, string>) => Recognised): Promise<Recognised> {
  const { unclear } = recognised;
  if (unclear.length === 0) return recognised;
  if (quiet || !process.stdin.isTTY || !process.stdout.isTTY) {
    const said = unclear.map(({ field, columns }) => `${field} (${columns.join(' or ')})`).join(', ');
    const [first] = unclear;
    throw new GraphZoomError('file-invalid', `It is not clear which column gives ${said}.`, { hint: `Say which one, such as --map ${first?.field}="${first?.columns[0]}"; --map ${first?.field}= for none.` });
  }
  const { choose } = await import('../../ask.ts');
  const map: Record<string, string> = {};
  for (const { field, columns } of unclear) map[field] = await choose(`Which column is the ${field}?`, [...columns.map((column) => ({ value: column, label: column })), { value: '', label: 'none of them' }]);
  return again(map);
}

function tellBad(bad: readonly BadRow[]): void {
  for (const { line, reason } of bad.slice(0, BAD_SHOWN)) note(`Line ${line} is left out: ${reason}.`);
  if (bad.length > BAD_SHOWN) note(`... and ${bad.length - BAD_SHOWN} more lines; --json tells all of them.`);
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new GraphZoomError('file-invalid', `Cannot read ${file}: ${messageOf(error)}`, { hint: 'Check the path.', cause: error });
  }
}
