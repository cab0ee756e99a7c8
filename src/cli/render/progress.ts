import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import type { CollectEvents, StepId } from '../../collect/steps.ts';
import type { Emitter } from '../../lib/events.ts';
import type { ZoomClient } from '../../zoom/client.ts';
import { note } from '../output.ts';
import { duration } from './time.ts';

interface Line {
  title: string;
  done: number;
  total?: number;
  status?: string;
  reason?: string;
}

const MARKS: Readonly<Record<string, string>> = { complete: pc.green('✔'), partial: pc.yellow('◐'), skipped: pc.dim('–'), failed: pc.red('✖') };
/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 120;
const BAR = 18;

export interface Progress {
  readonly watch: (watched: { client: ZoomClient; events: Emitter<CollectEvents> }) => void;
  /** Ends the drawing; may be called twice. */
  readonly stop: () => void;
}

/** Shows a collection's steps, rate and time to go on a terminal; quiet in a pipe, a line a request where asked for. */
export function watchProgress(options: { verbose: boolean }): Progress {
  const lines = new Map<StepId, Line>();
  const starts: number[] = [];
  let client: ZoomClient | undefined;
  let storing = false;
  let waiting = '';
  const began = Date.now();
  const terminal = process.stderr.isTTY === true && !options.verbose;
  const log = terminal ? createLogUpdate(process.stderr) : undefined;
  const draw = () => log?.([...[...lines.values()].map(drawLine), footer()].join('\n'));
  const timer = terminal ? setInterval(draw, REDRAW_MS) : undefined;

  const footer = (): string => {
    const now = Date.now();
    while (starts.length > 0 && (starts[0] as number) < now - 1000) starts.shift();
    const stats = client?.stats;
    const parts = [`${stats?.total ?? 0} requests`, `${starts.length}/s`];
    if (stats && stats.retried > 0) parts.push(`${stats.retried} retried`);
    if (stats && stats.rateLimited > 0) parts.push(`${stats.rateLimited} rate-limited`);
    const left = timeToGo(lines.get('fetch-user-settings'), began, now);
    if (left !== undefined) parts.push(`about ${duration(left)} to go`);
    if (storing) parts.push('writing the graph');
    return pc.dim(`  ${parts.join(' · ')}${waiting === '' ? '' : `\n  ${waiting}`}`);
  };

  let stopped = false;
  return {
    watch: ({ client: watched, events }) => {
      client = watched;
      events.on('step-started', ({ id, title }) => lines.set(id, { title, done: 0 }));
      events.on('step-progress', ({ id, done, total }) => {
        const known = lines.get(id);
        if (known) Object.assign(known, { done, ...(total === undefined ? {} : { total }) });
      });
      events.on('step-finished', ({ id, status, reason }) => {
        const known = lines.get(id as StepId);
        if (known) Object.assign(known, { status, ...(reason === undefined ? {} : { reason }) });
      });
      events.on('store-started', () => {
        storing = true;
      });
      watched.events.on('request', ({ endpoint, attempt }) => {
        starts.push(Date.now());
        if (options.verbose) note(`request ${endpoint}${attempt > 1 ? ` (attempt ${attempt})` : ''}`);
      });
      watched.events.on('retry', ({ endpoint, reason, waitMs }) => {
        if (options.verbose) note(`retry ${endpoint}: ${reason}, in ${Math.round(waitMs)} ms`);
      });
      watched.events.on('daily-limit', ({ label, until }) => {
        waiting = `${label}: the day's requests are used up until ${new Date(until).toISOString()}`;
        if (options.verbose) note(waiting);
      });
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

function drawLine({ title, done, total, status, reason }: Line): string {
  const mark = status === undefined ? pc.cyan('…') : (MARKS[status] ?? ' ');
  const count = total === undefined ? String(done) : `${done} / ${total}`;
  const bar = status === undefined && total !== undefined && total > 0 ? ` ${drawBar(done / total)}` : '';
  const room = Math.max(20, (process.stderr.columns ?? 80) - 40);
  return `${mark} ${title.padEnd(17)} ${count.padStart(15)}${bar}${reason && status !== 'complete' ? pc.dim(`  ${reason.slice(0, room)}`) : ''}`;
}

const drawBar = (share: number): string => {
  const full = Math.round(Math.min(1, share) * BAR);
  return pc.cyan('█'.repeat(full)) + pc.dim('░'.repeat(BAR - full));
};

/** Milliseconds left at the pace so far; undefined until there is a pace. */
function timeToGo(settings: Line | undefined, began: number, now: number): number | undefined {
  if (!settings || settings.status !== undefined || settings.total === undefined || settings.done < 20) return undefined;
  return ((now - began) / settings.done) * (settings.total - settings.done);
}
