import { createLogUpdate } from 'log-update';
import pc from 'picocolors';
import { jobTally } from '../../jupiterone/push/counters.ts';
import type { PushPlan } from '../../jupiterone/push/dry-run.ts';
import type { PushEvents, PushReport } from '../../jupiterone/push/push.ts';
import type { Emitter } from '../../lib/events.ts';
import { note } from '../output.ts';
import { table } from './table.ts';
import { columnsOf, cut, paragraph } from './text.ts';
import { duration } from './time.ts';

const MEGABYTE = 1_000_000;
const size = (bytes: number): string => (bytes < MEGABYTE ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`);
const rows = (counts: Readonly<Record<string, number>>): string[][] => Object.entries(counts).map(([type, count]) => [type, String(count)]);
const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
const partialLine = (types: readonly string[]): string => (types.length === 0 ? '' : `\nPartial, so JupiterOne deletes nothing of: ${types.join(', ')}.`);

/** What a push would send. */
export function renderPlan(instance: string, { entities, relationships, partialTypes, batches, bytes }: PushPlan): string {
  const what = table(['type', 'members'], [...rows(entities), ...rows(relationships)], { right: [1] });
  const sentence = `A push of ${instance} would send ${total(entities)} entities and ${total(relationships)} relationships, ${size(bytes)} in ${batches} request${batches === 1 ? '' : 's'}. Nothing was sent.${partialLine(partialTypes)}`;
  return `${what}\n\n${paragraph(sentence)}`;
}

/** What a push has done. */
export function renderPush({ job, uploaded, account, destination, durationMs, bytes, requests, resumed, partialTypes }: PushReport): string {
  const where = 'scope' in destination ? `scope ${destination.scope}` : `integration instance ${destination.integrationInstanceId}`;
  const again = resumed > 0 ? ` ${resumed} of them were there from a push before.` : '';
  const sentences = [
    `Pushed ${total(uploaded.entities)} entities and ${total(uploaded.relationships)} relationships to ${account}, ${where}.${again}`,
    `Entities: ${jobTally(job, 'Entities')}. Relationships: ${jobTally(job, 'Relationships')}.`,
    `${size(bytes)} in ${requests.total} requests${requests.retried > 0 ? `, ${requests.retried} repeated` : ''}, in ${duration(durationMs)}. Synchronization job ${job.id}.${partialLine(partialTypes)}`,
  ];
  return paragraph(sentences.join('\n'));
}

/** Shows how far a push is on a terminal; quiet in a pipe. */
export function watchPush(events: Emitter<PushEvents>): { say: (text: string) => void; stop: () => void } {
  const log = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
  const startedOn = Date.now();
  const state = { target: '', total: 0, done: 0, bytes: 0, waiting: '', finalizing: false };
  let stopped = false;
  const draw = () => {
    if (stopped || !log || state.target === '') return;
    const columns = columnsOf(process.stderr) ?? 80;
    const seconds = (Date.now() - startedOn) / 1000;
    const left = state.done > 0 && state.done < state.total ? ` · about ${duration((seconds * 1000 * (state.total - state.done)) / state.done)} to go` : '';
    const what = state.finalizing ? 'JupiterOne compares' : `${state.done} of about ${state.total} members · ${size(state.bytes)} · ${Math.round(state.done / Math.max(1, seconds))}/s${left}`;
    log([cut(`Pushing to ${state.target}`, columns), pc.dim(cut(`  ${what}`, columns)), ...(state.waiting === '' ? [] : [pc.dim(cut(`  ${state.waiting}`, columns))])].join('\n'));
  };
  events.on('begun', ({ target, total: all, resumed }) => {
    Object.assign(state, { target, total: all, waiting: resumed ? 'goes on where the last push stopped' : '' });
    draw();
  });
  events.on('uploaded', ({ members, bytes }) => {
    Object.assign(state, { done: state.done + members, bytes: state.bytes + bytes, waiting: '' });
    draw();
  });
  events.on('retry', ({ reason, waitMs }) => {
    state.waiting = `${reason}: again in ${duration(waitMs)}`;
    draw();
  });
  events.on('finalizing', () => {
    state.finalizing = true;
    draw();
  });
  return {
    say: (text) => {
      log?.clear();
      note(text);
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      log?.clear();
    },
  };
}
