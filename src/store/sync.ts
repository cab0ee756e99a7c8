import { GraphZoomError } from '../lib/errors.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import type { ApplyContext } from './apply.ts';
import { applyGraph } from './apply-graph.ts';
import { loadCatalog, type TypeTable, writePending } from './catalog.ts';
import type { Connection, Driver, StageArea } from './driver.ts';
import { Mapper } from './mapper/mapper.ts';
import { writeRecords } from './records.ts';
import { StagedGraph } from './staged-graph.ts';
import type { CommitOptions, Sync, SyncOptions, SyncResult } from './store.ts';

export interface SyncDeps {
  readonly driver: Driver;
  /** Runs commits one after the other: each must see what the one before it made. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Says how many members are being committed. */
  readonly committing: (connection: Connection, members: number) => Promise<void>;
  readonly onCommit: () => void;
  readonly onEnd: () => void;
}

/** Opens a sync on a connection of its own, which it closes at the end. */
export async function openSync(deps: SyncDeps, options: SyncOptions): Promise<Sync> {
  const connection = await deps.driver.connect();
  try {
    const catalog = await loadCatalog(connection);
    return new TableSync(deps, { connection, area: await deps.driver.openStage(connection), options }, catalog);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

class TableSync implements Sync {
  readonly #deps: SyncDeps;
  readonly #context: ApplyContext & { readonly area: StageArea };
  readonly #staged: StagedGraph;
  readonly #mapper: Mapper;
  readonly #anyEnds: boolean;
  #ended = false;

  constructor(deps: SyncDeps, { connection, area, options }: { connection: Connection; area: StageArea; options: SyncOptions }, catalog: Map<string, TypeTable>) {
    this.#deps = deps;
    this.#context = { driver: deps.driver, connection, area, source: options.source, scope: options.scope, on: options.on };
    this.#staged = new StagedGraph({ ...this.#context, prefix: '' }, catalog);
    this.#mapper = new Mapper(this.#context);
    this.#anyEnds = options.ends !== 'own';
  }

  entities(batch: readonly Entity[]): Promise<void> {
    return this.#staged.add('entity', batch);
  }

  async relationships(batch: readonly Relationship[]): Promise<void> {
    const mapped = batch.filter((relationship) => relationship._mapping !== undefined);
    if (mapped.length === 0) return this.#staged.add('relationship', batch);
    await this.#mapper.add(mapped);
    await this.#staged.add(
      'relationship',
      batch.filter((relationship) => relationship._mapping === undefined),
    );
  }

  async commit(options: CommitOptions): Promise<SyncResult> {
    if (this.#ended) throw new GraphZoomError('bug', 'A sync was committed after it had ended.');
    try {
      await this.#staged.flush();
      return await this.#deps.inTurn(() => this.#apply(options));
    } finally {
      await this.#end();
    }
  }

  async abort(): Promise<void> {
    if (!this.#ended) await this.#end();
  }

  async #apply(options: CommitOptions): Promise<SyncResult> {
    const { connection, driver } = this.#context;
    const staged = this.#staged;
    const complete = (type: string) => (options.completeTypes === '*' ? !options.except?.includes(type) : options.completeTypes.includes(type));
    // Another sync may have been committed since this one began.
    await staged.rebase(await loadCatalog(connection));
    this.#mapper.register(staged.catalog);
    await this.#deps.committing(connection, staged.count + this.#mapper.load);
    let result: SyncResult | undefined;
    await connection.transaction(async () => {
      for (const table of staged.catalog.values()) if ((staged.stageOf(table)?.changed ?? 0) > 0 || this.#mapper.uses(table)) await writePending(driver, connection, table);
      const applied = await applyGraph(this.#context, staged, { complete, anyEnds: this.#anyEnds, ...(options.deleteIds ? { deleteIds: options.deleteIds } : {}) });
      const mapping = await this.#mapper.apply(staged.catalog, complete);
      result = { ...applied, mapped: mapping.relationships, mappedDangling: mapping.dangling };
      if (options.records) await writeRecords(connection, options.records(result));
    });
    this.#deps.onCommit();
    const done = result as unknown as SyncResult;
    const wrote = [done.entities, done.relationships, done.mapped].some((t) => t.created + t.updated + t.deleted > 0) || staged.raw.changed > 0;
    if (wrote) await driver.checkpoint(connection);
    return done;
  }

  async #end(): Promise<void> {
    this.#ended = true;
    try {
      await this.#context.area.drop();
      await this.#deps.committing(this.#context.connection, 0);
    } finally {
      await this.#context.connection.close(); // temporary tables end with it
      this.#deps.onEnd();
    }
  }
}
