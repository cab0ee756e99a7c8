import type { AskedQuestion } from '../../rules/report/ask-for-report.ts';
import { type Verdict, verdictOf } from '../../rules/report/verdict.ts';
import type { FailOn } from './options.ts';

type Answer = Parameters<typeof verdictOf>[0];

/** What all the questions of a run came to. */
export class Tally {
  private readonly verdicts: Partial<Record<Verdict['kind'], number>> = {};
  private readonly rows = { bad: 0, accepted: 0, unknown: 0 };
  private questions = 0;

  add(asked: Answer): void {
    const { kind } = verdictOf(asked);
    this.verdicts[kind] = (this.verdicts[kind] ?? 0) + 1;
    this.questions++;
    this.rows.bad += asked.counts.bad ?? 0;
    this.rows.unknown += asked.counts.unknown ?? 0;
    this.rows.accepted += asked.accepted;
  }

  /** Counts what passes by. */
  async *watch(asked: AsyncIterable<AskedQuestion>): AsyncGenerator<AskedQuestion> {
    for await (const one of asked) {
      this.add(one);
      yield one;
    }
  }

  /** Whether there is what the run was to fail on. */
  fails(failOn: FailOn | undefined): boolean {
    return failOn !== undefined && (this.rows.bad > 0 || (failOn === 'unknown' && this.rows.unknown > 0));
  }

  /** Questions that could not be answered. */
  get errors(): number {
    return this.verdicts.error ?? 0;
  }

  /** One or two sentences for whoever looks at the log of a pipeline. */
  says(): string {
    const { bad, accepted, unknown } = this.rows;
    const { bad: badQuestions = 0, nothing = 0 } = this.verdicts;
    const asked = `${counted(this.questions, 'question')} asked: ${badQuestions === 0 ? 'nothing bad' : `${badQuestions} bad, with ${counted(bad, 'row')}`}`;
    const more = [
      accepted > 0 ? `${counted(accepted, 'row')} accepted by the baseline` : '',
      unknown > 0 ? `${counted(unknown, 'row')} unknown` : '',
      nothing > 0 ? `${counted(nothing, 'question')} with nothing to look at` : '',
      this.errors > 0 ? `${counted(this.errors, 'question')} not answered` : '',
    ].filter((part) => part !== '');
    return `${[asked, ...more].join('; ')}.`;
  }
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
