import type { Question } from '../../src/rules/questions/define.ts';
import type { AskedQuestion } from '../../src/rules/report/ask-for-report.ts';
import type { Finding } from '../../src/rules/report/finding.ts';
import type { ReportRun } from '../../src/rules/report/report-run.ts';

/** A question about doors, with three answers. */
export const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  title: `Is ${id} open?`,
  description: 'An open door lets people in.',
  tags: ['doors', 'security'],
  queries: [
    { resultsAre: 'GOOD', query: 'FIND zoom_user AS u RETURN u.displayName AS Name' },
    { resultsAre: 'BAD', query: 'FIND zoom_user AS u RETURN u.displayName AS Name' },
    { resultsAre: 'UNKNOWN', query: 'FIND zoom_user AS u RETURN u.displayName AS Name' },
  ],
  ...more,
});

export const finding = (who: string, more: Partial<Finding> = {}): Finding => ({ who, facts: [], entity: { key: `zoom_user:${who}`, type: 'zoom_user' }, fingerprint: 'f'.repeat(32), ...more });

/** What a question was answered, as `askForReport` gives it. */
export const asked = (of: Question, more: Partial<AskedQuestion> = {}): AskedQuestion => ({ question: of, counts: { good: 1, bad: 0, unknown: 0 }, findings: [], accepted: 0, lacking: [], durationMs: 12, ...more });

export const RUN: ReportRun = { version: '1.2.3', instance: 'larch', startedOn: Date.UTC(2026, 10, 25, 12), endedOn: () => Date.UTC(2026, 10, 25, 12, 1), rows: 2 };

export async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield item;
}

/** All pieces as one text. */
export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  return texts.join('');
}
