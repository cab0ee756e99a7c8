import { z } from 'zod';
import { type AskOptions, type Origin, pointAt, prepare } from '../../store/ask.ts';
import type { CheckpointPart, RunRecord, Store } from '../../store/store.ts';
import type { Needs } from '../context.ts';
import { subgraph } from './sync-input.ts';

/** No query of a client holds the store for longer, whatever it asks for. */
const MOST_QUERY_MS = 10 * 60_000;
/** Keys and ids of one call. */
const MOST_KEYS = 100_000;
/** Characters of a query. */
const MOST_QUERY_CHARS = 200_000;

export interface StoreCall<T = unknown> {
  readonly needs: Needs;
  readonly input: z.ZodType<T>;
  /** What the store answers; undefined where it has nothing. */
  run(store: Store, input: T, signal: AbortSignal): Promise<unknown>;
}

const call = <T>(needs: Needs, input: z.ZodType<T>, run: StoreCall<T>['run']): StoreCall => ({ needs, input, run }) as StoreCall;

const text = z.string().max(10_000);
const time = z.number();
const keys = z.array(text).max(MOST_KEYS);
const nothing = z.strictObject({});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const query = z.strictObject({
  query: z.string().max(MOST_QUERY_CHARS),
  now: time,
  variables: z.record(z.string(), z.union([scalar, z.null(), z.array(scalar)])).optional(),
  includeDeleted: z.boolean().optional(),
  smartClasses: z.record(z.string(), z.string()).optional(),
  pageSize: z.number().int().positive().optional(),
  cursor: z.string().max(MOST_QUERY_CHARS).optional(),
  timeoutMs: z.number().positive().optional(),
});

/** A query is prepared here, from its text: a plan of somebody else's is SQL of somebody else's. */
const asking = (answer: (store: Store, plan: Parameters<Store['query']>[0], options: AskOptions) => Promise<unknown>) =>
  call('reader', query, (store, { query: asked, ...given }, signal) => {
    const options: AskOptions = { ...(given as Origin['options']), ...pageOf(given), signal, ...(given.timeoutMs === undefined ? {} : { timeoutMs: Math.min(given.timeoutMs, MOST_QUERY_MS) }) };
    const { plan, query: ast } = prepare(asked, options);
    return pointAt(asked, ast.span, () => answer(store, plan, options));
  });

const pageOf = ({ pageSize, cursor }: { pageSize?: number | undefined; cursor?: string | undefined }) => ({ ...(pageSize === undefined ? {} : { pageSize }), ...(cursor === undefined ? {} : { cursor }) });

const part = z.strictObject({ key: text, part: text, on: time, value: z.unknown() });
const run = z.strictObject({ id: text, scope: text, startedOn: time, endedOn: time.optional(), status: z.enum(['running', 'complete', 'partial', 'failed']), report: z.unknown() });
const state = z.strictObject({ scope: text, name: text });

/** Every question to the store that has one answer, with the role it needs: `POST /api/store/NAME`. */
export const CALLS: Readonly<Record<string, StoreCall>> = {
  query: asking((store, plan, options) => store.query(plan, options)),
  count: asking((store, plan, options) => store.count(plan, options)),
  explain: asking((store, plan) => store.explain(plan)),
  'by-id': call('reader', z.strictObject({ ids: keys }), (store, { ids }) => store.byId(ids)),
  'raw-data': call('reader', z.strictObject({ subgraph: z.strictObject(subgraph), keys }), async (store, input) => [...(await store.rawData(input.subgraph, input.keys))]),
  counts: call('reader', z.strictObject({ scope: text.optional() }), (store, { scope }) => store.counts(scope)),
  changes: call('reader', z.strictObject({ since: time, until: time, scope: text, key: text, operation: z.enum(['created', 'updated', 'deleted']), limit: z.number().int().positive() }).partial(), (store, options) =>
    store.changes(options as Parameters<Store['changes']>[0]),
  ),
  history: call('reader', z.strictObject({ key: text }), (store, { key }) => store.history(key)),
  find: call('reader', z.strictObject({ text }), (store, input) => store.find(input.text)),
  scopes: call('reader', nothing, (store) => store.scopes()),
  values: call('reader', z.strictObject({ property: text, types: keys.optional(), limit: z.number().int().positive().max(1000) }), (store, { property, ...options }) => store.values(property, options)),
  catalog: call('reader', nothing, (store) => store.catalog()),
  info: call('reader', nothing, (store) => store.info()),
  'runs-list': call('reader', z.strictObject({ scope: text, limit: z.number().int().positive() }).partial(), (store, options) => store.runs.list(options as Parameters<Store['runs']['list']>[0])),
  'runs-scopes': call('reader', nothing, (store) => store.runs.scopes()),
  'runs-get-state': call('reader', state, (store, { scope, name }) => store.runs.getState(scope, name)),
  'runs-set-state': call('administrator', state.extend({ value: z.unknown() }), (store, { scope, name, value }) => store.runs.setState(scope, name, value)),
  'runs-save': call('administrator', run, (store, record) => store.runs.save(record as RunRecord)),
  'checkpoint-put': call('administrator', z.strictObject({ scope: text, parts: z.array(part) }), (store, { scope, parts }) => store.checkpoint.put(scope, parts as CheckpointPart[])),
  'checkpoint-get': call('administrator', z.strictObject({ scope: text, keys, since: z.number().nullable() }), (store, { scope, keys, since }) => store.checkpoint.get(scope, keys, since ?? Number.MAX_SAFE_INTEGER)),
  'checkpoint-count': call('administrator', z.strictObject({ scope: text, since: z.number().nullable() }), (store, { scope, since }) => store.checkpoint.count(scope, since ?? Number.MAX_SAFE_INTEGER)),
  'checkpoint-clear': call('administrator', z.strictObject({ scope: text }), (store, { scope }) => store.checkpoint.clear(scope)),
};
