import { hasStored } from '../../collect/freshness.ts';
import type { CollectReport, StepReport } from '../../collect/report.ts';
import { STEPS, type StepId } from '../../collect/steps.ts';
import type { Store } from '../../store/store.ts';

/** The report of the last collection that stored something; undefined for what was imported. */
export async function lastReport(store: Store, scope: string): Promise<CollectReport | undefined> {
  const runs = await store.runs.list({ scope });
  const report = runs.find((run) => hasStored(run) && typeof run.report === 'object' && run.report !== null && 'steps' in run.report)?.report;
  return report as CollectReport | undefined;
}

/** The last collection as the job log of JupiterOne tells one. */
export function eventsOf(report: CollectReport | undefined, instance: string): { name: string; description: string }[] {
  if (!report) return [{ name: 'info', description: `graph-zoom uploads ${instance}.` }];
  const when = new Date(report.startedOn + report.durationMs).toISOString();
  return [{ name: 'info', description: `graph-zoom uploads ${instance} as it was collected at ${when}.` }, ...report.steps.flatMap(eventOf)];
}

function eventOf({ id, status, reason = '', optional }: StepReport): { name: string; description: string }[] {
  const title = STEPS[id as StepId]?.title ?? id;
  if (status === 'complete') return [];
  if (status === 'skipped') return [{ name: optional ? 'info' : 'warn_missing_permission', description: `${title} was not read: ${reason}` }];
  return [{ name: 'warn_incomplete_data', description: `${title} was not read whole; what could not be read is as the last good collection left it. ${reason}` }];
}
