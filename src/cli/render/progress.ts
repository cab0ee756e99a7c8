import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { ProgressBook, type RunProgress } from '../../collect/run-progress.ts';
import type { CollectEvents } from '../../collect/steps.ts';
import type { Emitter } from '../../lib/events.ts';
import type { ZoomClient } from '../../zoom/client.ts';
import type { Plan } from '../../zoom/limits.ts';
import { note } from '../output.ts';
import { quotaLine } from './quota.ts';
import { stepLine } from './step-line.ts';
import { columnsOf, cut } from './text.ts';
import { duration } from './time.ts';

/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 120;

export interface Progress {
  readonly watch: (watched: { client: ZoomClient; events: Emitter<CollectEvents> }) => void;
  /** Writes a line above the drawing. */
  readonly say: (text: string) => void;
  /** Ends the drawing; may be called twice. */
  readonly stop: () => void;
}

/** Shows a collection's steps, rate, quota and time to go on a terminal; quiet in a pipe, a line a request where asked for. */
export function watchProgress(options: { verbose: boolean; plan: Plan; share: number }): Progress {
  const book = new ProgressBook(options.plan, options.share);
  let stopped = false;
  const terminal = process.stderr.isTTY === true && !options.verbose;
  const log = terminal ? createLogUpdate(process.stderr) : undefined;

  const draw = () => {
    const columns = columnsOf(process.stderr) ?? 80;
    const now = book.now();
    log?.([...now.steps.map((step) => stepLine(step, columns)), ...footer(now).map((text) => pc.dim(`  ${cut(text, columns - 2)}`))].join('\n'));
  };
  const timer = terminal ? setInterval(draw, REDRAW_MS) : undefined;

  return {
    watch: (watched) => {
      book.watch(watched);
      if (options.verbose) tellRequests(watched.client);
    },
    say: (text) => {
      if (!stopped) log?.clear();
      note(text);
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      if (timer) clearInterval(timer);
      draw();
      log?.done();
    },
  };
}

function footer(now: RunProgress): string[] {
  const { total, retried, rateLimited } = now.requests;
  const parts = [`${total} requests`, `${now.perSecond}/s`];
  if (retried > 0) parts.push(`${retried} retried`);
  if (rateLimited > 0) parts.push(`${rateLimited} rate-limited`);
  if (now.leftMs !== undefined) parts.push(`about ${duration(now.leftMs)} to go`);
  if (now.storing) parts.push('writing the graph');
  return [parts.join(' · '), ...(now.storing ? [] : [quotaLine(now)])];
}

/** `--verbose`: a line for every request, retry and daily limit. */
function tellRequests({ events }: ZoomClient): void {
  events.on('request', ({ endpoint, attempt }) => note(`request ${endpoint}${attempt > 1 ? ` (attempt ${attempt})` : ''}`));
  events.on('retry', ({ endpoint, reason, waitMs }) => note(`retry ${endpoint}: ${reason}, in ${Math.round(waitMs)} ms`));
  events.on('daily-limit', ({ label, until }) => note(`${label}: the day's requests are used up until ${new Date(until).toISOString()}`));
}
