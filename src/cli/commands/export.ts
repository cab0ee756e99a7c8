import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type Exporter } from '../../export/formats.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { note } from '../output.ts';
import { scopeFilter } from '../scope-filter.ts';
import { examples, withStore } from '../with-store.ts';

/** `export`: the live graph in other shapes. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the graph to a file or to stdout')
    .addOption(new Option('--format <F>', 'shape of the output').choices(Object.keys(EXPORT_FORMATS)).default('json'))
    .option('--out <P>', 'file to write; "-" is stdout', '-')
    .option('--instance <NAME>', 'only this instance or scope')
    .option('--raw', 'with the raw answers the entities were made of (without secrets)', false)
    .addHelpText('after', examples('graph-zoom export --format json --out graph.json', 'graph-zoom export --format ndjson | wc -l'))
    .action(async (options: { format: string; out: string; instance?: string; raw: boolean }, command: Command) => {
      await withStore(command, async (session) => {
        const { writeFileWhole, writeStdout } = await import('../../export/write.ts');
        const pieces = (EXPORT_FORMATS[options.format] as Exporter)(session.store, { raw: options.raw, ...(await scopeFilter(session, options.instance)) });
        if (options.out === '-') return writeStdout(pieces);
        try {
          await writeFileWhole(options.out, pieces);
        } catch (error) {
          if (error instanceof GraphZoomError) throw error;
          throw new GraphZoomError('file-invalid', `Cannot write ${options.out}: ${messageOf(error)}`, { hint: 'Check that the folder exists, may be written and has room.', cause: error });
        }
        note(`Wrote ${options.out}.`);
      });
    });
}
