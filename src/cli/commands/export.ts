import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type FormatName } from '../../export/formats.ts';
import type { ExportCommandOptions } from '../export/run-export.ts';
import { examples, withStore } from '../with-store.ts';

const listOfFormats = Object.entries(EXPORT_FORMATS)
  .map(([name, { says }]) => `  ${name.padEnd(16)}${says}`)
  .join('\n');

/** `export`: the live graph in other shapes. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the graph to a file, a folder, a database, or to stdout')
    .addOption(new Option('--format <F>', 'shape of the output').choices(Object.keys(EXPORT_FORMATS)).default('json' satisfies FormatName))
    .option('--out <P>', 'file or folder to write; "-" is stdout, where a format is one document (default: stdout)')
    .option('--instance <NAME>', 'only this instance or scope')
    .option('--raw', 'with the raw answers the entities were made of (without secrets)', false)
    .option('--to <URI>', 'the database of --format neo4j; user and password are NEO4J_USER and NEO4J_PASSWORD')
    .option('--queries <DIR>', 'with --format opengraph: a folder for saved queries that BloodHound imports')
    .addHelpText('after', `\nFormats:\n${listOfFormats}`)
    .addHelpText(
      'after',
      examples(
        'graph-zoom export --format json --out graph.json',
        'graph-zoom export --format ndjson | wc -l',
        'graph-zoom export --format parquet --out zoom',
        'graph-zoom export --format opengraph --out zoom.json --queries zoom-queries',
        'graph-zoom export --format neo4j --to neo4j://localhost:7687',
      ),
    )
    .action(async (options: ExportCommandOptions, command: Command) => {
      const { checkOptions, runExport } = await import('../export/run-export.ts');
      checkOptions(options);
      await withStore(command, (session) => runExport(session, options));
    });
}
