import { hasStored } from '../collect/freshness.ts';
import type { CollectionState } from '../rules/builtin-queries.ts';
import type { RunRecord, Runs } from '../store/store.ts';
import type { Instances } from './platform.ts';
import { INTERVAL_MS } from './polling.ts';

/** Runs of one account that are looked through for a good one. */
const LOOKED = 50;

/** Accounts with their last collections: instances, and what commands collected without one. */
export async function collectionStates(instances: Pick<Instances, 'list'>, runs: Pick<Runs, 'list' | 'scopes'>): Promise<CollectionState[]> {
  const states: CollectionState[] = [];
  const configured = await instances.list();
  for (const { name, scope, polling, createdOn } of configured) {
    const collected = await lastOf(runs, scope);
    // Somebody who switched an instance off does not want to hear that it is off.
    if (polling.interval !== 'DISABLED') states.push({ name, intervalMs: INTERVAL_MS[polling.interval], since: createdOn, ...collected });
    else if (collected.last) states.push({ name, since: Number.POSITIVE_INFINITY, ...collected, lastGoodOn: Number.POSITIVE_INFINITY });
  }
  const scopes = new Set(configured.map(({ scope }) => scope));
  const removed = new Set((await instances.list({ removed: true })).map(({ scope }) => scope));
  for (const scope of await runs.scopes())
    if (!scopes.has(scope) && !removed.has(scope)) {
      const collected = await lastOf(runs, scope);
      if (collected.last) states.push({ name: scope, since: collected.last.endedOn, ...collected });
    }
  return states;
}

async function lastOf(runs: Pick<Runs, 'list'>, scope: string): Promise<Pick<CollectionState, 'last' | 'lastGoodOn'>> {
  const ended = (await runs.list({ scope, limit: LOOKED })).filter((run): run is RunRecord & { endedOn: number } => run.endedOn !== undefined);
  const [last] = ended;
  const good = ended.find(hasStored);
  return {
    ...(last === undefined ? {} : { last: { status: last.status as 'complete' | 'partial' | 'failed', endedOn: last.endedOn, missing: missingIn(last) } }),
    ...(good === undefined ? {} : { lastGoodOn: good.endedOn }),
  };
}

/** Steps that were not complete, and why. */
function missingIn({ report }: RunRecord): string[] {
  const steps = (report as { steps?: { id: string; status: string; reason?: string }[] } | null)?.steps ?? [];
  return steps.filter(({ status }) => status !== 'complete').map(({ id, status, reason }) => `${id}: ${reason ?? status}`);
}
