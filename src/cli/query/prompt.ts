import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { complete } from '../../j1ql/editor/complete.ts';
import { format } from '../../j1ql/editor/format.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { AskOptions } from '../../store/ask.ts';
import { completionSource } from '../../store/completion-source.ts';
import type { Store } from '../../store/store.ts';
import { failWith, note, print } from '../output.ts';
import { answerQuery } from './answer.ts';

const HISTORY = 500;
/** Proposals that are shown: a screen of them. */
const PROPOSALS = 60;
const HELP = `Write a query and press Enter; a line that ends with \\ goes on in the next.
  .format QUERY   the query, written out
  .explain QUERY  Ast, Plan, SQL and the plan of the database
  .json QUERY     the answer as JSON
  .help           this
  .quit           leave (or Ctrl-D)`;

/** Asks and answers until the person leaves. The history is kept in the data directory. */
export async function runPrompt(store: Store, dataDir: string, options: AskOptions): Promise<void> {
  const file = path.join(dataDir, 'query-history');
  const history = (await readHistory(file)).slice(-HISTORY).reverse();
  const source = await completionSource(store);
  const completer = async (line: string): Promise<[string[], string]> => {
    const { from, items } = await complete(line, line.length, source);
    const typed = line.slice(from);
    // readline writes what all proposals have in common: only those that go on from what was typed can be of use to it.
    const fitting = items.map(({ label, apply }) => apply ?? label).filter((text) => text.toLowerCase().startsWith(typed.toLowerCase()));
    return [fitting.slice(0, PROPOSALS), typed];
  };
  const prompt = createInterface({ input: process.stdin, output: process.stdout, history, historySize: HISTORY, removeHistoryDuplicates: true, completer });
  note(`J1QL on ${store.location}. Tab completes, .help shows what else there is, Ctrl-D leaves.`);
  let running: AbortController | undefined;
  prompt.on('SIGINT', () => {
    if (running) return running.abort(new GraphZoomError('interrupted', 'The query was interrupted.', { hint: 'Ask for less, or give it more time with --timeout.' }));
    prompt.write(null, { ctrl: true, name: 'u' });
    if (prompt.line === '') note('Ctrl-D leaves.');
  });
  for (;;) {
    const text = await readQuery(prompt);
    if (text === undefined || text === '.quit' || text === '.exit') break;
    if (text === '') continue;
    await appendFile(file, `${text.replaceAll('\n', ' ')}\n`, { mode: 0o600 });
    running = new AbortController();
    await answerLine(store, text, { ...options, signal: running.signal });
    running = undefined;
  }
  prompt.close();
}

/** A query of one line or several; undefined when the person has left. */
async function readQuery(prompt: Interface): Promise<string | undefined> {
  const lines: string[] = [];
  for (;;) {
    const line = await next(prompt, lines.length === 0 ? 'j1ql> ' : '   -> ');
    if (line === undefined) return undefined;
    lines.push(line.replace(/\\$/, ''));
    if (!line.endsWith('\\')) return lines.join('\n').trim().replace(/;$/, '');
  }
}

const next = (prompt: Interface, question: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const leave = () => resolve(undefined);
    prompt.once('close', leave);
    prompt.question(question).then((line) => {
      prompt.off('close', leave);
      resolve(line);
    }, reject);
  });

async function answerLine(store: Store, text: string, options: AskOptions): Promise<void> {
  const [, command, rest = ''] = /^\.(\w+)\s*([\s\S]*)$/.exec(text) ?? [];
  if (command === 'help') return print(HELP);
  if (command !== undefined && command !== 'explain' && command !== 'json' && command !== 'format') return note(`There is no .${command}; .help shows what there is.`);
  try {
    if (command === 'format') return print(format(rest));
    await answerQuery(store, command === undefined ? text : rest, options, { format: command === 'json' ? 'json' : 'table', explain: command === 'explain' });
  } catch (error) {
    failWith(error);
    process.exitCode = 0; // the prompt goes on
  }
}

async function readHistory(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
