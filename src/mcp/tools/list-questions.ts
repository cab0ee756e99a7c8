import { z } from 'zod';
import { filterQuestions } from '../../rules/find-questions.ts';
import { QUESTIONS } from '../../rules/questions/index.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { defineTool } from '../tool.ts';

/** Of more than so many, ids and titles will do. */
const DESCRIBED = 25;

export const listQuestions = defineTool({
  name: 'list_questions',
  title: 'Questions that ship',
  description:
    'Ready questions about access, administrators, settings, sign-in, sharing, licences, employees who have left, and changes; each with answers that tell good, bad and unknown apart. Prefer one of these to a query of your own: their queries have been checked. Ask one with ask_question.',
  input: {
    search: z.string().max(200).optional().describe('words that all occur in id, title or description'),
    tag: z.string().max(100).optional().describe('such as security, privacy, audit, administrators, meetings'),
  },
  output: {
    questions: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().optional(), tags: z.array(z.string()) })),
    total: z.number(),
    cut: z.boolean(),
  },
  async run({ search, tag }) {
    const found = filterQuestions(QUESTIONS, { ...(tag === undefined ? {} : { tags: [tag] }), text: search });
    const questions = fitting(
      found.map(({ id, title, description, tags }) => ({ id, title, ...(found.length > DESCRIBED ? {} : { description }), tags: [...tags] })),
      LIST_BYTES,
    );
    return { questions, total: found.length, cut: questions.length < found.length };
  },
});
