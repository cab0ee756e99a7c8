import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { COMMANDS } from './commands/index.ts';
import { paragraph } from './render/text.ts';

/** The whole command line: every command and option there is. Also read by the documentation and by what checks its examples. */
export function createProgram(): Command {
  const program = new Command('graph-zoom')
    .description('Turns a Zoom organisation into a security graph: who can do what, which settings are weak, what changed.')
    .version(VERSION)
    .showHelpAfterError("(add --help for the command's options and an example)")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(paragraph(text, 0, process.stderr)) })
    .option('--data-dir <DIR>', 'where the graph is kept (GRAPH_ZOOM_HOME; default ~/.graph-zoom)')
    .option('--server <URL>', 'use the graph of a running `graph-zoom serve` elsewhere, with the key in GRAPH_ZOOM_API_KEY')
    .option('--insecure-remote', 'send the key to --server over plain http too, where everybody on the way can read it')
    .addHelpText(
      'after',
      '\nBegin:\n  $ graph-zoom demo              # an invented company; no credentials needed\n  $ graph-zoom init              # your own Zoom\n  $ graph-zoom help collect      # the options of a command, with examples',
    );
  for (const add of COMMANDS) add(program);
  return program;
}
