import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { GraphZoomError } from '../../lib/errors.ts';
import { print, printJson } from '../output.ts';
import { examples } from '../with-store.ts';

/** `backup FILE`: a copy of the whole store, also while a server uses it. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the graph with its history to a file, also while a server runs')
    .argument('<file>', 'a file that is not there yet')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom backup graph-2026-11-24.duckdb', 'graph-zoom --server https://graph.example.com backup copy.duckdb'))
    .action(async (name: string, options: { json?: boolean }, command: Command) => {
      const file = path.resolve(name);
      if (existsSync(file)) throw new GraphZoomError('usage', `${file} is there already.`, { hint: 'Name a file that is not there: a backup is never written over.' });
      if (!existsSync(path.dirname(file))) throw new GraphZoomError('usage', `There is no folder ${path.dirname(file)}.`, { hint: 'Make it first.' });
      const { withAdministration } = await import('../administration/with-administration.ts');
      await withAdministration(command, ({ administration }) => administration.backup(file));
      if (options.json) printJson({ file });
      else print(`Wrote ${file}.`);
    });
}
