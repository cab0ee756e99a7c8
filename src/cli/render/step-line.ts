import pc from 'picocolors';
import type { StepProgress } from '../../collect/run-progress.ts';
import { cut, pad } from './text.ts';

const MARKS: Readonly<Record<string, string>> = { complete: pc.green('✔'), partial: pc.yellow('◐'), skipped: pc.dim('–'), failed: pc.red('✖') };
const BAR = 18;
/** Mark, title and count. */
const FIXED = 36;

/** A step's line while a collection runs: mark, count, and a bar or the reason. */
export function stepLine({ title, done, total, status, reason }: StepProgress, columns: number): string {
  const mark = status === undefined ? pc.cyan('…') : (MARKS[status] ?? ' ');
  const count = total === undefined ? String(done) : `${done} / ${total}`;
  const bar = status === undefined && total !== undefined && total > 0 && columns > FIXED + BAR ? ` ${drawBar(done / total)}` : '';
  const why = reason && status !== 'complete' && columns > FIXED + BAR ? pc.dim(`  ${cut(reason, columns - FIXED - 2)}`) : '';
  return `${mark} ${pad(title, 17)} ${pad(count, 15, 'left')}${bar}${why}`;
}

const drawBar = (share: number): string => {
  const full = Math.round(Math.min(1, share) * BAR);
  return pc.cyan('█'.repeat(full)) + pc.dim('░'.repeat(BAR - full));
};
