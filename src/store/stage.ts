import { quote } from '../lib/quote.ts';
import type { Entity, Relationship } from '../model/graph.ts';
import { type Column, columnFor, type Kind, liveTable, type TypeTable } from './catalog.ts';
import type { Connection, Driver, StageArea } from './driver.ts';
import type { Subgraph } from './store.ts';
import { owned } from './subgraph.ts';
import { toColumns } from './to-columns.ts';
import { COLUMN_TYPES, END_KEYS, fingerprint, propertyNames } from './values.ts';

export type Member = Entity | Relationship;

/** The first of END_KEYS, which every relationship has; the others name ends by id or subgraph. */
const KEYS_OF_ENDS = 2;

/**
 * What a sync brought of one type: key and fingerprint of every member in the table `seen`, those that are new or changed also in
 * `rows`, which has the live table's columns of the properties met. Both lie in the sync's own area on disk: nothing is held in
 * memory, which so does not grow with the graph, and the commit is a few statements that never leave the database.
 */
export class Stage {
  table: TypeTable;
  /** SQL names of the two tables. */
  readonly seen: string;
  readonly rows: string;
  /** Columns of `rows` that hold properties. */
  columns: Column[] = [];
  /** New or changed members. */
  changed = 0;
  /** Some relationship names its ends by id or subgraph. */
  namesEnds = false;
  readonly #driver: Driver;
  readonly #connection: Connection;
  readonly #area: StageArea;
  readonly #subgraph: Subgraph;
  readonly #name: string;
  readonly #known = new Set<Column>();
  #seenMade = false;
  #seq = 0;

  constructor(options: { driver: Driver; connection: Connection; area: StageArea; table: TypeTable; name: string } & Subgraph) {
    this.#driver = options.driver;
    this.#connection = options.connection;
    this.#area = options.area;
    this.#subgraph = { source: options.source, scope: options.scope };
    this.#name = options.name;
    this.table = options.table;
    this.seen = `${options.area.schema}.seen_${options.name}`;
    this.rows = `${options.area.schema}.rows_${options.name}`;
  }

  get kind(): Kind {
    return this.table.kind;
  }

  /** Members that the sync brought. */
  get count(): number {
    return this.#seq;
  }

  /** Takes members of this type; of the same key the later one counts. */
  async add(members: readonly Member[]): Promise<void> {
    const { text, bigint } = this.#driver.typeNames;
    if (!this.#seenMade) await this.#connection.run(`${this.#area.create} ${this.seen} ("_seq" ${bigint}, "_key" ${text}, "_hash" ${text})`);
    this.#seenMade = true;
    const first = this.#seq;
    const hashes = members.map((member) => fingerprint(member, propertyNames(member)));
    await this.#connection.append(`seen_${this.#name}`, ['bigint', 'text', 'text'], [members.map(() => this.#seq++), members.map((m) => m._key), hashes], this.#area.schema);
    const changed = await this.#changedSince(first);
    if (changed.length > 0) await this.#stageRows(changed.map((index) => ({ seq: first + index, hash: hashes[index] as string, member: members[index] as Member })));
  }

  /** Offsets from `first` of the members whose fingerprint is not the live one. */
  async #changedSince(first: number): Promise<number[]> {
    if (this.table.isNew) return Array.from({ length: this.#seq - first }, (_, index) => index);
    const rows = await this.#connection.all(
      `SELECT s."_seq" AS seq FROM ${this.seen} s LEFT JOIN ${liveTable(this.table)} t ON t."_key" = s."_key" AND ${owned(this.#subgraph, 't')}
       WHERE s."_seq" >= $1 AND t."_hash" IS DISTINCT FROM s."_hash" ORDER BY s."_seq"`,
      [first],
    );
    return rows.map((row) => Number(row.seq) - first);
  }

  async #stageRows(changed: readonly { seq: number; hash: string; member: Member }[]): Promise<void> {
    const members = changed.map(({ member }) => member);
    const properties = toColumns(this.table, members);
    await this.#makeColumns([...properties.keys()]);
    const nothing: readonly null[] = new Array(changed.length).fill(null);
    const ends = END_KEYS.map((key) => (this.kind === 'relationship' && members.some((member) => member[key] !== undefined) ? members.map((member) => member[key] ?? null) : nothing));
    this.namesEnds ||= ends.some((values, index) => index >= KEYS_OF_ENDS && values !== nothing);
    await this.#connection.append(
      `rows_${this.#name}`,
      ['bigint', 'text', 'text', 'texts', ...END_KEYS.map(() => 'text' as const), ...this.columns.map(({ kind }) => COLUMN_TYPES[kind])],
      [
        changed.map(({ seq }) => seq),
        members.map((member) => member._key),
        changed.map(({ hash }) => hash),
        members.map(({ _class }) => (typeof _class === 'string' ? [_class] : _class)),
        ...ends,
        ...this.columns.map((column) => properties.get(column) ?? nothing),
      ],
      this.#area.schema,
    );
    this.changed += changed.length;
  }

  /** Goes over to the type's table as it is now: another sync may have made columns meanwhile, under names that this one chose as well. */
  async rebase(table: TypeTable): Promise<void> {
    const columns = this.columns.map((column) => columnFor(table, column.property, column.kind));
    const moved = columns.flatMap((column, index) => (column.column === this.columns[index]?.column ? [] : [{ from: this.columns[index]?.column as string, to: column.column, between: `moving$${index}` }]));
    const rename = (from: string, to: string) => this.#connection.run(`ALTER TABLE ${this.rows} RENAME COLUMN ${quote(from)} TO ${quote(to)}`);
    for (const { from, between } of moved) await rename(from, between);
    for (const { between, to } of moved) await rename(between, to);
    this.columns = columns;
    this.table = table;
  }

  /** Makes the columns of `rows` that are not there yet; the first ones together with the table, for one by one is slow. */
  async #makeColumns(wanted: readonly Column[]): Promise<void> {
    const names = this.#driver.typeNames;
    const fresh = wanted.filter((column) => !this.#known.has(column));
    const definition = ({ column, kind }: Column) => `${quote(column)} ${names[COLUMN_TYPES[kind]]}`;
    const fixed = [`"_seq" ${names.bigint}`, `"_key" ${names.text}`, `"_hash" ${names.text}`, `"_class" ${names.texts}`, ...END_KEYS.map((key) => `${quote(key)} ${names.text}`)].join(', ');
    if (this.changed === 0) await this.#connection.run(`${this.#area.create} ${this.rows} (${[fixed, ...fresh.map(definition)].join(', ')})`);
    else for (const column of fresh) await this.#connection.run(`ALTER TABLE ${this.rows} ADD COLUMN ${definition(column)}`);
    this.columns.push(...fresh);
    for (const column of fresh) this.#known.add(column);
  }
}
