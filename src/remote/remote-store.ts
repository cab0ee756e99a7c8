import { GraphZoomError } from '../lib/errors.ts';
import { originOf } from '../store/ask.ts';
import type { QueryOptions } from '../store/query-result.ts';
import type { Checkpoint, Records, Results, Runs, Store, StoredEntity, StoredRelationship, Uploads } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { packed } from './packed.ts';
import { beginRemoteSync } from './remote-sync.ts';
import { STORE_PATH } from './wire.ts';

type Plan = Parameters<Store['query']>[0];

/** The store of another process, over HTTP: what commands use of it. What only its owner may do is an error. */
export function createRemoteStore(connection: Connection, location: string): Store {
  /** Asks for one value; undefined where the store has none. */
  const ask = async <T>(name: string, input: object = {}, more: { signal?: AbortSignal | undefined; text?: string } = {}): Promise<T> =>
    (await connection.call<{ value: T }>(`${STORE_PATH}/${name}`, { body: input, repeatable: true, ...more })).value;

  /** A plan is not sent: the server makes its own of the same text. */
  const askQuery = <T>(name: string, plan: Plan, { signal, ...options }: QueryOptions = {}): Promise<T> => {
    const { text, options: planned } = originOf(plan);
    return ask<T>(name, { query: text, ...planned, ...options }, { signal, text });
  };

  return {
    location,
    beginSync: (options) => beginRemoteSync(connection, options),
    byId: (ids) => ask('by-id', { ids }),
    rawData: async ({ source, scope }, keys) => new Map(await ask<[string, { name: string; rawData: unknown }[]][]>('raw-data', { subgraph: { source, scope }, keys })),
    entities: (options = {}) => connection.lines<StoredEntity>(`${STORE_PATH}/entities`, { body: options }),
    relationships: (options = {}) => connection.lines<StoredRelationship>(`${STORE_PATH}/relationships`, { body: options }),
    counts: (scope) => ask('counts', { scope }),
    changes: (options) => ask('changes', options),
    history: (key) => ask('history', { key }),
    find: (text) => ask('find', { text }),
    scopes: () => ask('scopes'),
    values: (property, options) => ask('values', { property, ...options }),
    catalog: () => ask('catalog'),
    info: () => ask('info'),
    query: (plan, options) => askQuery('query', plan, options),
    count: (plan, options) => askQuery('count', plan, options),
    explain: (plan) => askQuery('explain', plan),
    runs: remoteRuns(ask),
    checkpoint: remoteCheckpoint(connection, ask),
    records: owners<Records>(['get', 'list', 'write', 'removeOlder']),
    results: owners<Results>(['compare', 'members', 'forget']),
    uploads: owners<Uploads>(['add', 'known', 'counts', 'read', 'drop']),
    ...owners<Pick<Store, 'sql' | 'purge' | 'backup' | 'page' | 'changed' | 'usual'>>(['sql', 'purge', 'backup', 'page', 'changed', 'usual']),
    close: () => connection.close(),
  };
}

type Ask = <T>(name: string, input?: object) => Promise<T>;

const remoteRuns = (ask: Ask): Runs => ({
  save: (run) => ask('runs-save', run),
  list: (options) => ask('runs-list', options),
  scopes: () => ask('runs-scopes'),
  getState: (scope, name) => ask('runs-get-state', { scope, name }),
  setState: (scope, name, value) => ask('runs-set-state', { scope, name, value }),
});

const remoteCheckpoint = (connection: Connection, ask: Ask): Checkpoint => ({
  async put(scope, parts) {
    for (const some of packed(parts)) await connection.call(`${STORE_PATH}/checkpoint-put`, { json: `{"scope":${JSON.stringify(scope)},"parts":${some}}`, repeatable: true });
  },
  get: (scope, keys, since) => ask('checkpoint-get', { scope, keys, since }),
  count: (scope, since) => ask('checkpoint-count', { scope, since }),
  clear: (scope) => ask('checkpoint-clear', { scope }),
});

/** What the process that owns the store keeps to itself: whoever is told of a server asks its other routes. */
const owners = <T extends object>(names: readonly (keyof T & string)[]): T =>
  Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        throw new GraphZoomError('bug', `${name} was asked of a store that another process owns.`);
      },
    ]),
  ) as T;
