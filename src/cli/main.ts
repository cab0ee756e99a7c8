import { type Command, CommanderError } from 'commander';
import { errorJson } from '../j1ql/error-json.ts';
import { EXIT } from '../lib/errors.ts';
import { failWith, printJson } from './output.ts';
import { createProgram } from './program.ts';

/** `help X Y`: the help of a command's command. */
const helpOf = (argv: readonly string[]): string[] | undefined => (argv[2] === 'help' && argv.length > 4 ? [...argv.slice(0, 2), ...argv.slice(3), '--help'] : undefined);

/** `help X` of a command that is not there: as if X was called, for that suggests the one that was meant. */
const unknownHelp = (program: Command, argv: readonly string[]): string[] | undefined =>
  argv[2] === 'help' && argv[3] !== undefined && !program.commands.some((command) => command.name() === argv[3]) ? [...argv.slice(0, 2), ...argv.slice(3)] : undefined;

/** Reads the command line and runs one command. Sets the exit code (design, section 4) and returns when all is closed. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = createProgram();
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
