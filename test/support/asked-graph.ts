import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import type { Entity, Relationship } from '../../src/model/graph.ts';
import { type AskOptions, ask } from '../../src/store/ask.ts';
import { openDuckdbStore } from '../../src/store/dialects/duckdb/open.ts';
import type { QueryResult } from '../../src/store/query-result.ts';
import type { Store } from '../../src/store/store.ts';
import type { OracleGraph, OracleResult } from './oracle/evaluate.ts';

export interface AskedGraph {
  readonly store: Store;
  /** Asks the compiler and gives its answer in the oracle's shape, with the graph's own ids. */
  ask(text: string, options: AskOptions): Promise<OracleResult>;
}

/** Runs work on a store that holds a graph of the oracle. What it says of ages and deletion comes in as imported metadata. */
export async function withGraph<T>(graph: OracleGraph, work: (asked: AskedGraph) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-j1ql-'));
  const store = await openDuckdbStore(directory, { clock: systemClock });
  try {
    await load(store, graph);
    const keys = await keysById(store, graph);
    return await work({ store, ask: async (text, options) => inOracleShape(await ask(store, text, options), graph, keys, /\.\*/.test(text)) });
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function load(store: Store, graph: OracleGraph): Promise<void> {
  const sync = await store.beginSync({ scope: 'test', source: 'api', on: 1 });
  await sync.entities(graph.entities.map(({ _id, ...rest }) => rest as unknown as Entity));
  await sync.relationships(graph.relationships.map(({ _id, _fromEntityId, _toEntityId, ...rest }) => rest as unknown as Relationship));
  await sync.commit({ completeTypes: '*' });
}

/** The ids of the store, each with the graph's own. */
async function keysById(store: Store, graph: OracleGraph): Promise<Map<string, string>> {
  const own = new Map([...graph.entities, ...graph.relationships].map(({ _key, _id }) => [_key, _id]));
  const keys = new Map<string, string>();
  for await (const { _id, _key } of store.entities()) keys.set(_id, own.get(_key) ?? _key);
  for await (const { _id, _key } of store.relationships()) keys.set(_id, own.get(_key) ?? _key);
  return keys;
}

function inOracleShape(result: QueryResult, graph: OracleGraph, keys: ReadonlyMap<string, string>, hasAll: boolean): OracleResult {
  const entity = (id: string) => graph.entities.find((e) => e._id === keys.get(id)) as OracleGraph['entities'][number];
  const relationship = (id: string) => graph.relationships.find((e) => e._id === keys.get(id)) as OracleGraph['relationships'][number];
  if (result.type === 'list') return { type: 'list', data: result.data.map(({ id }) => entity(id)) };
  if (result.type === 'tree') return { type: 'tree', vertices: result.data.vertices.map(({ id }) => entity(id)), edges: result.data.edges.map(({ id }) => relationship(id)) };
  const cell = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => keys.get(id) ?? id);
    if (Array.isArray(value)) return value.map(cell);
    return typeof value === 'object' && value !== null && 'id' in value ? { $id: keys.get(String(value.id)) } : value;
  };
  const elements = new Map([...graph.entities, ...graph.relationships].map((element) => [element._id, element]));
  const data = result.data.map((row) => {
    const shown = Object.entries(row).map(([name, value]) => [name, cell(value)] as const);
    // Of `alias.*`: metadata that the oracle's elements do not have.
    const whole = new Map(shown.flatMap(([name, value]) => (hasAll && name.endsWith('._id') ? [[name.slice(0, -'_id'.length), elements.get(String(value))] as const] : [])));
    return Object.fromEntries(
      shown.filter(([name]) => {
        const element = whole.get(name.slice(0, name.indexOf('.') + 1));
        if (element === undefined && whole.has(name.slice(0, name.indexOf('.') + 1))) return false;
        return element === undefined || !/\._/.test(name) || (name.slice(name.indexOf('.') + 1) in element && !/\._(?:from|to)EntityKey$/.test(name));
      }),
    );
  });
  const columns = result.columns.filter((name) => data.length === 0 || data.some((row) => name in row));
  return { type: 'table', columns, data };
}
