import type { Variable } from '../../j1ql/plan/context.ts';

/**
 * What the rows of an answer are. A good and a bad query speak only of what Zoom told; what it did not tell is the answer of
 * an UNKNOWN query (`= undefined`) and never counts as bad.
 */
export type ResultsAre = 'GOOD' | 'BAD' | 'INFORMATIVE' | 'UNKNOWN';

export interface QuestionQuery {
  /** Says what this answer lists, where the question has several answers of one kind. */
  readonly name?: string;
  /** J1QL. */
  readonly query: string;
  readonly resultsAre: ResultsAre;
  /** Must be asked with `includeDeleted`: J1QL has no syntax for it. */
  readonly includeDeleted?: true;
  /** Values of `${name}` in the query; of one that ships none. */
  readonly variables?: Readonly<Record<string, Variable>>;
}

/** A question that can be asked: one that ships with the product, or one that people of the account keep. */
export interface Question {
  /** Stable; kebab-case where it ships: people and alert rules refer to it. */
  readonly id: string;
  /** By which an own question is found as well. */
  readonly name?: string;
  /** The account keeps it. */
  readonly own?: true;
  readonly title: string;
  /** One or two sentences: what it tells and why it matters. */
  readonly description: string;
  /** First the topic (the name of the file it is in), then what it is good for: security, privacy, audit, cost. */
  readonly tags: readonly string[];
  readonly queries: readonly QuestionQuery[];
}

/** Filters of one thing's three answers, each as J1QL after WITH. */
export interface ThreeAnswers {
  readonly good: string;
  readonly bad: string;
  /** Where Zoom did not tell, for want of a scope or because an answer could not be read. */
  readonly unknown: string;
}

/** Columns that say who the user `u` is. */
export const WHO = 'u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.dept AS Department, u.lastLoginTime AS "Last sign-in"';

const BY_NAME = 'ORDER BY u.displayName';
const listed = (columns: readonly string[]): string => columns.map((column) => `, ${column}`).join('');
/** A filter as one term beside AND. */
const term = (filter: string): string => (/\bOR\b/.test(filter.replace(/\([^()]*\)/g, '')) ? `(${filter})` : filter);

/** Users for whom `filter` holds, as a table; `columns` are J1QL such as `u.license AS Licence`. */
export const users = (filter: string, ...columns: string[]): string => `FIND zoom_user WITH ${filter} AS u RETURN ${WHO}${listed(columns)} ${BY_NAME}`;

/** Users who hold a role for which `filter` holds (empty: any), with the role's name; `columns` may speak of `u` and `r`. */
export const holders = (filter: string, ...columns: string[]): string =>
  `FIND zoom_user AS u THAT ASSIGNED >> zoom_role${filter === '' ? '' : ` WITH ${filter}`} AS r RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS Role, u.status AS Status, u.lastLoginTime AS "Last sign-in"${listed(columns)} ${BY_NAME}`;

/** Three answers about active users: whoever is deactivated or only invited cannot hold a meeting. The good ones are many, so they are listed briefly and unsorted. */
export const activeUsers = ({ good, bad, unknown }: ThreeAnswers, ...columns: string[]): QuestionQuery[] => [
  { resultsAre: 'GOOD', query: `FIND zoom_user WITH active = true AND ${term(good)} AS u RETURN u.displayName AS Name, u.email AS "E-mail"${listed(columns)}` },
  { resultsAre: 'BAD', query: users(`active = true AND ${term(bad)}`, ...columns) },
  { resultsAre: 'UNKNOWN', query: users(`active = true AND ${term(unknown)}`) },
];

/** Three answers about a switch of the active users that should be on. */
export const shouldBeOn = (property: string, ...columns: string[]): QuestionQuery[] => activeUsers({ good: `${property} = true`, bad: `${property} = false`, unknown: `${property} = undefined` }, ...columns);

/** Three answers about a switch of the active users that should be off. */
export const shouldBeOff = (property: string, ...columns: string[]): QuestionQuery[] => activeUsers({ good: `${property} = false`, bad: `${property} = true`, unknown: `${property} = undefined` }, ...columns);

/** Three answers about the account's own settings. */
export const accounts = ({ good, bad, unknown }: ThreeAnswers, ...columns: string[]): QuestionQuery[] => {
  const query = (filter: string, show: readonly string[]) => `FIND zoom_account WITH ${filter} AS a RETURN a.displayName AS Account${listed(show)}`;
  return [
    { resultsAre: 'GOOD', query: query(good, columns) },
    { resultsAre: 'BAD', query: query(bad, columns) },
    { resultsAre: 'UNKNOWN', query: query(unknown, []) },
  ];
};
