import { nearest } from '../../../../lib/nearest.ts';
import { ZOOM } from '../../../../platform/definition-zoom.ts';
import type { AccountQuestion, QuestionInput } from '../../../../rules/account-questions.ts';
import { withPlaceholders } from '../../../../rules/language/placeholders.ts';
import { storedVariables } from '../../../../rules/parameters.ts';
import { count } from '../../../../store/ask.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Asking, Domain } from '../../domain.ts';
import { pageOf } from '../../page.ts';
import { sdl } from './schema.graphql.ts';

interface Listing {
  readonly type?: 'ACCOUNT_ONLY' | 'MANAGED_ONLY' | 'ACCOUNT_AND_MANAGED' | null;
  readonly searchQuery?: string | null;
  readonly integrationDefinitionId?: string | null;
  readonly complianceStandard?: string | null;
  readonly complianceStandardRequirement?: string | null;
  readonly tags?: string[] | null;
  readonly mustTags?: string[] | null;
  readonly shouldTags?: string[] | null;
  readonly limit?: number;
  readonly cursor?: string;
}

const shown = (question: AccountQuestion, account: string) => ({
  ...question,
  sourceId: question.managed ? 'managed:graph-zoom' : null,
  accountId: question.managed ? null : account,
  integrationDefinitionId: question.managed ? ZOOM.id : null,
  defaultAnswerTemplate: null,
  lastUpdatedTimestamp: question.updatedOn,
});

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);
const textOf = ({ id, title, description, tags }: AccountQuestion): string => `${id} ${title} ${description} ${tags.join(' ')}`.toLowerCase();
const every = (wanted: readonly string[] | null | undefined, tags: readonly string[]) => (wanted ?? []).every((tag) => tags.includes(tag));

function fits(question: AccountQuestion, by: Listing): boolean {
  const { managed, tags, compliance } = question;
  if (by.type === 'ACCOUNT_ONLY' ? managed : by.type === 'MANAGED_ONLY' && !managed) return false;
  if (by.integrationDefinitionId && !(managed && by.integrationDefinitionId === ZOOM.id)) return false;
  if (!every(by.tags, tags) || !every(by.mustTags, tags)) return false;
  if (by.shouldTags && by.shouldTags.length > 0 && !by.shouldTags.some((tag) => tags.includes(tag))) return false;
  if (
    by.complianceStandard &&
    !compliance.some(({ standard, requirements }) => standard === by.complianceStandard && (!by.complianceStandardRequirement || (Array.isArray(requirements) && requirements.includes(by.complianceStandardRequirement))))
  )
    return false;
  return wordsOf(by.searchQuery ?? '').every((word) => textOf(question).includes(word));
}

async function must({ api }: Asking, id: string): Promise<AccountQuestion> {
  const found = await api.questions.find(id);
  if (!found) throw codedError('NOT_FOUND', `Question does not exist: ${id}`);
  return found;
}

/** Inputs have null for what is not given. */
const given = (input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map((one) => (typeof one === 'object' && one !== null ? given(one as Record<string, unknown>) : one)) : value]),
  );

export const questions: Domain = {
  name: 'questions',
  about: 'Questions that ship, and those of the account.',
  serviceName: 'questions',
  sdl,
  Query: {
    questions: {
      needs: 'reader',
      async resolve({ limit, cursor, ...by }: Listing, { api, account }) {
        const found = (await api.questions.list()).filter((question) => fits(question, by));
        const { items, pageInfo } = pageOf(found, { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) });
        return { questions: items.map((question) => shown(question, account)), totalHits: found.length, pageInfo };
      },
    },
    question: { needs: 'reader', resolve: async ({ id }: { id: string }, asking) => shown(await must(asking, id), asking.account) },
    questionsTags: { needs: 'reader', resolve: async (_args, { api }) => [...new Set((await api.questions.list()).flatMap(({ tags }) => tags))].sort() },
    questionsCategories: { needs: 'reader', resolve: () => [] },
    findSimilarQuestions: {
      needs: 'reader',
      async resolve({ query, limit }: { query: string; limit?: number | null }, { api, account }) {
        const all = await api.questions.list();
        const words = wordsOf(query);
        const shared = (question: AccountQuestion) => words.filter((word) => textOf(question).includes(word)).length;
        const titles = new Set(
          nearest(
            query,
            all.map(({ title }) => title),
          ),
        );
        const ranked = all.map((question) => ({ question, rank: shared(question) + (titles.has(question.title) ? words.length : 0) })).filter(({ rank }) => rank > 0);
        return ranked
          .sort((a, b) => b.rank - a.rank)
          .slice(0, Math.min(limit ?? 10, 50))
          .map(({ question }) => shown(question, account));
      },
    },
  },
  Mutation: {
    createQuestion: {
      needs: 'administrator',
      async resolve({ question }: { question: Record<string, unknown> }, asking) {
        const made = await asking.api.questions.create(given(question) as QuestionInput);
        await audit(asking, 'question.create', made.title);
        return shown(made, asking.account);
      },
    },
    updateQuestion: {
      needs: 'administrator',
      async resolve({ id, update }: { id: string; update: Record<string, unknown> }, asking) {
        const made = await asking.api.questions.update(id, given(update) as Partial<QuestionInput>);
        await audit(asking, 'question.update', made.title);
        return shown(made, asking.account);
      },
    },
    deleteQuestion: {
      needs: 'administrator',
      async resolve({ id }: { id: string }, asking) {
        const removed = await asking.api.questions.remove(id);
        await audit(asking, 'question.remove', removed.title);
        return shown(removed, asking.account);
      },
    },
    evaluateQuestion: {
      needs: 'reader',
      async resolve({ id }: { id: string }, asking) {
        const { api, inTurn, signal } = asking;
        const { queries } = await must(asking, id);
        const outputs: { name: string; value: number }[] = [];
        for (const [index, { name, query, includeDeleted }] of queries.entries()) {
          const text = withPlaceholders(query);
          const variables = await storedVariables(api.store.records, text);
          const total = await inTurn(() => count(api.store, text, { now: api.clock.now(), includeDeleted: includeDeleted === true, variables, signal }));
          outputs.push({ name: `queries.${name ?? `query${index}`}.total`, value: total });
        }
        return { answerText: outputs.map(({ name, value }) => `${name.split('.')[1]}: ${value}`).join(', '), outputs };
      },
    },
  },
};
