import { answerQuestion, countRows, type QueryAnswer } from '../../rules/answer-question.ts';
import type { Question } from '../../rules/questions/define.ts';
import type { Store } from '../../store/store.ts';
import { note, print } from '../output.ts';
import { renderAnswers } from '../render/questions.ts';
import { markdownAnswers } from '../render/questions-markdown.ts';
import { writePieces } from '../write-pieces.ts';
import { type QuestionFormat, rowsFor } from './formats.ts';
import { Tally } from './tally.ts';

/** Asks one question and prints its rows: of JSON all of them. */
export async function runOne(store: Store, question: Question, { format, limit, out, now }: { format: QuestionFormat; limit: number | undefined; out: string | undefined; now: number }): Promise<Tally> {
  const rows = rowsFor(format, limit);
  const answers = await answerQuestion(store, question, now, format === 'json' ? undefined : rows);
  const tally = new Tally();
  tally.add({ question, counts: countRows(answers), accepted: 0, lacking: [] });
  if (format === 'table') print(renderAnswers(question, answers, rows));
  else await writePieces([textOf(question, answers, format, rows)], out);
  if (out !== undefined) note(`Wrote ${out}. ${tally.says()}`);
  return tally;
}

function textOf(question: Question, answers: readonly QueryAnswer[], format: QuestionFormat, rows: number): string {
  const { id, title, description, tags } = question;
  return format === 'json' ? `${JSON.stringify({ id, title, description, tags, answers })}\n` : markdownAnswers(question, answers, rows);
}
