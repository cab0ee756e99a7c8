import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { errorJson } from '../../j1ql/error-json.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';
import { type AskOptions, ask } from '../../store/ask.ts';
import type { QueryResult } from '../../store/query-result.ts';
import type { Store } from '../../store/store.ts';
import { printJson } from '../output.ts';
import { variables } from './parameters.ts';

const line = z.object({ query: z.string(), variables: variables.nullish(), includeDeleted: z.boolean().optional(), cursor: z.string().optional() });

/** Answers a file of queries, one a line: a text, or `{"query","variables"}`. One JSON result a line, in order; an error is a result too. */
export async function runBatch(store: Store, file: string, options: AskOptions): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // A file that cannot be read ends the lines without a word.
  const failed = new Promise<never>((_, reject) => {
    input.once('error', (error: Error) => reject(new GraphZoomError('file-invalid', `Cannot read ${file}: ${messageOf(error)}`, { hint: 'Check the path.', cause: error })));
  });
  const done = (async () => {
    for await (const text of lines) if (text.trim() !== '') printJson(await answerLine(store, text.replace(/^\uFEFF/, ''), options));
  })();
  await Promise.race([done, failed]);
}

async function answerLine(store: Store, text: string, options: AskOptions): Promise<unknown> {
  try {
    const { query, ...own } = text.trimStart().startsWith('{') ? parseLine(text) : { query: text };
    return shape(await ask(store, query, { ...options, ...own, variables: { ...options.variables, ...('variables' in own ? own.variables : {}) } } as AskOptions));
  } catch (error) {
    return { error: errorJson(error) };
  }
}

function parseLine(text: string): z.infer<typeof line> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new GraphZoomError('file-invalid', `The line is no JSON: ${messageOf(error)}`, { hint: 'Write a query, or {"query":"FIND ...","variables":{}}.', cause: error });
  }
  const read = line.safeParse(parsed);
  if (!read.success)
    throw new GraphZoomError('file-invalid', `The line has another shape: ${read.error.issues[0]?.path.join('.')} ${read.error.issues[0]?.message}`, { hint: 'Write {"query":"FIND ...","variables":{}}.' });
  return read.data;
}

/** JupiterOne's shape: the names of columns are in the rows. */
export function shape(result: QueryResult): unknown {
  if (result.type !== 'table') return result;
  const { columns: _, ...rest } = result;
  return rest;
}
