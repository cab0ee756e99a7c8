import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parse } from '../j1ql/parse/parse.ts';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Records } from '../store/store.ts';
import { withPlaceholders } from './language/placeholders.ts';
import { QUESTIONS } from './questions/index.ts';

const QUESTIONS_OF_ACCOUNT = 'question';
const MOST = 2_000;

const text = (most: number) => z.string().max(most);
const schema = z.strictObject({
  title: text(255).trim().min(1),
  name: text(255).optional(),
  description: text(20_000).default(''),
  tags: z.array(text(100)).max(100).default([]),
  queries: z
    .array(
      z.strictObject({
        name: text(255).optional(),
        query: text(100_000).min(1),
        version: text(20).optional(),
        resultsAre: z.enum(['GOOD', 'BAD', 'INFORMATIVE', 'UNKNOWN']).default('INFORMATIVE'),
        includeDeleted: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(50),
  variables: z
    .array(z.looseObject({ name: text(255) }))
    .max(100)
    .default([]),
  compliance: z
    .array(z.looseObject({ standard: text(255) }))
    .max(200)
    .default([]),
  showTrend: z.boolean().default(false),
  pollingInterval: text(50).optional(),
});

/** What somebody writes of a question. */
export type QuestionInput = z.input<typeof schema>;
export interface AccountQuestionQuery {
  readonly name?: string | undefined;
  readonly query: string;
  readonly version?: string | undefined;
  readonly resultsAre: 'GOOD' | 'BAD' | 'INFORMATIVE' | 'UNKNOWN';
  readonly includeDeleted?: boolean | undefined;
}

/** A question of the account, or one that ships (`managed`), which nobody changes. */
export interface AccountQuestion {
  readonly title: string;
  readonly name?: string | undefined;
  readonly description: string;
  readonly tags: string[];
  readonly queries: AccountQuestionQuery[];
  readonly variables: ({ name: string } & Record<string, unknown>)[];
  readonly compliance: ({ standard: string } & Record<string, unknown>)[];
  readonly showTrend: boolean;
  readonly pollingInterval?: string | undefined;
  readonly id: string;
  readonly managed: boolean;
  readonly updatedOn: number;
}

export interface AccountQuestions {
  /** Those of the account by title, then those that ship. */
  list(): Promise<AccountQuestion[]>;
  /** By id, name or title; undefined where there is none. */
  find(idOrName: string): Promise<AccountQuestion | undefined>;
  /** Fails with `file-invalid` where it is none, `rule-conflict` where another has its name or title. */
  create(input: QuestionInput): Promise<AccountQuestion>;
  update(id: string, changes: Partial<QuestionInput>): Promise<AccountQuestion>;
  remove(id: string): Promise<AccountQuestion>;
}

const SHIPPED: readonly AccountQuestion[] = QUESTIONS.map(({ id, title, description, tags, queries }) => ({
  id,
  name: id,
  title,
  description,
  tags: [...tags],
  queries: queries.map((query, index) => ({ ...query, name: query.name ?? `query${index}` })),
  variables: [],
  compliance: [],
  showTrend: false,
  managed: true,
  updatedOn: 0,
}));

/** Questions that people of the account keep, by title. */
export const listAccountQuestions = async (records: Records): Promise<AccountQuestion[]> =>
  (await records.list<AccountQuestion>(QUESTIONS_OF_ACCOUNT, { limit: MOST })).map(({ value }) => value).sort((a, b) => a.title.localeCompare(b.title));

/** Questions that people of the account keep, beside those that ship. */
export function createAccountQuestions({ records, clock }: { records: Records; clock: Clock }): AccountQuestions {
  const own = () => listAccountQuestions(records);
  const list = async () => [...(await own()), ...SHIPPED];
  const mine = async (id: string): Promise<AccountQuestion> => {
    const found = (await list()).find((question) => question.id === id);
    if (found === undefined) throw new GraphZoomError('not-found', `There is no question ${JSON.stringify(id)}.`, { hint: 'The list of questions shows their ids.' });
    if (found.managed) throw new GraphZoomError('usage', `"${found.title}" ships with graph-zoom and cannot be changed.`, { hint: 'Make one of your own with the same queries.' });
    return found;
  };
  const keep = async (id: string, input: unknown): Promise<AccountQuestion> => {
    const question = check(input);
    const other = (await list()).find((one) => one.id !== id && (one.title === question.title || (question.name !== undefined && one.name === question.name)));
    if (other) throw new GraphZoomError('rule-conflict', `There is a question "${other.title}" already.`, { hint: 'Choose another title and name.' });
    const kept: AccountQuestion = { ...question, id, managed: false, updatedOn: clock.now() };
    await records.write([{ collection: QUESTIONS_OF_ACCOUNT, id, on: kept.updatedOn, value: kept }]);
    return kept;
  };
  return {
    list,
    find: async (idOrName) => {
      const all = await list();
      return all.find(({ id }) => id === idOrName) ?? all.find(({ name }) => name === idOrName) ?? all.find(({ title }) => title === idOrName);
    },
    async create(input) {
      if ((await own()).length >= MOST) throw new GraphZoomError('usage', `There are ${MOST} questions; there may be no more.`, { hint: 'Remove some.' });
      return keep(randomUUID(), input);
    },
    async update(id, changes) {
      const { id: _id, managed: _managed, updatedOn: _on, ...before } = await mine(id);
      return keep(id, { ...before, ...changes });
    },
    async remove(id) {
      const question = await mine(id);
      await records.write([{ collection: QUESTIONS_OF_ACCOUNT, id, value: undefined }]);
      return question;
    },
  };
}

function check(input: unknown): z.output<typeof schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new GraphZoomError('file-invalid', `The question cannot be kept: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`, { hint: 'A question has a title and queries.' });
  }
  for (const { query } of parsed.data.queries) parse(withPlaceholders(query));
  return parsed.data;
}
