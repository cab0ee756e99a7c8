import type { GraphCatalog } from '../../j1ql/sql/catalog.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Store } from '../../store/store.ts';
import { type Counts, countQuestion } from '../answer-question.ts';
import type { Question } from '../questions/define.ts';
import { badRows } from './bad-rows.ts';
import { type Finding, findingOf } from './finding.ts';
import { lackingFor } from './lacking.ts';

/** A question that was asked for a report. */
export interface AskedQuestion {
  readonly question: Question;
  /** Without what is accepted. */
  readonly counts: Counts;
  /** The first BAD rows that are not accepted. */
  readonly findings: readonly Finding[];
  /** BAD rows that the baseline accepts. */
  readonly accepted: number;
  /** What the graph has none of, and the question speaks of. */
  readonly lacking: readonly string[];
  readonly durationMs: number;
  /** Why it could not be asked; then the rest is empty. */
  readonly error?: GraphZoomError;
}

export interface ReportOptions {
  /** What `date.now` stands for. */
  readonly now: number;
  /** BAD rows that are listed, of each question. */
  readonly rows: number;
  readonly catalog: GraphCatalog;
  /** Milliseconds, for how long a question took. */
  readonly clock: () => number;
  /** Fingerprints that are accepted, by question. Absent: there is no baseline. */
  readonly accepted?: ReadonlyMap<string, ReadonlySet<string>> | undefined;
}

type Asked = Pick<Store, 'query' | 'count'>;

/** Errors that are of one query; with any other the next question would fare no better. */
const OF_ONE_QUERY: ReadonlySet<string> = new Set(['query-invalid', 'query-slow']);

/** Asks a question for a report. One that takes too long is part of the answer, so that the others are still asked. */
export async function askForReport(store: Asked, question: Question, options: ReportOptions): Promise<AskedQuestion> {
  const began = options.clock();
  const lasted = () => ({ durationMs: options.clock() - began });
  const bad = question.queries.filter(({ resultsAre }) => resultsAre === 'BAD');
  const lacks = bad.map(({ query }) => lackingFor(query, options.catalog));
  const lacking = lacks.every((names) => names.length > 0) ? [...new Set(lacks.flat())] : [];
  try {
    return { question, ...(await answer(store, question, options)), lacking, ...lasted() };
  } catch (error) {
    if (!(error instanceof GraphZoomError && OF_ONE_QUERY.has(error.code))) throw error;
    return { question, counts: {}, findings: [], accepted: 0, lacking, error, ...lasted() };
  }
}

async function answer(store: Asked, question: Question, { now, rows, accepted }: ReportOptions) {
  const counts = await countQuestion(store, question, now);
  const findings: Finding[] = [];
  if ((counts.bad ?? 0) === 0) return { counts, findings, accepted: 0 };
  const known = accepted === undefined ? undefined : (accepted.get(question.id) ?? new Set());
  if (!known?.size) {
    if (rows > 0) for await (const one of badRows(store, question, now, rows)) if (findings.push(findingOf(one)) === rows) break;
    return { counts, findings, accepted: 0 };
  }
  const all = { bad: 0, accepted: 0 };
  for await (const one of badRows(store, question, now)) {
    if (known.has(one.fingerprint)) all.accepted++;
    else if (++all.bad <= rows) findings.push(findingOf(one));
  }
  return { counts: { ...counts, bad: all.bad }, findings, accepted: all.accepted };
}
