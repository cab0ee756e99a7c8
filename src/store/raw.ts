import type { Entity } from '../model/graph.ts';
import type { Connection, Driver } from './driver.ts';
import { hashText, pack } from './pack.ts';

/** Raw answers that a sync brought; only those that differ from the stored ones are packed and written. */
export class RawStage {
  readonly #driver: Driver;
  readonly #connection: Connection;
  readonly #scope: string;
  #made = false;
  #seq = 0;
  changed = 0;

  constructor(driver: Driver, connection: Connection, scope: string) {
    this.#driver = driver;
    this.#connection = connection;
    this.#scope = scope;
  }

  async add(entities: readonly Entity[]): Promise<void> {
    const withRaw = entities.filter((entity) => entity._rawData !== undefined);
    if (withRaw.length === 0) return;
    await this.#make();
    const texts = withRaw.map((entity) => JSON.stringify(entity._rawData));
    const hashes = texts.map(hashText);
    const keys = withRaw.map((entity) => entity._key);
    await this.#connection.run('DELETE FROM raw_probe');
    await this.#connection.append('raw_probe', ['bigint', 'text', 'text'], [keys.map((_, index) => index), keys, hashes]);
    const rows = await this.#connection.all('SELECT p.i FROM raw_probe p LEFT JOIN raw r ON r.scope = $1 AND r.key = p.key WHERE r.hash IS DISTINCT FROM p.hash', [this.#scope]);
    const changed = rows.map((row) => Number(row.i)).sort((a, b) => a - b);
    if (changed.length === 0) return;
    const at = <T>(list: readonly T[]) => changed.map((index) => list[index] as T);
    await this.#connection.append('raw_stage', ['bigint', 'text', 'text', 'blob'], [changed.map(() => this.#seq++), at(keys), at(hashes), at(texts).map(pack)]);
    this.changed += changed.length;
  }

  /** Writes the changed ones; of a key that came twice the later counts. Part of the commit's transaction. */
  async apply(): Promise<void> {
    if (this.changed === 0) return;
    await this.#connection.run('DELETE FROM raw WHERE scope = $1 AND key IN (SELECT key FROM raw_stage)', [this.#scope]);
    await this.#connection.run('INSERT INTO raw SELECT $1, s.key, s.hash, s.body FROM raw_stage s JOIN (SELECT key, max(seq) AS seq FROM raw_stage GROUP BY key) l ON l.seq = s.seq', [this.#scope]);
  }

  async #make(): Promise<void> {
    if (this.#made) return;
    this.#made = true;
    const { text, bigint, blob } = this.#driver.typeNames;
    await this.#connection.run(`CREATE TEMP TABLE raw_probe (i ${bigint}, key ${text}, hash ${text})`);
    await this.#connection.run(`CREATE TEMP TABLE raw_stage (seq ${bigint}, key ${text}, hash ${text}, body ${blob})`);
  }
}
