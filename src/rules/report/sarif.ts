import { plainText } from '../../lib/plain-text.ts';
import type { Question } from '../questions/define.ts';
import type { AskedQuestion } from './ask-for-report.ts';
import type { ReportRun } from './report-run.ts';
import { sarifResult } from './sarif-result.ts';
import { sarifRule } from './sarif-rule.ts';
import { levelOf, verdictOf } from './verdict.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Results of one run: GitHub refuses a file with more (docs: results exceed limit). */
const MOST_RESULTS = 25_000;
/** GitHub keeps so many of them, the severest. */
const MOST_SHOWN = 5_000;

interface Notification {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly associatedRule?: { readonly id: string; readonly index: number };
}

/** The order in which questions are to be asked for SARIF: where results are cut, the severest are there. */
export const severestFirst = (questions: readonly Question[]): Question[] => {
  const weight = { error: 0, warning: 1, note: 2 } as const;
  return questions.toSorted((a, b) => weight[levelOf(a)] - weight[levelOf(b)]);
};

/**
 * One SARIF 2.1.0 log, written as the questions are answered, so that memory holds one question's rows. BAD rows are results; what is
 * unknown, cut, accepted or failed is a notification, never a result: viewers would show it as an alert.
 */
export async function* sarifPieces(questions: readonly Question[], asked: AsyncIterable<AskedQuestion>, run: ReportRun): AsyncGenerator<string> {
  const rules = new Map(questions.map((question, index) => [question.id, index]));
  const driver = {
    name: 'graph-zoom',
    version: run.version,
    semanticVersion: run.version,
    ...(run.homepage === undefined ? {} : { informationUri: run.homepage }),
    rules: questions.map(sarifRule),
  };
  const head = { tool: { driver }, automationDetails: { id: `graph-zoom/${run.instance}/` }, columnKind: 'utf16CodeUnits' };
  yield `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[${JSON.stringify(head).slice(0, -1)},"results":[`;
  const notifications: Notification[] = [];
  let written = 0;
  let failed = false;
  for await (const one of asked) {
    const { question, findings } = one;
    const index = rules.get(question.id) ?? -1;
    const level = levelOf(question);
    const listed = findings.slice(0, MOST_RESULTS - written);
    for (const finding of listed) yield `${written++ === 0 ? '\n' : ',\n'}${JSON.stringify(sarifResult(question, index, level, finding))}`;
    notifications.push(...notesOf(one, listed.length).map((note) => ({ ...note, associatedRule: { id: question.id, index } })));
    failed ||= one.error !== undefined;
  }
  if (written > MOST_SHOWN)
    notifications.push(notification('many-results', 'warning', `There are ${written} results; GitHub code scanning keeps ${MOST_SHOWN}, the severest. --tag, --limit or a baseline make them fewer.`));
  const invocation = {
    executionSuccessful: !failed,
    startTimeUtc: new Date(run.startedOn).toISOString(),
    endTimeUtc: new Date(run.endedOn()).toISOString(),
    toolExecutionNotifications: notifications,
  };
  yield `\n],"invocations":[${JSON.stringify(invocation)}]}]}\n`;
}

const notification = (id: string, level: Notification['level'], text: string): Notification => ({ level, message: { text: plainText(text) }, descriptor: { id } });

/** What is to be said of a question besides its results. */
function notesOf(one: AskedQuestion, listed: number): Notification[] {
  const { question, counts, accepted, error } = one;
  const { bad = 0, unknown = 0 } = counts;
  const verdict = verdictOf(one);
  const notes: Notification[] = [];
  if (error) notes.push(notification('not-answered', 'error', `${question.title} ${error.message} ${error.hint}`));
  if (listed < bad) notes.push(notification('rows-left-out', 'warning', `${question.title} Listed are ${listed} of ${bad} bad rows. --limit N lists more, up to ${MOST_RESULTS} in all.`));
  if (accepted > 0) notes.push(notification('rows-accepted', 'note', `${question.title} Accepted by the baseline: ${accepted}.`));
  if (unknown > 0) notes.push(notification('rows-unknown', 'note', `${question.title} Not known, and so neither good nor bad: ${unknown}.`));
  if (verdict.kind === 'nothing') notes.push(notification('not-asked', 'note', `${question.title} ${verdict.says}`));
  return notes;
}
