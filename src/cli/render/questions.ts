import { isTime } from '../../lib/is-time.ts';
import type { Counts, QueryAnswer } from '../../rules/answer-question.ts';
import { handleOf } from '../../rules/find-questions.ts';
import type { Question, ResultsAre } from '../../rules/questions/define.ts';
import { colors } from '../output.ts';
import { text as cellText } from '../query/render.ts';
import { table } from './table.ts';
import { paragraph } from './text.ts';

const COLOURS: Readonly<Record<ResultsAre, (text: string) => string>> = { GOOD: colors.green, BAD: colors.red, UNKNOWN: colors.yellow, INFORMATIVE: colors.cyan };

/** Ids are to be copied: titles give way to them. The tags stand below, for `--tag`. */
export function renderQuestionList(questions: readonly Question[]): string {
  const tags = [...new Set(questions.flatMap((question) => question.tags))].sort();
  const list = table(
    ['id', 'title'],
    questions.map((question) => [handleOf(question), question.title]),
    { sentences: true },
  );
  return `${list}\n\n${paragraph(`Tags: ${tags.join(', ')}`)}`;
}

/** Title and description. */
const head = ({ title, description }: Question): string => `${colors.bold(title)}\n${paragraph(description)}`;
const heading = ({ resultsAre, name }: { resultsAre: ResultsAre; name?: string }, more = ''): string => `${COLOURS[resultsAre](resultsAre)}${name === undefined ? '' : ` ${name}`}${more}`;

/** The J1QL text of a question's queries. */
export const renderQuestionText = (question: Question): string =>
  [head(question), ...question.queries.map((query) => `${heading(query, query.includeDeleted ? ' (asked with --include-deleted)' : '')}\n${query.query}`)].join('\n\n');

/** What has to be looked at comes first. */
const FIRST: readonly ResultsAre[] = ['BAD', 'UNKNOWN', 'GOOD', 'INFORMATIVE'];

/** Answers in the order in which they are to be looked at. */
export const worstFirst = <T extends Pick<QueryAnswer, 'resultsAre'>>(answers: readonly T[]): T[] => answers.toSorted((a, b) => FIRST.indexOf(a.resultsAre) - FIRST.indexOf(b.resultsAre));

/** A question with its answers, of each at most `limit` rows. */
export const renderAnswers = (question: Question, answers: readonly QueryAnswer[], limit: number): string => [head(question), ...worstFirst(answers).map((answer) => renderAnswer(answer, limit))].join('\n\n');

function renderAnswer(answer: QueryAnswer, limit: number): string {
  const { columns, rows, count } = answer;
  const title = heading(answer, ` (${count})`);
  if (rows.length === 0) return title;
  const numbers = columns.flatMap((column, index) => (rows.every((row) => typeof row[column] === 'number' && !isTime(row[column])) ? [index] : []));
  const shown = table(
    columns,
    rows.slice(0, limit).map((row) => columns.map((column) => cellText(row[column], isTime(row[column])))),
    { right: numbers },
  );
  return `${title}\n${shown}${count > limit ? `\n... and ${count - Math.min(limit, rows.length)} more; --limit N shows more, --json all.` : ''}`;
}

/** One line a question: how many rows are good, bad, unknown, or only listed. */
export function renderCounts(asked: readonly AskedCounts[]): string {
  const { head, rows } = countsTable(asked);
  return table(head, rows, { right: head.map((_, index) => index).slice(1) });
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** A question in numbers; `accepted` where there is a baseline. */
export interface AskedCounts {
  readonly id: string;
  readonly title: string;
  readonly counts: Counts;
  readonly accepted?: number;
  /** By which an own question is called. */
  readonly name?: string;
  /** Why it could not be asked. */
  readonly error?: Told;
}

/** The numbers as cells, with a column for what is accepted where there is a baseline. */
export function countsTable(asked: readonly AskedCounts[]): { head: string[]; rows: string[][] } {
  const withBaseline = asked.some(({ accepted }) => accepted !== undefined);
  return {
    head: ['id', 'good', 'bad', ...(withBaseline ? ['accepted'] : []), 'unknown', 'listed'],
    rows: asked.map(({ id, name, counts: { good, bad, unknown, informative }, accepted }) => [
      handleOf({ id, ...(name === undefined ? {} : { name }) }),
      ...[good, bad, ...(withBaseline ? [accepted] : []), unknown, informative].map((count) => String(count ?? '')),
    ]),
  };
}
