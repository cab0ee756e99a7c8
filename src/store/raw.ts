import type { Entity } from '../model/graph.ts';
import type { Connection, Driver, StageArea } from './driver.ts';
import { hashText, pack } from './pack.ts';
import type { Subgraph } from './store.ts';

/** Raw answers that a sync brought; only those that differ from the stored ones are packed and written. */
export class RawStage {
  readonly #driver: Driver;
  readonly #connection: Connection;
  readonly #area: StageArea;
  readonly #subgraph: Subgraph;
  #made = false;
  #seq = 0;
  changed = 0;

  constructor(options: { driver: Driver; connection: Connection; area: StageArea } & Subgraph) {
    this.#driver = options.driver;
    this.#connection = options.connection;
    this.#area = options.area;
    this.#subgraph = { source: options.source, scope: options.scope };
  }

  async add(entities: readonly Entity[]): Promise<void> {
    const withRaw = entities.filter((entity) => entity._rawData !== undefined);
    if (withRaw.length === 0) return;
    await this.#make();
    const { schema } = this.#area;
    const first = this.#seq;
    const seqs = withRaw.map(() => this.#seq++);
    const texts = withRaw.map((entity) => JSON.stringify(entity._rawData));
    const hashes = texts.map(hashText);
    const keys = withRaw.map((entity) => entity._key);
    await this.#connection.append('raw_seen', ['bigint', 'text', 'text'], [seqs, keys, hashes], schema);
    const rows = await this.#connection.all(`SELECT p.seq FROM ${schema}.raw_seen p LEFT JOIN raw r ON r.scope = $1 AND r.source = $3 AND r.key = p.key WHERE p.seq >= $2 AND r.hash IS DISTINCT FROM p.hash`, [
      this.#subgraph.scope,
      first,
      this.#subgraph.source,
    ]);
    const changed = rows.map((row) => Number(row.seq) - first).sort((a, b) => a - b);
    if (changed.length === 0) return;
    const at = <T>(list: readonly T[]) => changed.map((index) => list[index] as T);
    await this.#connection.append('raw_rows', ['bigint', 'text', 'text', 'blob'], [at(seqs), at(keys), at(hashes), at(texts).map(pack)], schema);
    this.changed += changed.length;
  }

  /** Writes the changed ones; of a key that came twice the later counts. Part of the commit's transaction. */
  async apply(): Promise<{ created: number; updated: number }> {
    if (this.changed === 0) return { created: 0, updated: 0 };
    const rows = `${this.#area.schema}.raw_rows`;
    const { scope, source } = this.#subgraph;
    const updated = await this.#connection.run(`DELETE FROM raw WHERE scope = $1 AND source = $2 AND key IN (SELECT key FROM ${rows})`, [scope, source]);
    const written = await this.#connection.run(`INSERT INTO raw SELECT $1, s.key, s.hash, s.body, $2 FROM ${rows} s JOIN (SELECT max(seq) AS seq FROM ${rows} GROUP BY key) l ON l.seq = s.seq`, [scope, source]);
    return { created: written - updated, updated };
  }

  async #make(): Promise<void> {
    if (this.#made) return;
    this.#made = true;
    const { text, bigint, blob } = this.#driver.typeNames;
    await this.#connection.run(`${this.#area.create} ${this.#area.schema}.raw_seen (seq ${bigint}, key ${text}, hash ${text})`);
    await this.#connection.run(`${this.#area.create} ${this.#area.schema}.raw_rows (seq ${bigint}, key ${text}, hash ${text}, body ${blob})`);
  }
}
