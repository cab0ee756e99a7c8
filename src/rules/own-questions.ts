import type { Variable } from '../j1ql/plan/context.ts';
import type { Records } from '../store/store.ts';
import { type AccountQuestion, listAccountQuestions } from './account-questions.ts';
import { withPlaceholders } from './language/placeholders.ts';
import { storedVariables } from './parameters.ts';
import type { Question } from './questions/define.ts';

type Values = Readonly<Record<string, Variable>>;

/** Questions that people of the account keep, as those that ship are asked. */
export async function ownQuestions(records: Records): Promise<Question[]> {
  const kept = await listAccountQuestions(records);
  const values = await valuesFor(records, kept);
  return kept.map((question) => asQuestion(question, values));
}

/** Values of the stored parameters, where one of the questions names some. */
export const valuesFor = (records: Records, questions: readonly AccountQuestion[]): Promise<Values> =>
  storedVariables(records, questions.flatMap(({ queries }) => queries.map(({ query }) => withPlaceholders(query))).join('\n'));

/** One of them, with the values of stored parameters, or else those that it says itself. */
export function asQuestion({ id, name, title, description, tags, queries, variables }: AccountQuestion, values: Values): Question {
  const usual = Object.fromEntries(variables.flatMap((variable) => (isValue(variable.default) ? [[variable.name, variable.default] as const] : [])));
  const known: Values = { ...usual, ...values };
  return {
    id,
    ...(name === undefined ? {} : { name }),
    title,
    description,
    tags,
    own: true,
    queries: queries.map((query) => {
      const text = withPlaceholders(query.query);
      const used = namesIn(text).flatMap((one) => (known[one] === undefined ? [] : [[one, known[one]] as const]));
      return {
        ...(query.name === undefined ? {} : { name: query.name }),
        query: text,
        resultsAre: query.resultsAre,
        ...(query.includeDeleted ? { includeDeleted: true } : {}),
        ...(used.length === 0 ? {} : { variables: Object.fromEntries(used) }),
      };
    }),
  };
}

/** The question with other values of its parameters. */
export const withValues = (question: Question, values: Values): Question => ({ ...question, queries: question.queries.map((query) => ({ ...query, variables: { ...query.variables, ...values } })) });

const namesIn = (text: string): string[] => [...text.matchAll(/\$\{\s*([\w.]+)\s*\}/g)].map(([, name]) => name as string);

function isValue(value: unknown): value is Variable {
  return ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((one) => !Array.isArray(one) && isValue(one)));
}
