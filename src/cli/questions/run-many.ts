import type { Question } from '../../rules/questions/define.ts';
import { type AskedQuestion, askForReport } from '../../rules/report/ask-for-report.ts';
import { junitPieces } from '../../rules/report/junit.ts';
import type { ReportRun } from '../../rules/report/report-run.ts';
import { sarifPieces, severestFirst } from '../../rules/report/sarif.ts';
import type { Store } from '../../store/store.ts';
import { HOMEPAGE, VERSION } from '../../version.ts';
import { note } from '../output.ts';
import { type AskedCounts, renderCounts } from '../render/questions.ts';
import { markdownCounts } from '../render/questions-markdown.ts';
import { writePieces } from '../write-pieces.ts';
import { isReport, type QuestionFormat, rowsFor } from './formats.ts';
import { Tally } from './tally.ts';

export interface Many {
  readonly format: QuestionFormat;
  readonly limit: number | undefined;
  readonly out: string | undefined;
  readonly now: number;
  readonly accepted: ReadonlyMap<string, ReadonlySet<string>> | undefined;
}

/** Asks several questions: as a report with the BAD rows, or in numbers, for the rows of all may be more than fits into memory. */
export async function runMany(store: Store, questions: readonly Question[], { format, limit, out, now, accepted }: Many): Promise<Tally> {
  const report = isReport(format);
  const options = { now, rows: report ? rowsFor(format, limit) : 0, catalog: await store.catalog(), clock: () => performance.now(), accepted };
  const ordered = format === 'sarif' ? severestFirst(questions) : questions;
  const tally = new Tally();
  const asked = tally.watch(askEach(store, ordered, options));
  if (report) {
    const run: ReportRun = { version: VERSION, homepage: HOMEPAGE, instance: await accountsOf(store), startedOn: now, endedOn: Date.now, rows: options.rows };
    await writePieces(format === 'sarif' ? sarifPieces(ordered, asked, run) : junitPieces(asked, run), out);
  } else await writePieces(countPieces(asked, format, accepted !== undefined), out);
  if (out !== undefined) note(`Wrote ${out}. ${tally.says()}`);
  return tally;
}

async function* askEach(store: Store, questions: readonly Question[], options: Parameters<typeof askForReport>[2]): AsyncGenerator<AskedQuestion> {
  for (const question of questions) yield await askForReport(store, question, options);
}

async function* countPieces(asked: AsyncIterable<AskedQuestion>, format: QuestionFormat, withBaseline: boolean): AsyncGenerator<string> {
  const counts: AskedCounts[] = [];
  for await (const { question, counts: of, accepted, error } of asked) {
    const { id, name, title } = question;
    if (error) note(`${title} ${error.message} ${error.hint}`);
    counts.push({
      id,
      ...(name === undefined ? {} : { name }),
      title,
      counts: of,
      ...(withBaseline && of.bad !== undefined ? { accepted } : {}),
      ...(error ? { error: { code: error.code, message: error.message, hint: error.hint } } : {}),
    });
  }
  yield format === 'json' ? `${JSON.stringify(counts)}\n` : format === 'markdown' ? markdownCounts(counts) : `${renderCounts(counts)}\n`;
}

/** The scopes of the accounts that are asked about: what tells the reports of two organisations apart. */
async function accountsOf(store: Store): Promise<string> {
  const scopes = new Set<string>();
  for await (const { _scope } of store.entities({ type: 'zoom_account' })) scopes.add(_scope);
  return [...scopes].sort().map(encodeURIComponent).join('+') || 'no-account';
}
