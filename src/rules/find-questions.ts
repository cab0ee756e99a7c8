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

/** The question with this id; a wrong one is an error that suggests some. */
export function findQuestion(questions: readonly Question[], id: string): Question {
  const found = questions.find((question) => question.id === id);
  if (found) return found;
  const near = suggest(questions, id);
  throw new GraphZoomError('usage', `There is no question "${id}".`, { hint: near.length === 0 ? 'See all of them with `graph-zoom questions`.' : `Did you mean ${near.join(', ')}?` });
}

/** Ids that are spelled nearly so, else those in which most of the typed words occur. */
function suggest(questions: readonly Question[], id: string): string[] {
  const ids = questions.map((question) => question.id);
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
const textOf = ({ id, title, description }: Question): string => `${id} ${title} ${description}`.toLowerCase();
