import type { Answers } from '../../api/own/answers.ts';
import type { Question } from '../../rules/questions/define.ts';
import type { Session } from '../with-store.ts';

/** Questions that people of the account keep, wherever the store is. */
export async function ownQuestionsOf({ server, store }: Pick<Session, 'server' | 'store'>): Promise<Question[]> {
  const { asQuestion, ownQuestions } = await import('../../rules/own-questions.ts');
  if (server === undefined) return ownQuestions(store.records);
  const { items, parameters } = await server.call<Answers['GET /api/questions']>('/api/questions', { repeatable: true });
  return items.filter(({ managed }) => !managed).map((question) => asQuestion(question, parameters));
}
