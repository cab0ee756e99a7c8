import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/cli/program.ts';
import { shellCommands } from './support/shell-commands.ts';

const BLOCK = /^```([^\n]*)\n([\s\S]*?)^```/gm;
/** Languages of a shell; one without a language is a shell's as well where it has our commands. */
const SHELLS = ['', 'sh', 'bash', 'shell', 'console'];
const NAMES = ['graph-zoom', 'npx graph-zoom'];

/** Our own commands in a text of a shell, without the name of the program. */
function commandsIn(text: string): string[][] {
  if (!NAMES.some((name) => text.includes(name))) return [];
  return shellCommands(text).flatMap((words) => {
    const own = words[0] === 'npx' ? words.slice(1) : words;
    return own[0] === 'graph-zoom' ? [own.slice(1)] : [];
  });
}

/** Finds out whether the command line would take these words, by its own definitions, and does nothing. */
function takes(words: readonly string[]): void {
  const program = createProgram();
  const silence = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    // What has no commands of its own acts; what has some shows its help.
    if (command.commands.length === 0) command.action(() => undefined);
    command.commands.forEach(silence);
  };
  silence(program);
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    // Help and version end the program too; a command with commands shows its help when it is called alone.
    if ((error as { exitCode?: number }).exitCode !== 0 && !['commander.help', 'commander.helpDisplayed'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

const PAGES = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'README.md', 'SECURITY.md', 'docs/*.md'], { encoding: 'utf8' })
  .stdout.split('\n')
  .filter((file) => file !== '' && !file.startsWith('docs/reference/') && existsSync(file));
const inPages = PAGES.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(BLOCK)].flatMap(([, language = '', block = '']) => (SHELLS.includes(language) ? commandsIn(block).map((words) => ({ file, words })) : [])));

/** In the middle of a sentence a command is named, often without what it must be given. */
const UNGIVEN: ReadonlySet<string | undefined> = new Set(['commander.missingArgument', 'commander.missingMandatoryOptionValue', 'commander.optionMissingArgument']);
const inSentences = PAGES.flatMap((file) =>
  [
    ...readFileSync(file, 'utf8')
      .replace(BLOCK, '')
      .matchAll(/`((?:npx )?graph-zoom [^`]+)`/g),
  ].flatMap(([, code = '']) => commandsIn(code).map((words) => ({ file, words }))),
);

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];
const helpText = (command: Command): string => {
  let text = '';
  command.configureOutput({
    writeOut: (out) => {
      text += out;
    },
  });
  command.outputHelp();
  return text;
};
const inHelp = everyCommand(createProgram()).map((command) => ({ command, examples: [...helpText(command).matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = '']) => line) }));

describe('an example in the documentation', () => {
  it('is found in most pages', () => {
    expect(inPages.length).toBeGreaterThan(100);
    expect(new Set(inPages.map(({ file }) => file)).size).toBeGreaterThan(15);
  });

  it.each(inPages.map(({ file, words }) => [file, words.join(' '), words] as const))('%s: graph-zoom %s', (_file, _text, words) => {
    expect(() => takes(words)).not.toThrow();
  });
});

describe('a command that is named in a sentence', () => {
  it('is there, with its options', () => {
    expect(inSentences.length).toBeGreaterThan(15);
    for (const { file, words } of inSentences) {
      try {
        takes(words);
      } catch (error) {
        expect([file, words.join(' '), UNGIVEN.has((error as { code?: string }).code), String(error)]).toEqual([file, words.join(' '), true, expect.anything()]);
      }
    }
  });
});

describe('the help of a command', () => {
  it.each(inHelp.map(({ command, examples }) => [command.name(), examples] as const))('%s has examples that can be run', (_name, examples) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const line of examples) for (const words of commandsIn(line)) expect(() => takes(words), line).not.toThrow();
  });
});

describe('what looks at examples', () => {
  it('notices a command, an option or a value that is not there, and a missing argument', () => {
    for (const wrong of [['colect'], ['collect', '--instnce', 'x'], ['query', '--format', 'xml', 'FIND *'], ['history'], ['people', 'export']]) expect(() => takes(wrong), wrong.join(' ')).toThrow();
  });

  it('reads pipes, quotes, comments, assignments, redirections and commands within commands', () => {
    const text =
      'A=1 npx graph-zoom query "FIND x WITH a = \\"b\\"" --format csv > out.csv | head -3   # a remark\nKEY=$(graph-zoom keys create --name ci) && graph-zoom status 2>&1\ngraph-zoom serve \\\n  --port 8080 &';
    expect(commandsIn(text)).toEqual([['query', 'FIND x WITH a = "b"', '--format', 'csv'], ['keys', 'create', '--name', 'ci'], ['status'], ['serve', '--port', '8080']]);
  });
});
