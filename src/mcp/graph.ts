import type { Question } from '../rules/questions/define.ts';
import type { Store } from '../store/store.ts';

/** The graph for the length of a question or a few. */
export interface Graph {
  readonly store: Store;
  /** Names of instances by scope, where people know them by another than their scope. */
  names(): Promise<ReadonlyMap<string, string>>;
  /** Questions that people of the account keep. */
  ownQuestions(): Promise<readonly Question[]>;
  close(): Promise<void>;
}

/** What a tool is given: the graph, whose queries end with the call, and the time. */
export interface CallContext {
  readonly graph: Pick<Graph, 'store' | 'names' | 'ownQuestions'>;
  readonly now: number;
}

/** All queries of one call together may take so long: assistants give a call up after a minute. */
const CALL_MS = 30_000;

/** The store, with queries that end when the time of the call is up or nobody waits any more. */
export function forOneCall(store: Store, { signal, now }: { signal: AbortSignal; now: () => number }): Store {
  const end = now() + CALL_MS;
  const limits = () => ({ signal, timeoutMs: Math.max(1, end - now()) });
  return { ...store, query: (plan, options) => store.query(plan, { ...options, ...limits() }), count: (plan, options) => store.count(plan, { ...options, ...limits() }) };
}
