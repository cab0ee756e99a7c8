import { ask } from '../store/ask.ts';
import type { Cell } from '../store/query-result.ts';
import type { Store } from '../store/store.ts';
import type { Question, QuestionQuery, ResultsAre } from './questions/define.ts';

/** One query of a question with what the graph says to it. */
export interface QueryAnswer extends QuestionQuery {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** Asks every query of a question, each to its end. */
export async function answerQuestion(store: Pick<Store, 'query'>, question: Question, now: number): Promise<QueryAnswer[]> {
  const answers: QueryAnswer[] = [];
  for (const query of question.queries) answers.push({ ...query, ...(await answerQuery(store, query, now)) });
  return answers;
}

async function answerQuery(store: Pick<Store, 'query'>, { query, includeDeleted }: QuestionQuery, now: number) {
  let columns: readonly string[] = [];
  const rows: Record<string, Cell>[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(store, query, { now, includeDeleted: includeDeleted === true, ...(cursor === undefined ? {} : { cursor }) });
    if (page.type !== 'table') throw new TypeError(`A shipped question must RETURN columns: ${query}`);
    columns = page.columns;
    for (const row of page.data) rows.push(row);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { columns, rows };
}

/** How many rows a question has of each kind; a kind that it does not ask for is absent. */
export type Counts = Partial<Record<Lowercase<ResultsAre>, number>>;

export function countRows(answers: readonly QueryAnswer[]): Counts {
  const counts: Counts = {};
  for (const { resultsAre, rows } of answers) {
    const kind = resultsAre.toLowerCase() as Lowercase<ResultsAre>;
    counts[kind] = (counts[kind] ?? 0) + rows.length;
  }
  return counts;
}
