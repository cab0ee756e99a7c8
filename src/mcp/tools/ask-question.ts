import { z } from 'zod';
import { answerQuestion, countRows } from '../../rules/answer-question.ts';
import { findQuestion } from '../../rules/find-questions.ts';
import { QUESTIONS } from '../../rules/questions/index.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { row, rowsOf } from '../rows.ts';
import { defineTool } from '../tool.ts';

const MOST = 500;
const USUAL = 20;

export const askQuestion = defineTool({
  name: 'ask_question',
  title: 'Ask a question that ships',
  description:
    'Asks one of list_questions. `counts` has the rows of the good, bad, unknown and informative answers: unknown is what Zoom did not tell, which is neither good nor bad. Each answer has its J1QL, which `query` takes for more rows or other columns.',
  input: { id: z.string().max(200).describe('id of a question'), limit: z.number().int().min(1).max(MOST).default(USUAL).describe('rows of each answer') },
  output: {
    id: z.string(),
    title: z.string(),
    description: z.string(),
    counts: z.object({ good: z.number().optional(), bad: z.number().optional(), unknown: z.number().optional(), informative: z.number().optional() }),
    answers: z.array(
      z.object({ name: z.string().optional(), resultsAre: z.string(), count: z.number(), columns: z.array(z.string()), rows: z.array(row), cut: z.boolean(), query: z.string(), includeDeleted: z.boolean().optional() }),
    ),
  },
  async run({ id, limit }, { graph: { store }, now }) {
    const question = findQuestion(QUESTIONS, id);
    const answers = await answerQuestion(store, question, now, limit);
    return {
      id,
      title: question.title,
      description: question.description,
      counts: countRows(answers),
      answers: answers.map(({ name, resultsAre, count, columns, rows, query, includeDeleted }) => {
        const shown = fitting(rowsOf({ type: 'table', columns, data: [...rows] }).rows, LIST_BYTES / answers.length);
        return { ...(name === undefined ? {} : { name }), resultsAre, count, columns: [...columns], rows: shown, cut: shown.length < count, query, ...(includeDeleted ? { includeDeleted } : {}) };
      }),
    };
  },
});
