import type { Entity, Relationship } from '../model/graph.ts';
import { type Column, columnFor, type Kind, liveTable, type TypeTable } from './catalog.ts';
import { type ColumnType, type Connection, type Driver, quote } from './driver.ts';
import { COLUMN_TYPES, fingerprint, propertyNames, type StoredValue, storedValue } from './values.ts';

type Member = Entity | Relationship;

/**
 * What a sync brought of one type, in temporary tables: `seen` has the key and fingerprint of every member, `stage` the whole
 * row of those that are new or changed. Nothing of it is in the program's memory, so memory does not grow with the graph.
 */
export class Stage {
  readonly table: TypeTable;
  readonly seen: string;
  readonly stage: string;
  readonly #driver: Driver;
  readonly #connection: Connection;
  readonly #scope: string;
  readonly #columns: Column[] = [];
  readonly #staged = new Set<Column>();
  #made = false;
  #seq = 0;
  /** Rows in `stage`. */
  changed = 0;

  constructor(options: { driver: Driver; connection: Connection; table: TypeTable; scope: string; number: number }) {
    this.#driver = options.driver;
    this.#connection = options.connection;
    this.#scope = options.scope;
    this.table = options.table;
    this.seen = `seen_${options.number}`;
    this.stage = `stage_${options.number}`;
  }

  get kind(): Kind {
    return this.table.kind;
  }

  /** The property columns of `stage`, in its order. */
  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Takes members of this type; of the same key the later one counts. */
  async add(members: readonly Member[]): Promise<void> {
    await this.#make();
    const first = this.#seq;
    const names = members.map((member) => propertyNames(member));
    const hashes = members.map((member, index) => fingerprint(member, names[index] as string[]));
    await this.#connection.append(this.seen, ['text', 'bigint', 'text'], [members.map((m) => m._key), members.map(() => this.#seq++), hashes]);
    const changed = await this.#changedSince(first);
    if (changed.length > 0) await this.#append(changed.map((index) => ({ member: members[index] as Member, seq: first + index, hash: hashes[index] as string, names: names[index] as string[] })));
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

  async #append(rows: readonly { member: Member; seq: number; hash: string; names: readonly string[] }[]): Promise<void> {
    const values = rows.map(({ member, names }) => {
      const row = new Map<Column, unknown>();
      for (const name of names) {
        const stored = storedValue(member[name], name) as StoredValue;
        const column = columnFor(this.table, name, stored.kind);
        // A list column of another kind takes an empty list as it is.
        row.set(column, stored.value);
      }
      return row;
    });
    for (const row of values) for (const column of row.keys()) if (!this.#staged.has(column)) await this.#addColumn(column);
    const ends = this.kind === 'relationship';
    const fixed: [ColumnType, unknown[]][] = [
      ['bigint', rows.map((r) => r.seq)],
      ['text', rows.map((r) => r.member._key)],
      ['text', rows.map((r) => r.hash)],
      ['texts', rows.map((r) => (typeof r.member._class === 'string' ? [r.member._class] : r.member._class))],
      ...(ends
        ? ([
            ['text', rows.map((r) => r.member._fromEntityKey)],
            ['text', rows.map((r) => r.member._toEntityKey)],
          ] as [ColumnType, unknown[]][])
        : []),
    ];
    const properties = this.#columns.map((column): [ColumnType, unknown[]] => [COLUMN_TYPES[column.kind], values.map((row) => row.get(column) ?? null)]);
    const all = [...fixed, ...properties];
    await this.#connection.append(
      this.stage,
      all.map(([type]) => type),
      all.map(([, column]) => column),
    );
    this.changed += rows.length;
  }

  async #make(): Promise<void> {
    if (this.#made) return;
    this.#made = true;
    const { text, texts, bigint } = this.#driver.typeNames;
    const ends = this.kind === 'relationship' ? `, "_fromEntityKey" ${text}, "_toEntityKey" ${text}` : '';
    await this.#connection.run(`CREATE TEMP TABLE ${this.seen} (_key ${text}, _seq ${bigint}, _hash ${text})`);
    await this.#connection.run(`CREATE TEMP TABLE ${this.stage} ("_seq" ${bigint}, "_key" ${text}, "_hash" ${text}, "_class" ${texts}${ends})`);
  }

  async #addColumn(column: Column): Promise<void> {
    this.#staged.add(column);
    this.#columns.push(column);
    await this.#connection.run(`ALTER TABLE ${this.stage} ADD COLUMN ${quote(column.column)} ${this.#driver.typeNames[COLUMN_TYPES[column.kind]]}`);
  }

  async drop(): Promise<void> {
    for (const name of [this.seen, this.stage]) await this.#connection.run(`DROP TABLE IF EXISTS ${name}`);
  }
}
