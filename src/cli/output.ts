import pc from 'picocolors';
import { excerpt, J1qlError } from '../j1ql/diagnostic.ts';
import { EXIT, GraphZoomError, messageOf } from '../lib/errors.ts';
import { plainLines } from '../lib/plain-text.ts';
import { explainSystemError } from '../lib/system-error.ts';
import { asTyped } from './program-name.ts';
import { paragraph } from './render/text.ts';

/** Results go to stdout and nothing else does. A reader that went away (`| head`) is no error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

/** One JSON document on stdout. */
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** What a person should know goes to stderr. */
export const note = (text: string): void => {
  process.stderr.write(`${paragraph(text, 0, process.stderr)}\n`);
};

const colorsFor = (stream: { isTTY?: boolean }) => pc.createColors(Boolean(stream.isTTY) && !process.env.NO_COLOR);

/** Colours for stdout: only on a terminal. */
export const colors = colorsFor(process.stdout);

/** Says what happened and what to do next, without a stack, and sets the exit code. An error may quote a stranger: a name, or what a service said. */
export function failWith(thrown: unknown, verbose = false): void {
  const error = explainSystemError(thrown);
  const color = colorsFor(process.stderr);
  const say = (head: string, text: string) => process.stderr.write(`${paragraph(`${head} ${asTyped(plainLines(text))}`, 7, process.stderr)}\n`);
  say(color.red('error:'), messageOf(error));
  if (error instanceof J1qlError && error.text.trim() !== '') process.stderr.write(`${excerpt(error).replace(/^/gm, '       ')}\n`);
  if (error instanceof GraphZoomError) say(color.dim('next: '), error.hint);
  else note('This is a defect of graph-zoom. Run it again with --verbose and report what it prints.');
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = error instanceof GraphZoomError ? error.exitCode : EXIT.failed;
}
