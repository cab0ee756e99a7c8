import pc from 'picocolors';
import { EXIT, GraphZoomError, messageOf } from '../lib/errors.ts';

/** Results go to stdout and nothing else does. A reader that went away (`| head`) is no error. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** One JSON document on stdout. */
export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** What a person should know goes to stderr. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Says what happened and what to do next, without a stack, and sets the exit code. */
export function failWith(error: unknown, verbose = false): void {
  const known = error instanceof GraphZoomError;
  const color = pc.createColors(Boolean(process.stderr.isTTY) && !process.env.NO_COLOR);
  note(`${color.red('error:')} ${messageOf(error)}`);
  if (known) note(`${color.dim('next:')}  ${error.hint}`);
  else note('This is a defect of graph-zoom. Run it again with --verbose and report what it prints.');
  if (verbose && error instanceof Error) note(error.stack ?? '');
  process.exitCode = known ? error.exitCode : EXIT.failed;
}

/** Colours for stdout: only on a terminal. */
export const colors = pc.createColors(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR);
