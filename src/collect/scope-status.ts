import type { RunRecord, Store } from '../store/store.ts';
import { freshness } from './freshness.ts';

/** Runs looked through for the last time each step was complete. */
const RUNS_LOOKED_AT = 200;
const RUNS_TOLD = 10;

/** Every instance that was collected and every scope that was imported. */
export async function scopesOf(store: Pick<Store, 'runs' | 'scopes'>): Promise<string[]> {
  return [...new Set([...(await store.runs.scopes()), ...(await store.scopes())])].sort();
}

/** How fresh and how complete each instance and imported scope is; `names` are those that people know instances by, by scope. */
export async function scopeStatuses(store: Pick<Store, 'runs' | 'scopes' | 'counts'>, names: ReadonlyMap<string, string>): Promise<ScopeStatus[]> {
  return (await Promise.all((await scopesOf(store)).map((scope) => describe(store, scope, names.get(scope))))).filter((scope) => !isRemoved(scope));
}

/** Of a removed instance nothing is left but its history, and its scope is an id that says nothing to anybody. */
const isRemoved = ({ instance, name, entities }: ScopeStatus): boolean => name === undefined && Object.keys(entities).length === 0 && UUID.test(instance);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is told of one instance or imported scope. */
export type ScopeStatus = Awaited<ReturnType<typeof describe>>;

async function describe(store: Pick<Store, 'runs' | 'counts'>, scope: string, name: string | undefined) {
  const runs: RunRecord[] = await store.runs.list({ scope, limit: RUNS_LOOKED_AT });
  return { instance: scope, ...(name === undefined || name === scope ? {} : { name }), last: runs[0], runs: runs.slice(0, RUNS_TOLD), steps: freshness(runs), ...(await store.counts(scope)) };
}
