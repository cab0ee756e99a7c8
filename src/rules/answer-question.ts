import type { Variable } from '../j1ql/plan/context.ts';
import { ask, count } from '../store/ask.ts';
import type { Cell, QueryResult } from '../store/query-result.ts';
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

async function answerQuery(store: Asked, { query, includeDeleted, variables = {} }: QuestionQuery, now: number, most?: number) {
  const options = { now, variables, includeDeleted: includeDeleted === true };
  let columns: readonly string[] = [];
  const rows: Record<string, Cell>[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(store, query, { ...options, ...(most === undefined ? {} : { pageSize: most }), ...(cursor === undefined ? {} : { cursor }) });
    const shown = asRows(page);
    columns = page.type === 'table' ? shown.columns : OF_ENTITY.filter((name) => columns.includes(name) || shown.columns.includes(name));
    for (const row of shown.rows) rows.push(row);
    cursor = 'cursor' in page ? page.cursor : undefined;
  } while (cursor !== undefined && most === undefined);
  return { columns, rows: most === undefined ? rows : rows.slice(0, most), count: cursor === undefined ? rows.length : await count(store, query, options) };
}

/** How many rows a question has of each kind; a kind that it does not ask for is absent. */
export type Counts = Partial<Record<Lowercase<ResultsAre>, number>>;

/** Counts a question's rows without reading them. */
export const countQuestion = (store: Pick<Store, 'count'>, { queries }: Question, now: number): Promise<Counts> =>
  countKept(
    store,
    queries.map((query) => ({ variables: {}, ...query, text: query.query })),
    now,
  );

export function countRows(answers: readonly Pick<QueryAnswer, 'resultsAre' | 'count'>[]): Counts {
  const counts: Counts = {};
  for (const { resultsAre, count: rows } of answers) {
    const kind = resultsAre.toLowerCase() as Lowercase<ResultsAre>;
    counts[kind] = (counts[kind] ?? 0) + rows;
  }
  return counts;
}

/** A query of a question that somebody keeps: any shape of answer, with the values of its parameters. */
export interface KeptQuery {
  readonly name?: string | undefined;
  /** As it is kept, and as it is asked. */
  readonly query: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, Variable>>;
  readonly resultsAre: ResultsAre;
  readonly includeDeleted?: boolean | undefined;
}

/** What is shown of entities where a query returns them whole. */
const OF_ENTITY = ['displayName', '_type', 'email', 'status', '_key'];

/** The first rows of each query, whatever its shape, and how many there are. */
export async function answerKept(store: Asked, queries: readonly KeptQuery[], now: number, rows: number) {
  const answers = [];
  for (const { name, query, text, variables, resultsAre, includeDeleted } of queries) {
    const options = { now, variables, includeDeleted: includeDeleted === true };
    const page = await ask(store, text, { ...options, pageSize: rows });
    const shown = asRows(page);
    answers.push({
      ...(name === undefined ? {} : { name }),
      query,
      resultsAre,
      columns: shown.columns,
      rows: shown.rows.slice(0, rows),
      count: 'cursor' in page && page.cursor !== undefined ? await count(store, text, options) : shown.rows.length,
    });
  }
  return answers;
}

/** Counts the rows of each query without reading them. */
export async function countKept(store: Pick<Store, 'count'>, queries: readonly KeptQuery[], now: number): Promise<Counts> {
  const counted = [];
  for (const { text, variables, resultsAre, includeDeleted } of queries) counted.push({ resultsAre, count: await count(store, text, { now, variables, includeDeleted: includeDeleted === true }) });
  return countRows(counted);
}

/** An answer of any shape as a table. */
export function asRows(answer: QueryResult): { columns: readonly string[]; rows: Record<string, Cell>[] } {
  if (answer.type === 'table') return { columns: answer.columns, rows: answer.data };
  const vertices = answer.type === 'list' ? answer.data : answer.data.vertices;
  // JupiterOne's shape has the type in a list.
  const rows = vertices.map(({ entity, properties }) => ({ ...properties, ...entity, ...(Array.isArray(entity._type) ? { _type: entity._type[0] } : {}) }) as Record<string, Cell>);
  const columns = OF_ENTITY.filter((name) => rows.some((row) => row[name] !== undefined));
  return { columns, rows: rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))) };
}
