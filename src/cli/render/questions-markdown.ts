import type { QueryAnswer } from '../../rules/answer-question.ts';
import type { Question } from '../../rules/questions/define.ts';
import { cellText } from '../../rules/report/cell-text.ts';
import { markdownHead, markdownLine, markdownText } from '../query/markdown.ts';
import { type AskedCounts, countsTable, worstFirst } from './questions.ts';

/** A question with its answers, of each at most `limit` rows: for an issue, a wiki, the summary of a pipeline. */
export const markdownAnswers = ({ title, description }: Question, answers: readonly QueryAnswer[], limit: number): string =>
  [`## ${markdownText(title)}\n\n${markdownText(description)}\n`, ...worstFirst(answers).map((answer) => markdownAnswer(answer, limit))].join('\n');

function markdownAnswer({ resultsAre, name, columns, rows, count }: QueryAnswer, limit: number): string {
  const title = `### ${resultsAre}${name === undefined ? '' : ` ${markdownText(name)}`} (${count})\n`;
  if (rows.length === 0) return title;
  const lines = rows.slice(0, limit).map((row) => markdownLine(columns.map((column) => markdownText(cellText(row[column])))));
  return `${title}\n${markdownHead(columns)}${lines.join('')}${count > lines.length ? `\n... and ${count - lines.length} more.\n` : ''}`;
}

/** A line for each question: how many rows are good, bad, unknown, or only listed. */
export function markdownCounts(asked: readonly AskedCounts[]): string {
  const { head, rows } = countsTable(asked);
  return markdownHead(['question', ...head]) + rows.map((cells, index) => markdownLine([markdownText(asked[index]?.title ?? ''), ...cells.map(markdownText)])).join('');
}
