import type { Tool } from '../tool.ts';
import { askQuestion } from './ask-question.ts';
import { changes } from './changes.ts';
import { getEntity } from './get-entity.ts';
import { listQuestions } from './list-questions.ts';
import { query } from './query.ts';
import { schema } from './schema.ts';
import { status } from './status.ts';

/** Every tool, in the order in which assistants see them. All of them read; none writes. */
export const TOOLS: readonly Tool[] = [schema, query, listQuestions, askQuestion, changes, getEntity, status];
