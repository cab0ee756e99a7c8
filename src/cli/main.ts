import { Command, CommanderError } from 'commander';
import { EXIT } from '../lib/errors.ts';
import { VERSION } from '../version.ts';
import { COMMANDS } from './commands/index.ts';
import { failWith } from './output.ts';

/** Reads the command line and runs one command. Sets the exit code (design, section 4) and returns when all is closed. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('graph-zoom')
    .description('Turns a Zoom organisation into a security graph: who can do what, which settings are weak, what changed.')
    .version(VERSION)
    .showHelpAfterError("(add --help for the command's options and an example)")
    .exitOverride()
    .option('--data-dir <DIR>', 'where the graph is kept (GRAPH_ZOOM_HOME; default ~/.graph-zoom)');
  for (const add of COMMANDS) add(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // Commander has printed its own message; help and --version end with code 0.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else failWith(error, argv.includes('--verbose'));
  }
}
