import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';
import { HEAD } from './markdown.ts';

/** Columns of a help text; a page is wider than many terminals. */
const WIDTH = 100;

/** What a command says with `--help`. */
function helpOf(command: Command): string {
  let text = '';
  command.configureHelp({ helpWidth: WIDTH }).configureOutput({
    writeOut: (out) => {
      text += out;
    },
  });
  command.outputHelp();
  return `\`\`\`\n${text.trim()}\n\`\`\`\n`;
}

/** The page on the command line: what each command says with `--help`. */
export function cliPage(): string {
  const program = createProgram();
  const page = (command: Command, name: string): string => [`${'#'.repeat(name.split(' ').length + 1)} ${name}\n\n${helpOf(command)}`, ...command.commands.map((part) => page(part, `${name} ${part.name()}`))].join('\n');
  const pages = program.commands.map((command) => page(command, command.name()));
  return `${HEAD}# Command line

${helpOf(program)}
\`--data-dir\`, \`--server\` and \`--insecure-remote\` go with every command that uses the graph. While a server uses the data directory, the commands ask it by themselves ([work with a server](../remote.md)).

Results go to standard output, everything else to standard error; \`--json\` gives one JSON document, or one a line.

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 findings where asked to fail on them, 4 incomplete.

${pages.join('\n')}`;
}
