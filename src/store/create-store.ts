import type { GraphCatalog } from '../j1ql/sql/catalog.ts';
import { compile } from '../j1ql/sql/compile.ts';
import { valuesSql } from '../j1ql/sql/values.ts';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { createSerial } from '../lib/serial.ts';
import { type Kind, liveTable, loadCatalog, type TypeTable } from './catalog.ts';
import { readChangedTypes, readChanges } from './changes.ts';
import { createCheckpoint } from './checkpoint.ts';
import { difference } from './difference.ts';
import type { Connection, Driver } from './driver.ts';
import { findEntities } from './find.ts';
import { readGraphCatalog } from './graph-catalog.ts';
import { SCHEMA_VERSION } from './migrate.ts';
import { unpack } from './pack.ts';
import { readPage } from './page.ts';
import { purge } from './purge.ts';
import { countRows, runQuery } from './query.ts';
import { readById, readLive, readVersions } from './read.ts';
import { createRecords } from './records.ts';
import { compareResults, forgetResults, readMembersOf } from './results.ts';
import { createRuns } from './runs.ts';
import type { PageOptions, Source, Store, StoredEntity, StoredRelationship, Version } from './store.ts';
import { subgraphKey } from './subgraph.ts';
import { openSync } from './sync.ts';
import { createUploads } from './uploads.ts';
import { readUsual } from './usual.ts';

/** No query may hold the store for longer, unless whoever asks says so. */
const QUERY_TIMEOUT_MS = 30_000;
/** Keys looked up together with their raw data. */
const RAW_KEYS = 500;

/**
 * The store over a driver whose schema is up to date. `connection` is for the checkpoint and short reads; runs, whose
 * transactions nothing else may join, syncs and streams have their own.
 */
export function createStore(driver: Driver, { connection, runsConnection, recordsConnection }: { connection: Connection; runsConnection: Connection; recordsConnection: Connection }, clock: Clock): Store {
  const commits = createSerial();
  /** The latest sync of each subgraph, as a promise of its end. */
  const syncs = new Map<string, Promise<void>>();
  const load = { members: 0, queries: 0 };
  // Only a commit changes it, and only this process commits.
  let known: Promise<GraphCatalog> | undefined;
  const catalog = (): Promise<GraphCatalog> => {
    known ??= atOnce(driver, readGraphCatalog);
    return known;
  };
  const committing = (own: Connection, members: number) => {
    load.members = members;
    return driver.setMemory(own, load);
  };
  const withMemory = async <T>(own: Connection, work: () => Promise<T>): Promise<T> => {
    if (load.queries++ === 0) await driver.setMemory(own, load);
    try {
      return await work();
    } finally {
      if (--load.queries === 0) await driver.setMemory(own, load);
    }
  };
  const tables = async (kind: Kind, type?: string): Promise<TypeTable[]> => [...(await loadCatalog(connection)).values()].filter((t) => t.kind === kind && (type === undefined || t.type === type));

  async function* stream<T>(kind: Kind, options: { type?: string; scope?: string; source?: string; keys?: readonly string[] }): AsyncGenerator<T[]> {
    const own = await driver.connect();
    try {
      for (const table of await tables(kind, options.type)) for await (const chunk of readLive(own, table, options)) yield chunk as T[];
    } finally {
      await own.close();
    }
  }

  const rawData: Store['rawData'] = async ({ source, scope }, keys) => {
    const found = new Map<string, readonly { name: string; rawData: unknown }[]>();
    for (let start = 0; start < keys.length; start += RAW_KEYS) {
      const some = keys.slice(start, start + RAW_KEYS);
      const rows = await connection.all(`SELECT key, body FROM raw WHERE scope = $1 AND source = $2 AND key IN (${some.map((_, i) => `$${i + 3}`).join(', ')})`, [scope, source, ...some]);
      for (const row of rows) found.set(String(row.key), unpack(row.body as Uint8Array) as { name: string; rawData: unknown }[]);
    }
    return found;
  };

  const counts: Store['counts'] = async (scope) => {
    const result = { entities: {} as Record<string, number>, relationships: {} as Record<string, number> };
    for (const table of (await loadCatalog(connection)).values()) {
      const rows = await connection.all(`SELECT count(*) AS n FROM ${liveTable(table)}${scope === undefined ? '' : ' WHERE "_scope" = $1'}`, scope === undefined ? [] : [scope]);
      const n = Number(rows[0]?.n ?? 0);
      if (n > 0) result[table.kind === 'entity' ? 'entities' : 'relationships'][table.type] = n;
    }
    return result;
  };

  return {
    location: driver.location,
    checkpoint: createCheckpoint(connection),
    runs: createRuns(runsConnection),
    records: createRecords(recordsConnection),
    uploads: createUploads(() => driver.connect(), connection),
    rawData,
    counts,
    async byId(ids) {
      const [entities, relationships] = [await readById(connection, await tables('entity'), ids), await readById(connection, await tables('relationship'), ids)];
      return { entities: entities as StoredEntity[], relationships: relationships as StoredRelationship[] };
    },
    async purge(subgraph) {
      const own = await driver.connect();
      try {
        await commits(() => own.transaction(() => purge({ driver, connection: own, ...subgraph, on: clock.now() }, subgraph)));
        known = undefined;
      } finally {
        await own.close();
      }
    },
    backup: (file) => driver.backup(file),
    async beginSync(options) {
      const key = subgraphKey(options);
      const before = options.edit ? undefined : syncs.get(key);
      let onEnd = () => {};
      if (!options.edit) {
        const end = new Promise<void>((resolve) => {
          onEnd = resolve;
        });
        syncs.set(key, end);
        void end.then(() => syncs.get(key) === end && syncs.delete(key));
      }
      await before;
      try {
        return await openSync({ driver, inTurn: commits, committing, onEnd, onCommit: () => (known = undefined) }, options);
      } catch (error) {
        onEnd();
        throw error;
      }
    },
    async *entities({ raw, ...options } = {}) {
      for await (const chunk of stream<StoredEntity>('entity', options)) {
        const bodies = raw ? await rawOf(rawData, chunk) : undefined;
        for (const entity of chunk) yield bodies ? ({ ...entity, _rawData: bodies.get(`${subgraphOf(entity)}\u0000${entity._key}`) } as StoredEntity) : entity;
      }
    },
    async *relationships(options = {}) {
      for await (const chunk of stream<StoredRelationship>('relationship', options)) yield* chunk;
    },
    async page<T extends StoredEntity | StoredRelationship>(kind: Kind, { limit, after, deleted = false }: PageOptions) {
      const own = await driver.connect();
      try {
        return await readPage<T>(own, await tables(kind), { limit, deleted, ...(after ? { after } : {}) });
      } finally {
        await own.close();
      }
    },
    changes: (options) => readChanges(connection, options),
    changed: (options) => atOnce(driver, (own) => readChangedTypes(own, options)),
    results: {
      async compare(asked, { on, most, decide, signal }) {
        const known = await catalog();
        const tables = await loadCatalog(connection);
        const own = await driver.connect();
        const reading = <T>(work: () => Promise<T>) => limited(own, clock, signal ? { signal } : {}, () => withMemory(own, work));
        try {
          await compareResults({ connection: own, catalog: known, tables, dialect: driver.dialect }, asked, { on, most, reading, decide });
        } finally {
          await own.close();
        }
      },
      members: (set, options) => withTimeout(driver, clock, {}, (own) => readMembersOf(own, set, options)),
      async forget(owner, but) {
        const own = await driver.connect();
        try {
          await forgetResults(own, owner, but);
        } finally {
          await own.close();
        }
      },
    },
    history: (key) => history(connection, () => tables('entity'), key),
    find: async (text) => withTimeout(driver, clock, {}, async (own) => findEntities((sql, params) => own.all(sql, params), await catalog(), text)),
    async scopes() {
      const found = new Set<string>();
      for (const { table } of (await catalog()).types) for (const row of await connection.all(`SELECT DISTINCT "_scope" AS scope FROM ${table}`)) found.add(String(row.scope));
      return [...found].sort();
    },
    async values(property, { types, limit }) {
      const query = valuesSql(await catalog(), driver.dialect, property, limit, types);
      if (query === undefined) return [];
      return (await withTimeout(driver, clock, {}, (own) => own.all(query.sql, query.params))).map((row) => String(row.value));
    },
    usual: async (type, properties) => readUsual((sql) => withTimeout(driver, clock, {}, (own) => own.all(sql)), await catalog(), type, properties),
    sql: (text, params) => withTimeout(driver, clock, {}, (own) => own.transaction(() => own.all(text, params ?? []))),
    catalog,
    async query(plan, options = {}) {
      const known = await catalog();
      return withTimeout(driver, clock, options, (own) =>
        withMemory(own, () => own.transaction(async () => runQuery({ connection: own, catalog: known, tables: await loadCatalog(own), dialect: driver.dialect }, plan, options))),
      );
    },
    async count(plan, options = {}) {
      const known = await catalog();
      const context = { catalog: known, tables: new Map(), dialect: driver.dialect };
      return withTimeout(driver, clock, options, (own) => withMemory(own, () => own.transaction(() => countRows({ ...context, connection: own }, plan))));
    },
    async explain(plan) {
      const { sql, params } = compile(plan, { catalog: await catalog(), dialect: driver.dialect });
      const rows = await withTimeout(driver, clock, {}, (own) => own.all(`EXPLAIN ${sql}`, params));
      return { sql, params, database: rows.map((row) => String(row.explain_value ?? row['QUERY PLAN'])).join('\n') };
    },
    async info() {
      const { entities, relationships } = await counts();
      const sum = (record: Record<string, number>) => Object.values(record).reduce((a, b) => a + b, 0);
      return { bytes: await driver.bytes(), schemaVersion: SCHEMA_VERSION, entities: sum(entities), relationships: sum(relationships) };
    },
    async close() {
      for (const one of [recordsConnection, runsConnection, connection]) await one.close();
      await driver.close();
    },
  };
}

const subgraphOf = ({ _source, _scope }: StoredEntity): string => subgraphKey({ source: _source as Source, scope: _scope });

async function rawOf(rawData: Store['rawData'], chunk: readonly StoredEntity[]) {
  const bodies = new Map<string, readonly { name: string; rawData: unknown }[]>();
  const subgraphs = new Map<string, StoredEntity[]>();
  for (const entity of chunk) subgraphs.set(subgraphOf(entity), [...(subgraphs.get(subgraphOf(entity)) ?? []), entity]);
  for (const [subgraph, entities] of subgraphs)
    for (const [key, body] of await rawData(
      { source: entities[0]?._source as Source, scope: entities[0]?._scope as string },
      entities.map((entity) => entity._key),
    ))
      bodies.set(`${subgraph}\u0000${key}`, body);
  return bodies;
}

async function history(connection: Connection, tables: () => Promise<TypeTable[]>, key: string): Promise<Version[]> {
  const versions: Version[] = [];
  for (const table of await tables())
    for (const { object, endOn, deleted } of await readVersions(connection, table, key)) {
      const before = versions.at(-1);
      const follows = before !== undefined && before.entity._scope === object._scope && !before.deleted;
      versions.push({ version: object._version, beginOn: object._beginOn, ...(endOn === undefined ? {} : { endOn }), deleted, entity: object, changed: follows ? difference(before.entity, object) : [] });
    }
  return versions;
}

/** Reads one state of the database, whatever is committed meanwhile. */
async function atOnce<T>(driver: Driver, read: (own: Connection) => Promise<T>): Promise<T> {
  const own = await driver.connect();
  try {
    return await own.transaction(() => read(own));
  } finally {
    await own.close();
  }
}

/** Reads on a connection of its own, which is interrupted when the time is up or whoever asked goes away. */
async function withTimeout<T>(driver: Driver, clock: Clock, options: { signal?: AbortSignal; timeoutMs?: number }, work: (own: Connection) => Promise<T>): Promise<T> {
  const own = await driver.connect();
  try {
    return await limited(own, clock, options, () => work(own));
  } finally {
    await own.close();
  }
}

/** Soon enough that nobody waits for it, seldom enough to cost nothing. */
const INTERRUPT_AGAIN_MS = 50;

/** Ends what runs on a connection when the time is up or whoever asked goes away. */
async function limited<T>(own: Connection, clock: Clock, options: { signal?: AbortSignal; timeoutMs?: number }, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const limit = options.timeoutMs ?? QUERY_TIMEOUT_MS;
  let late = false;
  // An interruption between two statements hits nothing: it is repeated until the work has ended.
  let again: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    own.interrupt();
    again ??= setInterval(() => own.interrupt(), INTERRUPT_AGAIN_MS);
  };
  const timer = clock.sleep(limit, done.signal).then(
    () => {
      late = true;
      interrupt();
    },
    () => undefined,
  );
  options.signal?.addEventListener('abort', interrupt);
  try {
    options.signal?.throwIfAborted();
    return await work();
  } catch (error) {
    options.signal?.throwIfAborted();
    // The database's word for it; the store is well.
    if (error instanceof GraphZoomError && /Out of Memory/.test(error.message)) throw new GraphZoomError('query-slow', 'The query needs more memory than a query may have, and was given up.', { cause: error });
    if (late) throw new GraphZoomError('query-slow', `The query took longer than ${limit / 1000} seconds and was given up.`, { cause: error });
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    done.abort();
    await timer;
    clearInterval(again);
  }
}
