import { plainText } from '../../lib/plain-text.ts';
import type { AskedQuestion } from './ask-for-report.ts';
import { type Finding, factsText } from './finding.ts';
import type { ReportRun } from './report-run.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { startTag, xmlText } from './xml.ts';

interface Case {
  readonly asked: AskedQuestion;
  readonly verdict: Verdict;
}

/** The element in which Jenkins, GitLab and others look for it; a good answer has none. */
const ELEMENTS: Readonly<Record<Verdict['kind'], 'failure' | 'error' | 'skipped' | undefined>> = { bad: 'failure', error: 'error', unknown: 'skipped', listed: 'skipped', nothing: 'skipped', good: undefined };

/**
 * One JUnit document: a suite for each topic, a case for each question. The counts stand before the cases, so the listed rows of all
 * questions are held until the last one is answered; they are never put together to one text.
 */
export async function* junitPieces(asked: AsyncIterable<AskedQuestion>, run: ReportRun): AsyncGenerator<string> {
  const suites = new Map<string, Case[]>();
  for await (const one of asked) {
    const [topic = 'other'] = one.question.tags;
    const cases = suites.get(topic) ?? [];
    suites.set(topic, cases);
    cases.push({ asked: one, verdict: verdictOf(one) });
  }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${startTag('testsuites', { name: `graph-zoom ${run.instance}`, ...totals([...suites.values()].flat()) })}\n`;
  for (const [topic, cases] of suites) {
    yield `  ${startTag('testsuite', { name: topic, ...totals(cases), timestamp: new Date(run.startedOn).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length) })}\n`;
    for (const one of cases) yield* casePieces(topic, one, run.rows);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function totals(cases: readonly Case[]): Record<string, string | number> {
  const having = (element: string) => cases.filter(({ verdict }) => ELEMENTS[verdict.kind] === element).length;
  return { tests: cases.length, failures: having('failure'), errors: having('error'), skipped: having('skipped'), time: seconds(cases.reduce((sum, { asked }) => sum + asked.durationMs, 0)) };
}

function* casePieces(topic: string, { asked, verdict }: Case, rows: number): Generator<string> {
  const { question, counts, accepted, findings, durationMs } = asked;
  yield `    ${startTag('testcase', { classname: `zoom.${topic}`, name: `${question.id}: ${question.title}`, time: seconds(durationMs) })}\n`;
  const properties = Object.entries({ ...counts, ...(accepted === 0 ? {} : { accepted }) });
  if (properties.length > 0) yield `      <properties>${properties.map(([name, value]) => `${startTag('property', { name, value })}</property>`).join('')}</properties>\n`;
  const element = ELEMENTS[verdict.kind];
  if (element !== undefined) {
    yield `      ${startTag(element, { message: plainText(verdict.says), type: verdict.kind })}`;
    if (element === 'failure') {
      yield xmlText(`${question.description}\n\n`);
      for (const finding of findings) yield xmlText(`- ${line(finding)}\n`);
      const left = (counts.bad ?? 0) - findings.length;
      if (left > 0) yield xmlText(`... and ${left} more; ${rows} are listed, --limit N lists more.\n`);
    }
    yield `</${element}>\n`;
  }
  yield '    </testcase>\n';
}

function line(finding: Finding): string {
  const facts = factsText(finding);
  return `${finding.query === undefined ? '' : `${finding.query}: `}${finding.who}${facts === '' ? '' : `; ${facts}`}`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
