import { GraphZoomError } from '../lib/errors.ts';
import { nearest } from '../lib/nearest.ts';
import type { TableRow } from '../store/store.ts';

const PREFIX = 'graph-zoom:';

/** What a rule can ask besides J1QL: what graph-zoom knows and the graph does not hold. Written in place of a query as `graph-zoom:NAME`. */
export const BUILTIN_QUERIES = {
  'stale-collections': 'Accounts of which nothing has been collected for twice their interval and an hour; of one without a schedule, for a week.',
  'incomplete-collections': 'Accounts whose last collection failed, or lacks something, with what.',
} as const;
export type BuiltinQuery = keyof typeof BUILTIN_QUERIES;

/** The name of a built-in query; undefined where the text is J1QL. Fails with `rule-invalid` where there is no such one. */
export function builtinOf(query: string): BuiltinQuery | undefined {
  const text = query.trim();
  if (!text.startsWith(PREFIX)) return undefined;
  const name = text.slice(PREFIX.length);
  if (Object.hasOwn(BUILTIN_QUERIES, name)) return name as BuiltinQuery;
  const names = Object.keys(BUILTIN_QUERIES);
  const near = nearest(name, names);
  throw new GraphZoomError('rule-invalid', `There is no built-in query "${name}".`, { hint: near.length > 0 ? `Did you mean ${PREFIX}${near[0]}?` : `There are ${names.map((one) => PREFIX + one).join(', ')}.` });
}

/** An account with its last collections. Times are epoch milliseconds. */
export interface CollectionState {
  readonly name: string;
  /** Milliseconds between two collections; absent where there is no schedule. */
  readonly intervalMs?: number;
  /** Since when it is expected to be collected. */
  readonly since: number;
  /** When something was collected last. */
  readonly lastGoodOn?: number;
  /** The last that has ended. */
  readonly last?: { readonly status: 'complete' | 'partial' | 'failed'; readonly endedOn: number; readonly missing: readonly string[] };
}

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;

/** Rows of a built-in query; pure. */
export function builtinRows(name: BuiltinQuery, states: readonly CollectionState[], now: number): TableRow[] {
  if (name === 'stale-collections')
    return states
      .filter(({ intervalMs, since, lastGoodOn }) => now - (lastGoodOn ?? since) > (intervalMs === undefined ? WEEK : 2 * intervalMs + HOUR))
      .map(({ name: account, lastGoodOn }) => ({ Account: account, 'Last collected': lastGoodOn ?? null }));
  return states.flatMap(({ name: account, last }) => (last === undefined || last.status === 'complete' ? [] : [{ Account: account, Status: last.status, Missing: [...last.missing] }]));
}
