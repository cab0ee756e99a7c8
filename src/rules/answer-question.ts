import { ask, count } from '../store/ask.ts';
import type { Cell } from '../store/query-result.ts';
import type { Store } from '../store/store.ts';
import type { Question, QuestionQuery, ResultsAre } from './questions/define.ts';

/** One query of a question with what the graph says to it. */
export interface QueryAnswer extends QuestionQuery {
  readonly columns: readonly string[];
  /** The first rows, or all. */
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** How many rows there are. */
  readonly count: number;
}

type Asked = Pick<Store, 'query' | 'count'>;

/** Asks every query of a question. Without `rows` each to its end. */
export async function answerQuestion(store: Asked, question: Question, now: number, rows?: number): Promise<QueryAnswer[]> {
  const answers: QueryAnswer[] = [];
  for (const query of question.queries) answers.push({ ...query, ...(await answerQuery(store, query, now, rows)) });
  return answers;
}

async function answerQuery(store: Asked, { query, includeDeleted }: QuestionQuery, now: number, most?: number) {
  const options = { now, includeDeleted: includeDeleted === true };
  let columns: readonly string[] = [];
  const rows: Record<string, Cell>[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(store, query, { ...options, ...(most === undefined ? {} : { pageSize: most }), ...(cursor === undefined ? {} : { cursor }) });
    if (page.type !== 'table') throw new TypeError(`A shipped question must RETURN columns: ${query}`);
    columns = page.columns;
    for (const row of page.data) rows.push(row);
    cursor = page.cursor;
  } while (cursor !== undefined && most === undefined);
  return { columns, rows, count: cursor === undefined ? rows.length : await count(store, query, options) };
}

/** How many rows a question has of each kind; a kind that it does not ask for is absent. */
export type Counts = Partial<Record<Lowercase<ResultsAre>, number>>;

/** Counts a question's rows without reading them. */
export async function countQuestion(store: Pick<Store, 'count'>, question: Question, now: number): Promise<Counts> {
  const counted = [];
  for (const query of question.queries) counted.push({ ...query, count: await count(store, query.query, { now, includeDeleted: query.includeDeleted === true }) });
  return countRows(counted);
}

export function countRows(answers: readonly Pick<QueryAnswer, 'resultsAre' | 'count'>[]): Counts {
  const counts: Counts = {};
  for (const { resultsAre, count: rows } of answers) {
    const kind = resultsAre.toLowerCase() as Lowercase<ResultsAre>;
    counts[kind] = (counts[kind] ?? 0) + rows;
  }
  return counts;
}
