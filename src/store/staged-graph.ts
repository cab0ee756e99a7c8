import { keepHeapSmall } from '../lib/heap.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import { catalogKey, type Kind, type TypeTable, typeTable } from './catalog.ts';
import type { Connection, Driver, StageArea } from './driver.ts';
import { RawStage } from './raw.ts';
import { Stage } from './stage.ts';
import type { Subgraph } from './store.ts';

/** Members gathered before they go to the database. Entities are wide, and a batch of them is held in memory; edges are narrow, and many. */
const BATCH = { entity: 1024, relationship: 8192 } as const;

export interface StagedGraphOptions extends Subgraph {
  readonly driver: Driver;
  readonly connection: Connection;
  readonly area: StageArea;
  /** Begins the names of its tables. */
  readonly prefix: string;
}

/** Everything that a sync brought and that is not in the graph yet, a stage for each type. */
export class StagedGraph {
  readonly stages = new Map<string, Stage>();
  readonly raw: RawStage;
  catalog: Map<string, TypeTable>;
  readonly #options: StagedGraphOptions;
  readonly #buffers = new Map<string, (Entity | Relationship)[]>();

  constructor(options: StagedGraphOptions, catalog: Map<string, TypeTable>) {
    this.#options = options;
    this.catalog = catalog;
    this.raw = new RawStage(options);
  }

  /** Members that were brought. */
  get count(): number {
    return [...this.stages.values()].reduce((sum, stage) => sum + stage.count, 0);
  }

  async add(kind: Kind, batch: readonly (Entity | Relationship)[]): Promise<void> {
    for (const member of batch) {
      const key = catalogKey(kind, member._type);
      const buffer = this.#buffers.get(key) ?? [];
      if (buffer.length === 0) this.#buffers.set(key, buffer);
      buffer.push(member);
      if (buffer.length >= BATCH[kind]) await this.#flush(key);
    }
  }

  async flush(): Promise<void> {
    for (const key of this.#buffers.keys()) await this.#flush(key);
  }

  stageOf(table: TypeTable): Stage | undefined {
    return this.stages.get(catalogKey(table.kind, table.type));
  }

  /** Goes over to the catalogue as it is now. */
  async rebase(catalog: Map<string, TypeTable>): Promise<void> {
    this.catalog = catalog;
    for (const stage of this.stages.values()) await stage.rebase(typeTable(catalog, stage.kind, stage.table.type));
  }

  async #flush(key: string): Promise<void> {
    const members = this.#buffers.get(key) ?? [];
    this.#buffers.set(key, []);
    const first = members[0];
    if (first === undefined) return;
    const kind: Kind = key.startsWith('entity:') ? 'entity' : 'relationship';
    let stage = this.stages.get(key);
    if (!stage) {
      stage = new Stage({ ...this.#options, table: typeTable(this.catalog, kind, first._type), name: `${this.#options.prefix}${this.stages.size}` });
      this.stages.set(key, stage);
    }
    await stage.add(members);
    if (kind === 'entity') await this.raw.add(members as Entity[]);
    keepHeapSmall();
  }
}
