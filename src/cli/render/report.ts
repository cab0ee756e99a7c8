import { hasStored } from '../../collect/freshness.ts';
import type { CollectReport } from '../../collect/report.ts';
import { tallyText } from '../../lib/tally-text.ts';
import type { Store } from '../../store/store.ts';
import { colors } from '../output.ts';
import { renderChanges } from './changes.ts';
import { safe, table } from './table.ts';
import { paragraph } from './text.ts';
import { duration } from './time.ts';

/** Changes listed after a collection; the rest is for `graph-zoom changes`. */
const CHANGES_SHOWN = 12;

/** What a person reads at the end of a collection: how complete it is, what is missing and why, what there is, what changed; `command` lists the rest. `scope` where it is not the instance's name. */
export async function renderReport(report: CollectReport, store: Store, command: string, scope = report.instance): Promise<string> {
  const { requests } = report;
  const out: string[] = [];
  const word = report.status === 'complete' ? colors.green('complete') : colors.yellow(report.status);
  out.push(`${colors.bold(safe(report.instance))}: ${word} in ${duration(report.durationMs)}, ${requests.total} requests (${requests.retried} retried, ${requests.rateLimited} rate-limited)`);
  if (report.resumedUsers > 0) out.push(`Went on where the last run stopped: ${report.resumedUsers} users were not read again.`);
  const gaps = report.steps.filter((step) => step.status !== 'complete');
  if (gaps.length > 0) {
    out.push(
      '',
      table(
        ['step', 'status', 'why'],
        gaps.map((step) => [step.id, step.status + (step.optional ? ' (optional)' : ''), safe(step.reason ?? '')]),
        { sentences: true },
      ),
    );
    if (gaps.some((step) => !step.optional)) out.push(colors.dim('What could not be read stays in the graph as it was.'));
  }
  for (const [label, until] of Object.entries(report.dailyLimits)) out.push(`${label} requests are used up until ${new Date(until).toISOString()}; run collect again then, and it goes on from here.`);
  if (report.dangling > 0) out.push(colors.dim(`${report.dangling} relationships lead to a group or role that Zoom did not list, and were left out.`));
  out.push(
    '',
    table(
      ['type', 'count'],
      [...Object.entries(report.entities), ...Object.entries(report.relationships)].map(([type, count]) => [type, String(count)]),
      { right: [1] },
    ),
  );
  out.push('', await changesSince(report, store, command, scope));
  return out.map((text) => paragraph(text)).join('\n');
}

async function changesSince(report: CollectReport, store: Store, command: string, scope: string): Promise<string> {
  const { entities, relationships } = report.changes;
  const total = [entities, relationships].reduce((sum, tally) => sum + tally.created + tally.updated + tally.deleted, 0);
  if (total === 0) return 'Nothing changed since the last run.';
  const head = `Changed: entities ${tallyText(entities)}; relationships ${tallyText(relationships)}.`;
  const good = (await store.runs.list({ scope })).filter(hasStored);
  const first = entities.updated + entities.deleted + relationships.deleted === 0 && good.length < 2;
  if (first) return `${head} This was the first run; from now on changes are listed here.`;
  const changes = await store.changes({ since: report.startedOn, scope, limit: CHANGES_SHOWN });
  const more = total > changes.length ? `\n${colors.dim(`${total - changes.length} more: ${command}`)}` : '';
  return `${head}\n${renderChanges(changes)}${more}`;
}
