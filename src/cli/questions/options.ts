import type { Variable } from '../../j1ql/plan/context.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { isReport, type QuestionFormat, questionFormat } from './formats.ts';

/** Options of `questions`, as they are typed. */
export interface QuestionOptions {
  readonly tag?: readonly string[];
  readonly search?: string;
  readonly param?: Readonly<Record<string, Variable>>;
  readonly show?: boolean;
  readonly all?: boolean;
  readonly limit?: number;
  readonly format?: QuestionFormat;
  readonly out?: string;
  readonly failOn?: FailOn;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly json?: boolean;
}

/** What ends with exit code 3; `unknown` means: or bad. */
export const FAIL_ON = ['bad', 'unknown'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** What is to be done, and in which format. What does not go together is an error, before a store is opened. */
export function decide(id: string | undefined, options: QuestionOptions): { do: 'list' | 'one' | 'many'; format: QuestionFormat } {
  const { all, show, tag, search, json, out, failOn, baseline, writeBaseline } = options;
  if (id !== undefined && (all || tag || search !== undefined)) throw usage('Give either the id of one question, or --all, --tag and --search.');
  if (json && options.format !== undefined && options.format !== 'json') throw usage(`--json and --format ${options.format} were given.`, 'Give one of the two.');
  const format = questionFormat(json ? 'json' : options.format, out);
  if (show || (id === undefined && !all)) {
    for (const [option, given] of Object.entries({ '--fail-on': failOn, '--out': out, '--baseline': baseline, '--write-baseline': writeBaseline }))
      if (given !== undefined) throw usage(`${option} needs a question that is asked.`, 'Give the id of one, or --all.');
    if (format !== 'table' && format !== 'json') throw usage(`--format ${format} is for answers.`, 'Give the id of a question, or --all.');
    return { do: 'list', format };
  }
  if (all || isReport(format)) return { do: 'many', format };
  if (baseline !== undefined) throw usage('--baseline is for reports and numbers.', 'Give --all, or --format sarif or junit.');
  return { do: 'one', format };
}

const usage = (message: string, hint?: string): GraphZoomError => new GraphZoomError('usage', message, hint === undefined ? {} : { hint });
