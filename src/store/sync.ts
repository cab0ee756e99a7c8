import { GraphZoomError } from '../lib/errors.ts';
import { keepHeapSmall } from '../lib/heap.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import { type ApplyContext, applyStage, softDelete } from './apply.ts';
import { catalogKey, type Kind, liveTable, loadCatalog, type TypeTable, typeTable, writePending } from './catalog.ts';
import { type Driver, literal, type StageArea } from './driver.ts';
import { RawStage } from './raw.ts';
import { Stage } from './stage.ts';
import type { CommitOptions, Sync, SyncOptions, SyncResult } from './store.ts';

/** Members gathered before they go to the database. Entities are wide, and a batch of them is held in memory; edges are narrow, and many. */
const BATCH = { entity: 1024, relationship: 8192 } as const;

/** Opens a sync on a connection of its own, which it closes at the end. */
export async function openSync(driver: Driver, options: SyncOptions, onEnd: () => void): Promise<Sync> {
  const connection = await driver.connect();
  try {
    const catalog = await loadCatalog(connection);
    return new TableSync({ driver, connection, area: await driver.openStage(connection), ...options }, catalog, onEnd);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

class TableSync implements Sync {
  readonly #context: ApplyContext & { readonly area: StageArea };
  readonly #catalog: Map<string, TypeTable>;
  readonly #stages = new Map<string, Stage>();
  readonly #buffers = new Map<string, (Entity | Relationship)[]>();
  readonly #raw: RawStage;
  readonly #onEnd: () => void;
  #ended = false;

  constructor(context: ApplyContext & { readonly area: StageArea }, catalog: Map<string, TypeTable>, onEnd: () => void) {
    this.#context = context;
    this.#catalog = catalog;
    this.#raw = new RawStage(context);
    this.#onEnd = onEnd;
  }

  entities(batch: readonly Entity[]): Promise<void> {
    return this.#add('entity', batch);
  }

  relationships(batch: readonly Relationship[]): Promise<void> {
    return this.#add('relationship', batch);
  }

  async commit({ completeTypes }: CommitOptions): Promise<SyncResult> {
    if (this.#ended) throw new GraphZoomError('bug', 'A sync was committed after it had ended.');
    const { connection, driver, scope } = this.#context;
    const result = { entities: tally(), relationships: tally(), mapped: tally(), dangling: 0 };
    try {
      for (const key of this.#buffers.keys()) await this.#flush(key);
      const complete = (table: TypeTable) => completeTypes === '*' || completeTypes.includes(table.type);
      const tables = (kind: Kind) => [...this.#catalog.values()].filter((t) => t.kind === kind);
      await driver.makeRoom(
        connection,
        [...this.#stages.values()].reduce((sum, stage) => sum + stage.count, 0),
      );
      await connection.transaction(async () => {
        for (const stage of this.#stages.values()) if (stage.changed > 0) await writePending(driver, connection, stage.table);
        const gone: string[] = [];
        for (const table of tables('entity')) {
          const stage = this.#stages.get(catalogKey('entity', table.type));
          if (complete(table) && !table.isNew) {
            gone.push(`SELECT "_id" AS id, "_key" AS k FROM ${liveTable(table)} t WHERE ${this.#unseen(stage)}`);
            await connection.run(`CREATE TEMP TABLE gone_${gone.length} AS ${gone.at(-1)}`);
            result.entities.deleted += await softDelete(this.#context, table, this.#unseen(stage));
          }
          if (stage) await applyStage(this.#context, stage, result.entities);
        }
        if (tables('relationship').some((table) => (this.#stages.get(catalogKey('relationship', table.type))?.changed ?? 0) > 0)) await this.#makeEnds(tables('entity'));
        for (const table of tables('relationship')) {
          const stage = this.#stages.get(catalogKey('relationship', table.type));
          if (complete(table) && !table.isNew) result.relationships.deleted += await softDelete(this.#context, table, this.#unseen(stage));
          if (stage) result.dangling += (await applyStage(this.#context, stage, result.relationships)).dangling;
          for (let n = 1; n <= gone.length; n++)
            if (!table.isNew) result.relationships.deleted += await softDelete(this.#context, table, `t."_fromEntityId" IN (SELECT id FROM gone_${n}) OR t."_toEntityId" IN (SELECT id FROM gone_${n})`);
        }
        await this.#raw.apply();
        for (let n = 1; n <= gone.length; n++) await connection.run(`DELETE FROM raw WHERE scope = ${literal(scope)} AND key IN (SELECT k FROM gone_${n})`);
      });
      const wrote = [result.entities, result.relationships].some((t) => t.created + t.updated + t.deleted > 0) || this.#raw.changed > 0;
      if (wrote) await driver.checkpoint(connection);
      return result;
    } finally {
      await this.#end();
    }
  }

  async abort(): Promise<void> {
    if (!this.#ended) await this.#end();
  }

  async #add(kind: Kind, batch: readonly (Entity | Relationship)[]): Promise<void> {
    for (const member of batch) {
      const key = catalogKey(kind, member._type);
      const buffer = this.#buffers.get(key) ?? [];
      if (buffer.length === 0) this.#buffers.set(key, buffer);
      buffer.push(member);
      if (buffer.length >= BATCH[kind]) await this.#flush(key);
    }
  }

  async #flush(key: string): Promise<void> {
    const members = this.#buffers.get(key) ?? [];
    this.#buffers.set(key, []);
    const first = members[0];
    if (first === undefined) return;
    const kind: Kind = key.startsWith('entity:') ? 'entity' : 'relationship';
    let stage = this.#stages.get(key);
    if (!stage) {
      stage = new Stage({ ...this.#context, table: typeTable(this.#catalog, kind, first._type), number: this.#stages.size });
      this.#stages.set(key, stage);
    }
    await stage.add(members);
    if (kind === 'entity') await this.#raw.add(members as Entity[]);
    keepHeapSmall();
  }

  /** Live members of this scope that the sync did not bring. */
  #unseen(stage: Stage | undefined): string {
    const own = `t."_scope" = ${literal(this.#context.scope)}`;
    return stage ? `${own} AND NOT EXISTS (SELECT 1 FROM ${stage.seen} s WHERE s."_key" = t."_key")` : own;
  }

  /** Keys of the entities there are now: an end is looked for in the own scope first, then in any. */
  async #makeEnds(entities: readonly TypeTable[]): Promise<void> {
    const { connection, scope } = this.#context;
    const all =
      entities.map((t) => `SELECT "_key", "_id", "_scope", ${literal(t.type)} AS "_type" FROM ${liveTable(t)}`).join(' UNION ALL ') ||
      `SELECT NULL AS "_key", CAST(NULL AS UUID) AS "_id", NULL AS "_scope", NULL AS "_type" WHERE false`;
    await connection.run(`CREATE TEMP TABLE ends_own AS SELECT "_key" AS _key, "_id" AS _id, "_type" AS _type FROM (${all}) e WHERE "_scope" = ${literal(scope)}`);
    await connection.run(`CREATE TEMP TABLE ends_any AS SELECT DISTINCT ON ("_key") "_key" AS _key, "_id" AS _id, "_type" AS _type FROM (${all}) e WHERE "_scope" <> ${literal(scope)} ORDER BY "_key", "_id"`);
  }

  async #end(): Promise<void> {
    this.#ended = true;
    try {
      await this.#context.area.drop();
      await this.#context.driver.makeRoom(this.#context.connection, 0);
    } finally {
      await this.#context.connection.close(); // temporary tables end with it
      this.#onEnd();
    }
  }
}

const tally = () => ({ created: 0, updated: 0, deleted: 0 });
