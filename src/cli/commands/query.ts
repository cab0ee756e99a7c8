import { text as readAll } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import type { Variable } from '../../j1ql/plan/context.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { AskOptions } from '../../store/ask.ts';
import { wholeNumber } from '../numbers.ts';
import { formatFor, QUERY_FORMATS, type QueryFormat } from '../query/formats.ts';
import { takeParameter } from '../query/parameters.ts';
import { examples, withStore } from '../with-store.ts';

interface Options {
  readonly format?: QueryFormat;
  readonly out?: string;
  readonly param?: Readonly<Record<string, Variable>>;
  readonly includeDeleted?: boolean;
  readonly now?: number;
  readonly explain?: boolean;
  readonly batch?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

/** `query`: asks the graph in J1QL. */
export function addQuery(program: Command): void {
  program
    .command('query')
    .description("ask the graph in JupiterOne's query language; without a query on a terminal: a prompt")
    .argument('[J1QL]', 'the query; "-" reads it from standard input')
    .addOption(new Option('--format <F>', 'shape of the answer (default: table; with --out what the name ends in)').choices(QUERY_FORMATS))
    .option('--out <FILE>', 'write the answer to this file, whole or not at all')
    .option('--param <name=value>', 'a value for ${name}; may be given several times', takeParameter)
    .option('--include-deleted', 'find deleted entities and relationships too')
    .option('--now <T>', 'the time that date.now stands for: a date or epoch milliseconds', takeTime)
    .option('--explain', 'show Ast, Plan, SQL and the plan of the database in place of the answer')
    .option('--batch <FILE>', 'answer many queries: one a line, as text or {"query","variables"}; "-" is standard input')
    .option('--timeout <SECONDS>', 'give a query up after this time', wholeNumber(1, 3600), 30)
    .option('--json', 'the same as --format json')
    .addHelpText(
      'after',
      examples(
        `graph-zoom query "FIND zoom_user WITH status = 'inactive' THAT HAS zoom_group AS g RETURN zoom_user.displayName, g.displayName"`,
        `graph-zoom query "FIND zoom_user WITH roleName = \${role}" --param role=Admin --out admins.csv`,
        'graph-zoom query "FIND zoom_user" --format parquet --out users.parquet',
        'graph-zoom query --batch queries.txt > answers.ndjson',
        'graph-zoom query',
      ),
    )
    .action(async (query: string | undefined, options: Options, command: Command) => {
      const asked: AskOptions = {
        ...(options.param ? { variables: options.param } : {}),
        ...(options.now === undefined ? {} : { now: options.now }),
        ...(options.includeDeleted ? { includeDeleted: true } : {}),
        timeoutMs: options.timeout * 1000,
      };
      if (options.out !== undefined && (options.batch !== undefined || options.explain))
        throw new GraphZoomError('usage', '--out is for the answer of one query.', { hint: 'Send what --batch and --explain print into a file with >.' });
      const format = formatFor(options.json ? 'json' : options.format, options.out, process.stdout.isTTY);
      await withStore(command, async ({ store, dataDir }) => {
        const { batch } = options;
        if (batch !== undefined) {
          if (query !== undefined) throw new GraphZoomError('usage', 'A query and --batch were given.', { hint: 'Give one of the two.' });
          const { runBatch } = await import('../query/batch.ts');
          return runBatch(store, batch, asked);
        }
        if (query === undefined && process.stdin.isTTY && process.stdout.isTTY) {
          const { runPrompt } = await import('../query/prompt.ts');
          return runPrompt(store, dataDir, asked);
        }
        const text = query === undefined || query === '-' ? await readAll(process.stdin) : query;
        const { answerQuery } = await import('../query/answer.ts');
        await answerQuery(store, text, asked, { format, explain: options.explain ?? false, out: options.out });
      });
    });
}

function takeTime(text: string): number {
  const time = /^-?\d{5,}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(time)) throw new GraphZoomError('usage', `--now ${text} is no time.`, { hint: 'Write a date such as 2026-01-31T10:00:00Z, or epoch milliseconds.' });
  return time;
}
