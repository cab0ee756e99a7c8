import { z } from 'zod';
import { filterQuestions } from '../../rules/find-questions.ts';
import { QUESTIONS } from '../../rules/questions/index.ts';
import { fitting, LIST_BYTES } from '../bounds.ts';
import { defineTool } from '../tool.ts';

/** Of more than so many, ids and titles will do. */
const DESCRIBED = 25;

export const listQuestions = defineTool({
  name: 'list_questions',
  title: 'Ready questions',
  description:
    'Ready questions about access, administrators, settings, sign-in, sharing, licences, employees who have left, and changes; each with answers that tell good, bad and unknown apart. Prefer one of these to a query of your own: the queries of those that ship have been checked, and `own` ones were written by people of this account. Ask one with ask_question.',
  input: {
    search: z.string().max(200).optional().describe('words that all occur in id, title or description'),
    tag: z.string().max(100).optional().describe('such as security, privacy, audit, administrators, meetings'),
  },
  output: {
    questions: z.array(
      z.object({ id: z.string(), name: z.string().optional(), title: z.string(), description: z.string().optional(), own: z.literal(true).optional().describe('the account keeps it'), tags: z.array(z.string()) }),
    ),
    total: z.number(),
    cut: z.boolean(),
  },
  async run({ search, tag }, { graph }) {
    const found = filterQuestions([...(await graph.ownQuestions()), ...QUESTIONS], { ...(tag === undefined ? {} : { tags: [tag] }), text: search });
    const questions = fitting(
      found.map(({ id, name, title, description, own, tags }) => ({ id, ...(name === undefined ? {} : { name }), title, ...(found.length > DESCRIBED ? {} : { description }), ...(own ? { own } : {}), tags: [...tags] })),
      LIST_BYTES,
    );
    return { questions, total: found.length, cut: questions.length < found.length };
  },
});
