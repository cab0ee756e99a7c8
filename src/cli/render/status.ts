import { failureOf } from '../../collect/freshness.ts';
import type { ScopeStatus } from '../../collect/scope-status.ts';
import type { RunRecord } from '../../store/store.ts';
import { colors } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';
import { ago, duration, moment } from './time.ts';

const RUNS_SHOWN = 5;

interface StoreInfo {
  readonly location: string;
  readonly bytes: number;
  readonly entities: number;
  readonly relationships: number;
}

/** The store, then every instance: how fresh, how complete, the last runs and what there is. */
export function renderStatus(store: StoreInfo, scopes: readonly ScopeStatus[], now: number): string {
  const out = [`${colors.bold('Store')}  ${store.location}`, `       ${(store.bytes / 1e6).toFixed(1)} MB, ${store.entities} entities, ${store.relationships} relationships`];
  if (scopes.length === 0) out.push('', `Nothing was collected yet. Next: ${PROGRAM} collect (or ${PROGRAM} demo).`);
  return [...out, ...scopes.map((scope) => renderScope(scope, now))].join('\n');
}

function renderScope({ instance, name = instance, last, runs, steps, entities, relationships }: ScopeStatus, now: number): string {
  const out = ['', `${colors.bold(safe(name))}  ${headline(last, now)}`];
  const stale = steps.filter((step) => step.stale);
  if (last?.endedOn === undefined && last !== undefined) out.push(colors.yellow('What is below is from before; the next run goes on from the one that was interrupted.'));
  else if (last?.status === 'failed') out.push(colors.yellow(`Why: ${safe(failureOf(last) ?? 'unknown')} What is below is from before.`));
  else if (stale.length > 0) out.push(colors.yellow(`Older than the last run: ${stale.map((step) => step.id).join(', ')}.`));
  if (steps.length > 0)
    out.push(
      '',
      table(
        ['step', 'last run', 'complete', 'why not'],
        steps.map((s) => [
          s.id,
          s.status,
          s.completeOn === undefined ? 'never' : `${ago(s.completeOn, now)}${s.stale ? ' (stale)' : ''}`,
          safe(s.reason ?? '') + (s.optional && s.status !== 'complete' ? ' (optional)' : ''),
        ]),
        { sentences: true },
      ),
    );
  if (runs.length > 1) out.push('', ...runs.slice(0, RUNS_SHOWN).map((run, index) => `${index === 0 ? 'last runs' : '         '}  ${describeRun(run)}`));
  out.push(
    '',
    table(
      ['type', 'count'],
      [...Object.entries(entities), ...Object.entries(relationships)].map(([type, count]) => [safe(type), String(count)]),
      { right: [1] },
    ),
  );
  return out.map((text) => paragraph(text)).join('\n');
}

function headline(last: RunRecord | undefined, now: number): string {
  if (last === undefined) return 'imported';
  const word = last.endedOn === undefined ? 'interrupted' : last.status;
  const color = word === 'complete' ? colors.green : word === 'failed' ? colors.red : colors.yellow;
  return `last run ${ago(last.startedOn, now)}: ${color(word)}${last.endedOn === undefined ? '' : `, took ${duration(last.endedOn - last.startedOn)}`}`;
}

const describeRun = (run: RunRecord): string =>
  `${moment(run.startedOn)}  ${(run.endedOn === undefined ? 'interrupted' : run.status).padEnd(11)}  ${run.endedOn === undefined ? '' : duration(run.endedOn - run.startedOn)}`.trimEnd();
