import { Command, CommanderError } from 'commander';
import { EXIT } from '../lib/errors.ts';
import { VERSION } from '../version.ts';
import { COMMANDS } from './commands/index.ts';
import { errorJson, failWith, printJson } from './output.ts';
import { paragraph } from './render/text.ts';

/** `help X Y`: the help of a command's command. */
const helpOf = (argv: readonly string[]): string[] | undefined => (argv[2] === 'help' && argv.length > 4 ? [...argv.slice(0, 2), ...argv.slice(3), '--help'] : undefined);

/** `help X` of a command that is not there: as if X was called, for that suggests the one that was meant. */
const unknownHelp = (program: Command, argv: readonly string[]): string[] | undefined =>
  argv[2] === 'help' && argv[3] !== undefined && !program.commands.some((command) => command.name() === argv[3]) ? [...argv.slice(0, 2), ...argv.slice(3)] : undefined;

/** Reads the command line and runs one command. Sets the exit code (design, section 4) and returns when all is closed. */
export async function main(argv: readonly string[]): Promise<void> {
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
      '\nBegin:\n  $ graph-zoom demo              an invented company; no credentials needed\n  $ graph-zoom init              your own Zoom\n  $ graph-zoom help collect      the options of a command, with examples',
    );
  for (const add of COMMANDS) add(program);
  if (argv.length <= 2) return program.outputHelp();
  try {
    await program.parseAsync(helpOf(argv) ?? unknownHelp(program, argv) ?? argv);
  } catch (error) {
    const asJson = argv.includes('--json') || argv.includes('--format=json') || argv[argv.indexOf('--format') + 1] === 'json';
    if (!(error instanceof CommanderError)) {
      if (asJson) printJson({ error: errorJson(error) });
      return failWith(error, argv.includes('--verbose'));
    }
    // Commander has printed its own message; help and --version end with code 0.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (asJson && error.exitCode !== 0) printJson({ error: { code: 'usage', message: error.message.replace(/^error: /, '') } });
  }
}
