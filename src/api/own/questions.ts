import { z } from 'zod';
import { GraphZoomError } from '../../lib/errors.ts';
import type { AccountQuestion, QuestionInput } from '../../rules/account-questions.ts';
import { answerKept, countKept } from '../../rules/answer-question.ts';
import { asQuestion, valuesFor, withValues } from '../../rules/own-questions.ts';
import { auditedBy } from '../alerting/audited.ts';
import type { ApiContext } from '../context.ts';
import type { Answers } from './answers.ts';
import { callerOf } from './instances.ts';
import { createLately } from './lately.ts';
import type { OwnApp } from './register.ts';
import { given, idParams, variables } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
const administrator = { config: { needs: 'administrator' as const } };
/** Rows of each answer that are given; how many there are is counted. */
const ROWS = 100;

/** The shape only; what a question must have it says itself. */
const fields = {
  title: z.string().max(255),
  name: z.string().max(255).optional(),
  description: z.string().max(20_000).optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  queries: z
    .array(z.strictObject({ name: z.string().max(255).optional(), query: z.string().max(100_000), resultsAre: z.enum(['GOOD', 'BAD', 'INFORMATIVE', 'UNKNOWN']).optional(), includeDeleted: z.boolean().optional() }))
    .max(50),
};
const newQuestion = z.strictObject(fields);
const questionChanges = newQuestion.partial();

/** Questions that ship and those of the account, and what the graph says to them. */
export function questionRoutes(app: OwnApp, context: ApiContext): void {
  const {
    store,
    clock,
    questions,
    platform: { audit },
  } = context;
  const lately = createLately(context);
  const find = async (id: string): Promise<AccountQuestion> => {
    const question = await questions.find(id);
    if (!question) throw new GraphZoomError('not-found', `There is no question ${JSON.stringify(id)}.`, { hint: 'GET /api/questions lists them.' });
    return question;
  };
  /** Its queries with the values of stored parameters, and of those that were given. */
  const asked = async (question: AccountQuestion, more: z.infer<typeof variables> = {}) =>
    withValues(asQuestion(question, await valuesFor(store.records, [question])), more).queries.map((asked, index) => ({
      variables: {},
      ...asked,
      text: asked.query,
      query: question.queries[index]?.query ?? asked.query,
    }));

  app.get('/api/questions', { ...reader, schema: { summary: 'Questions of the account by title, then those that ship' } }, async (): Promise<Answers['GET /api/questions']> => {
    const items = await questions.list();
    return { items, parameters: { ...(await valuesFor(store.records, items)) } };
  });

  app.post(
    '/api/questions',
    { ...administrator, schema: { summary: 'Keeps a question; its queries are parsed', body: newQuestion } },
    (request): Promise<Answers['POST /api/questions']> => auditedBy(audit, callerOf(request))('question.create', request.body.title, () => questions.create(given(request.body) as QuestionInput)),
  );
  app.patch(
    '/api/questions/:id',
    { ...administrator, schema: { summary: 'Changes a question of the account', params: idParams, body: questionChanges } },
    async (request): Promise<Answers['PATCH /api/questions/:id']> => {
      const { title } = await find(request.params.id);
      return auditedBy(audit, callerOf(request))('question.update', title, () => questions.update(request.params.id, given(request.body) as Partial<QuestionInput>));
    },
  );
  app.delete('/api/questions/:id', { ...administrator, schema: { summary: 'Removes a question of the account', params: idParams } }, async (request): Promise<Answers['DELETE /api/questions/:id']> => {
    const { title } = await find(request.params.id);
    return auditedBy(audit, callerOf(request))('question.remove', title, () => questions.remove(request.params.id));
  });

  app.get('/api/questions/:id/counts', { ...reader, schema: { summary: 'How many rows a question has of each kind', params: idParams } }, async (request): Promise<Answers['GET /api/questions/:id/counts']> => {
    const question = await find(request.params.id);
    const queries = await asked(question);
    // A stored parameter may become another without any data.
    return lately(`counts of ${question.id} as of ${question.updatedOn} with ${JSON.stringify(queries.map(({ variables: values }) => values))}`, () => countKept(store, queries, clock.now()));
  });
  app.post(
    '/api/questions/:id/answer',
    { ...reader, schema: { summary: 'Asks a question: the first rows of each of its answers, and how many there are', params: idParams, body: z.strictObject({ variables: variables.optional() }).nullish() } },
    async (request): Promise<Answers['POST /api/questions/:id/answer']> => ({
      answers: await answerKept(store, await asked(await find(request.params.id), request.body?.variables), clock.now(), ROWS),
    }),
  );
}
