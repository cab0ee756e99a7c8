import path from 'node:path';
import { Spool } from '../lib/spool.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import { columnFor, type Kind, liveTable, type TypeTable } from './catalog.ts';
import type { Connection, Driver } from './driver.ts';
import { fingerprint, propertyNames, storedValue } from './values.ts';

export type Member = Entity | Relationship;

/** A new or changed member, as it waits on disk for the commit. */
export interface Staged {
  readonly seq: number;
  readonly hash: string;
  readonly member: Member;
}

/**
 * What a sync brought of one type: the key and fingerprint of every member in the temporary table `seen`, those that are new or
 * changed also in `stage`, and these as a whole in a file. Nothing is held in memory, which so does not grow with the graph.
 * A file and not a wide temporary table: DuckDB holds a block for each column of one, half a gigabyte for 300 columns.
 */
export class Stage {
  readonly table: TypeTable;
  readonly seen: string;
  readonly stage: string;
  readonly #driver: Driver;
  readonly #connection: Connection;
  readonly #scope: string;
  readonly #spool: Spool<Staged>;
  #made = false;
  #seq = 0;

  constructor(options: { driver: Driver; connection: Connection; table: TypeTable; scope: string; number: number }) {
    this.#driver = options.driver;
    this.#connection = options.connection;
    this.#scope = options.scope;
    this.table = options.table;
    this.seen = `seen_${options.number}`;
    this.stage = `stage_${options.number}`;
    this.#spool = new Spool(path.join(options.driver.workDirectory, `stage-${process.pid}-${options.number}.ndjson`));
  }

  get kind(): Kind {
    return this.table.kind;
  }

  /** New or changed members. */
  get changed(): number {
    return this.#spool.count;
  }

  /** Takes members of this type; of the same key the later one counts. */
  async add(members: readonly Member[]): Promise<void> {
    await this.#make();
    const first = this.#seq;
    const hashes = members.map((member) => fingerprint(member, propertyNames(member)));
    await this.#connection.append(this.seen, ['text', 'bigint', 'text'], [members.map((m) => m._key), members.map(() => this.#seq++), hashes]);
    const changed = await this.#changedSince(first);
    if (changed.length === 0) return;
    for (const index of changed) noteColumns(this.table, members[index] as Member);
    const rows = changed.map((index): Staged => ({ seq: first + index, hash: hashes[index] as string, member: withoutRawData(members[index] as Member) }));
    const ends = this.kind === 'relationship';
    await this.#connection.append(
      this.stage,
      ['bigint', 'text', 'text', 'text', 'text'],
      [rows.map((r) => r.seq), rows.map((r) => r.member._key), rows.map((r) => r.hash), rows.map((r) => (ends ? r.member._fromEntityKey : null)), rows.map((r) => (ends ? r.member._toEntityKey : null))],
    );
    await this.#spool.add(rows);
  }

  /** The new or changed members in the order they came, in batches. */
  async *read(size: number): AsyncGenerator<Staged[]> {
    let batch: Staged[] = [];
    for await (const row of this.#spool.read()) {
      batch.push(row);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** Removes what is on disk. */
  async end(): Promise<void> {
    await this.#spool.remove();
  }

  /** Offsets from `first` of the members whose fingerprint is not the live one. */
  async #changedSince(first: number): Promise<number[]> {
    if (this.table.isNew) return Array.from({ length: this.#seq - first }, (_, index) => index);
    const rows = await this.#connection.all(
      `SELECT s._seq AS seq FROM ${this.seen} s LEFT JOIN ${liveTable(this.table)} t ON t."_key" = s._key AND t."_scope" = $1
       WHERE s._seq >= $2 AND t."_hash" IS DISTINCT FROM s._hash ORDER BY s._seq`,
      [this.#scope, first],
    );
    return rows.map((row) => Number(row.seq) - first);
  }

  async #make(): Promise<void> {
    if (this.#made) return;
    this.#made = true;
    const { text, bigint } = this.#driver.typeNames;
    await this.#connection.run(`CREATE TEMP TABLE ${this.seen} (_key ${text}, _seq ${bigint}, _hash ${text})`);
    await this.#connection.run(`CREATE TEMP TABLE ${this.stage} (_seq ${bigint}, _key ${text}, _hash ${text}, _from ${text}, _to ${text})`);
  }
}

/** Notes the columns of a member: the commit makes all of them before it touches a row, for DuckDB refuses both in the other order. */
function noteColumns(table: TypeTable, member: Member): void {
  for (const name of propertyNames(member)) {
    const value = member[name];
    // The usual case without a look: a column of the value's kind is there.
    if (typeof value === 'boolean' && table.columns.get(name)?.[0]?.kind === 'boolean') continue;
    const stored = storedValue(value, name);
    if (stored) columnFor(table, name, stored.kind);
  }
}

const withoutRawData = (member: Member): Member => {
  const { _rawData: _, ...rest } = member as Entity;
  return rest as Member;
};
