import { z } from 'zod';
import { answerQuestion, countRows } from '../../rules/answer-question.ts';
import { findQuestion } from '../../rules/find-questions.ts';
import { withValues } from '../../rules/own-questions.ts';
import { QUESTIONS } from '../../rules/questions/index.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { row, rowsOf } from '../rows.ts';
import { defineTool, variables } from '../tool.ts';

const MOST = 500;
const USUAL = 20;

export const askQuestion = defineTool({
  name: 'ask_question',
  title: 'Ask a ready question',
  description:
    'Asks one of list_questions. `counts` has the rows of the good, bad, unknown and informative answers: unknown is what Zoom did not tell, which is neither good nor bad. Each answer has its J1QL, which `query` takes for more rows or other columns, with its `variables`.',
  input: {
    id: z.string().max(200).describe('id or name of a question'),
    variables: variables.optional().describe('values of ${name} in its queries, where it has some without one'),
    limit: z.number().int().min(1).max(MOST).default(USUAL).describe('rows of each answer'),
  },
  output: {
    id: z.string(),
    title: z.string(),
    description: z.string(),
    counts: z.object({ good: z.number().optional(), bad: z.number().optional(), unknown: z.number().optional(), informative: z.number().optional() }),
    answers: z.array(
      z.object({
        name: z.string().optional(),
        resultsAre: z.string(),
        count: z.number(),
        columns: z.array(z.string()),
        rows: z.array(row),
        cut: z.boolean(),
        query: z.string(),
        variables: z.record(z.string(), z.unknown()).optional(),
        includeDeleted: z.boolean().optional(),
      }),
    ),
  },
  async run({ id, variables: given = {}, limit }, { graph: { store, ownQuestions }, now }) {
    const shipped = QUESTIONS.find((one) => one.id === id);
    const question = withValues(shipped ?? findQuestion([...(await ownQuestions()), ...QUESTIONS], id), given);
    const answers = await answerQuestion(store, question, now, limit);
    return {
      id: question.id,
      title: question.title,
      description: question.description,
      counts: countRows(answers),
      answers: answers.map(({ name, resultsAre, count, columns, rows, query, includeDeleted, variables: values }) => {
        const shown = fitting(rowsOf({ type: 'table', columns, data: [...rows] }).rows, LIST_BYTES / answers.length);
        return {
          ...(name === undefined ? {} : { name }),
          resultsAre,
          count,
          columns: [...columns],
          rows: shown,
          cut: shown.length < count,
          query,
          ...(values && Object.keys(values).length > 0 ? { variables: values } : {}),
          ...(includeDeleted ? { includeDeleted } : {}),
        };
      }),
    };
  },
});
