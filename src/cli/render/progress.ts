import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import type { CollectEvents, StepId } from '../../collect/steps.ts';
import type { Emitter } from '../../lib/events.ts';
import type { ZoomClient } from '../../zoom/client.ts';
import type { Plan } from '../../zoom/limits.ts';
import { note } from '../output.ts';
import { Quota } from './quota.ts';
import { type StepLine, stepLine } from './step-line.ts';
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
  const lines = new Map<StepId, StepLine>();
  const quota = new Quota(options.plan, options.share);
  let client: ZoomClient | undefined;
  let storing = false;
  let stopped = false;
  const began = Date.now();
  const terminal = process.stderr.isTTY === true && !options.verbose;
  const log = terminal ? createLogUpdate(process.stderr) : undefined;

  const footer = (): string[] => {
    const { total = 0, retried = 0, rateLimited = 0 } = client?.stats ?? {};
    const parts = [`${total} requests`, `${quota.perSecond}/s`];
    if (retried > 0) parts.push(`${retried} retried`);
    if (rateLimited > 0) parts.push(`${rateLimited} rate-limited`);
    const left = timeToGo(lines.get('fetch-user-settings'), began, Date.now());
    if (left !== undefined) parts.push(`about ${duration(left)} to go`);
    if (storing) parts.push('writing the graph');
    return [parts.join(' · '), ...(storing ? [] : [quota.line()])];
  };
  const draw = () => {
    const columns = columnsOf(process.stderr) ?? 80;
    log?.([...[...lines.values()].map((line) => stepLine(line, columns)), ...footer().map((text) => pc.dim(`  ${cut(text, columns - 2)}`))].join('\n'));
  };
  const timer = terminal ? setInterval(draw, REDRAW_MS) : undefined;

  return {
    watch: ({ client: watched, events }) => {
      client = watched;
      quota.watch(watched);
      events.on('step-started', ({ id, title }) => lines.set(id, { title, done: 0 }));
      events.on('step-progress', ({ id, done, total }) => {
        Object.assign(lines.get(id) ?? {}, { done, ...(total === undefined ? {} : { total }) });
      });
      events.on('step-finished', ({ id, status, reason }) => {
        Object.assign(lines.get(id as StepId) ?? {}, { status, ...(reason === undefined ? {} : { reason }) });
      });
      events.on('store-started', () => {
        storing = true;
      });
      if (options.verbose) tellRequests(watched);
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

/** `--verbose`: a line for every request, retry and daily limit. */
function tellRequests({ events }: ZoomClient): void {
  events.on('request', ({ endpoint, attempt }) => note(`request ${endpoint}${attempt > 1 ? ` (attempt ${attempt})` : ''}`));
  events.on('retry', ({ endpoint, reason, waitMs }) => note(`retry ${endpoint}: ${reason}, in ${Math.round(waitMs)} ms`));
  events.on('daily-limit', ({ label, until }) => note(`${label}: the day's requests are used up until ${new Date(until).toISOString()}`));
}

/** Milliseconds left at the pace so far; undefined until there is a pace. */
function timeToGo(settings: StepLine | undefined, began: number, now: number): number | undefined {
  if (!settings || settings.status !== undefined || settings.total === undefined || settings.done < 20) return undefined;
  return ((now - began) / settings.done) * (settings.total - settings.done);
}
