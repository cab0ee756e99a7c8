import { GraphZoomError } from '../lib/errors.ts';
import { nearest } from '../lib/nearest.ts';
import type { Question } from './questions/define.ts';

const SUGGESTED = 3;

/** Questions with all of these tags, in whose id, title or description every word of the text occurs. */
export function filterQuestions(questions: readonly Question[], { tags = [], text = '' }: { tags?: readonly string[] | undefined; text?: string | undefined }): Question[] {
  const known = [...new Set(questions.flatMap((question) => question.tags))].sort();
  const wrong = tags.find((tag) => !known.includes(tag));
  if (wrong !== undefined) throw new GraphZoomError('usage', `No question has the tag "${wrong}".`, { hint: `The tags are: ${known.join(', ')}.` });
  const words = wordsOf(text);
  return questions.filter((question) => tags.every((tag) => question.tags.includes(tag)) && words.every((word) => textOf(question).includes(word)));
}

/** What a person types to ask a question: its name where it has one, else its id. */
export const handleOf = ({ id, name }: Pick<Question, 'id' | 'name'>): string => name ?? id;

/** The question with this id, or name, or title; a wrong one is an error that suggests some. */
export function findQuestion(questions: readonly Question[], id: string): Question {
  const found = (['id', 'name', 'title'] as const).map((by) => questions.find((question) => question[by] === id)).find((one) => one !== undefined);
  if (found) return found;
  const near = suggest(questions, id);
  throw new GraphZoomError('usage', `There is no question "${id}".`, { hint: near.length === 0 ? 'See all of them with `graph-zoom questions`.' : `Did you mean ${near.join(', ')}?` });
}

/** Ids that are spelled nearly so, else those in which most of the typed words occur. */
function suggest(questions: readonly Question[], id: string): string[] {
  const ids = questions.map(handleOf);
  const near = nearest(id, ids);
  if (near.length > 0) return near;
  const words = wordsOf(id);
  return ids
    .map((candidate) => ({ candidate, shared: words.filter((word) => candidate.includes(word)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, SUGGESTED)
    .map(({ candidate }) => candidate);
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== '');
const textOf = ({ id, name = '', title, description }: Question): string => `${id} ${name} ${title} ${description}`.toLowerCase();
