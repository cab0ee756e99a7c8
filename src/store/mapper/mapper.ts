import type { Entity, Relationship } from '../../model/graph.ts';
import type { ApplyContext } from '../apply.ts';
import { applyGraph, tally } from '../apply-graph.ts';
import { type Column, catalogKey, columnFor, type Kind, liveTable, type TypeTable, typeTable } from '../catalog.ts';
import { literal, type StageArea } from '../driver.ts';
import { StagedGraph } from '../staged-graph.ts';
import type { Tally } from '../store.ts';
import { mapperSubgraph, owned } from '../subgraph.ts';
import { propertyNames, storedValue } from '../values.ts';
import { filtersOf, type MappedRelationship, targetClasses, targetKey, targetType, textsOf } from './mapping.ts';
import { findTargets } from './match.ts';

/** Mapped relationships that are made together. */
const RANGE = 1024;
/** Members whose keys take as much room as a mapped relationship, its values and what it makes, which all lie in temporary tables. */
const LOAD = 20;
/** Where a sync within a transaction keeps its tables: a transaction may write to one database only, besides temporary tables. */
const TEMPORARY: StageArea = { schema: 'temp.main', create: 'CREATE TEMP TABLE', drop: async () => undefined };

/**
 * Relationships that name their target by its properties. They are staged like everything else, and looked up when the sync's own
 * entities are there; what they make belongs to the mapper's subgraph, which is diffed like any other.
 */
export class Mapper {
  readonly #context: ApplyContext & { readonly area: StageArea };
  /** Kinds of value that its entities and relationships have, by type: their columns must be there before anything is written. */
  readonly #shapes = new Map<string, { kind: Kind; type: string; columns: Map<string, { property: string; kind: Column['kind'] | 'empty' }> }>();
  /** Lists of properties that are looked up together; the number of each is its place. */
  readonly #sets: string[][] = [];
  #count = 0;

  constructor(context: ApplyContext & { readonly area: StageArea }) {
    this.#context = context;
  }

  /** What the database has to hold at once because of it, in members. */
  get load(): number {
    return this.#count * LOAD;
  }

  async add(relationships: readonly Relationship[]): Promise<void> {
    const { connection, area, driver } = this.#context;
    if (this.#count === 0) {
      const { bigint, text } = driver.typeNames;
      await connection.run(`${area.create} ${area.schema}.mapped (seq ${bigint}, key ${text}, source_key ${text}, body ${text})`);
      await connection.run(`${area.create} ${area.schema}.mapped_value (seq ${bigint}, set_no ${bigint}, property ${text}, value ${text})`);
    }
    const rows = relationships.map((relationship) => ({ seq: this.#count++, relationship: relationship as unknown as MappedRelationship }));
    const column = (of: (row: (typeof rows)[number]) => unknown) => rows.map(of);
    await connection.append(
      'mapped',
      ['bigint', 'text', 'text', 'text'],
      [column((r) => r.seq), column((r) => r.relationship._key), column((r) => r.relationship._mapping.sourceEntityKey), column((r) => JSON.stringify(r.relationship))],
      area.schema,
    );
    const values = rows.flatMap(({ seq, relationship }) => this.#valuesOf(seq, relationship));
    const value = (index: 0 | 1 | 2 | 3) => values.map((v) => v[index]);
    if (values.length > 0) await connection.append('mapped_value', ['bigint', 'bigint', 'text', 'text'], [value(0), value(1), value(2), value(3)], area.schema);
    for (const { relationship } of rows) {
      this.#note('relationship', relationship);
      if (relationship._mapping.skipTargetCreation !== true) this.#note('entity', asTarget(relationship));
    }
  }

  /** Makes up what columns there are not yet in the catalogue that the commit works with. */
  register(catalog: Map<string, TypeTable>): void {
    for (const { kind, type, columns } of this.#shapes.values()) for (const column of columns.values()) columnFor(typeTable(catalog, kind, type), column.property, column.kind);
  }

  /** Whether the type's table must be there for what the mapper makes. */
  uses = (table: TypeTable): boolean => this.#shapes.has(catalogKey(table.kind, table.type));

  /** Part of the commit's transaction, after the sync's own members. Also takes back what an earlier sync had mapped and this one has not. */
  async apply(catalog: Map<string, TypeTable>, complete: (type: string) => boolean): Promise<{ relationships: Tally; dangling: number }> {
    const { connection } = this.#context;
    const context: ApplyContext = { ...this.#context, ...mapperSubgraph(this.#context) };
    const tables = [...catalog.values()].filter((table) => !table.isNew);
    const heldBefore = tables.map((t) => `SELECT 1 FROM ${liveTable(t)} t WHERE ${owned(context, 't')}`).join(' UNION ALL ');
    if (this.#count === 0 && (heldBefore === '' || (await connection.all(`${heldBefore} LIMIT 1`)).length === 0)) return { relationships: tally(), dangling: 0 };
    const made = new StagedGraph({ ...context, area: TEMPORARY, prefix: 'mapped_' }, catalog);
    const dangling =
      this.#count === 0
        ? 0
        : await this.#resolve(
            made,
            tables.filter((t) => t.kind === 'entity'),
          );
    await made.flush();
    const applied = await applyGraph(context, made, { complete, anyEnds: false, kept: keptTargets(context, tables, complete) });
    for (const { seen, rows, changed } of made.stages.values()) for (const name of changed > 0 ? [seen, rows] : [seen]) await connection.run(`DROP TABLE ${name}`);
    return { relationships: applied.relationships, dangling: dangling + applied.dangling };
  }

  /** Looks all of them up, and adds what they make to `made`. Gives the number of those whose source is not there. */
  async #resolve(made: StagedGraph, entities: readonly TypeTable[]): Promise<number> {
    const { connection, area } = this.#context;
    const sources = entities.map((t) => `SELECT "_key", "_id" FROM ${liveTable(t)} t WHERE ${owned(this.#context, 't')}`).join(' UNION ALL ') || 'SELECT NULL AS "_key", NULL AS "_id" WHERE false';
    await connection.run(
      `CREATE TEMP TABLE mapper_now AS SELECT m.seq, s."_id" AS source_id FROM ${area.schema}.mapped m JOIN (SELECT max(seq) AS seq FROM ${area.schema}.mapped GROUP BY key) l ON l.seq = m.seq LEFT JOIN (${sources}) s ON s."_key" = m.source_key`,
    );
    const dangling = await connection.run('DELETE FROM mapper_now WHERE source_id IS NULL');
    await connection.run('CREATE TEMP TABLE mapper_hits (seq BIGINT, id UUID, key VARCHAR, source VARCHAR, scope VARCHAR)');
    for (const [set, properties] of this.#sets.entries()) await findTargets(connection, entities, `${area.schema}.mapped_value`, set, properties);
    const own = mapperSubgraph(this.#context);
    // What this subgraph's mapper had made itself is made again where nothing else is found; a real entity wins over a made one.
    await connection.run(`DELETE FROM mapper_hits WHERE source = ${literal(own.source)} AND scope = ${literal(own.scope)}`);
    await connection.run(`DELETE FROM mapper_hits AS h WHERE h.source = ${literal(own.source)} AND EXISTS (SELECT 1 FROM mapper_hits o WHERE o.seq = h.seq AND o.source <> ${literal(own.source)})`);
    for (let first = 0; first < this.#count; first += RANGE) await this.#makeRange(made, first);
    for (const name of ['mapper_now', 'mapper_hits']) await connection.run(`DROP TABLE ${name}`);
    return dangling;
  }

  async #makeRange(made: StagedGraph, first: number): Promise<void> {
    const rows = await this.#context.connection.all(
      `SELECT m.seq, b.body, CAST(m.source_id AS VARCHAR) AS source_id, CAST(h.id AS VARCHAR) AS target_id, h.key AS target_key
       FROM mapper_now m JOIN ${this.#context.area.schema}.mapped b ON b.seq = m.seq LEFT JOIN (SELECT DISTINCT seq, id, key FROM mapper_hits) h ON h.seq = m.seq WHERE m.seq >= $1 AND m.seq < $2 ORDER BY m.seq, h.key, h.id`,
      [first, first + RANGE],
    );
    let before: unknown;
    for (const row of rows) {
      const mapped = JSON.parse(String(row.body)) as MappedRelationship;
      const source = { _id: String(row.source_id), _key: mapped._mapping.sourceEntityKey };
      if (row.target_id !== null) {
        // Of several targets the first has the relationship's own key.
        const key = row.seq === before ? `${mapped._key}|${row.target_key}` : mapped._key;
        await made.add('relationship', [joined(mapped, key, source, { _id: String(row.target_id), _key: String(row.target_key) })]);
      } else if (mapped._mapping.skipTargetCreation !== true) {
        const target = asTarget(mapped);
        await made.add('entity', [target]);
        await made.add('relationship', [joined(mapped, mapped._key, source, { _key: target._key })]);
      }
      before = row.seq;
    }
  }

  #valuesOf(seq: number, { _mapping }: MappedRelationship): [number, number, string, string][] {
    return filtersOf(_mapping).flatMap((properties) => {
      const known = this.#sets.findIndex((set) => set.length === properties.length && set.every((name, i) => name === properties[i]));
      const set = known >= 0 ? known : this.#sets.push(properties) - 1;
      return properties.flatMap((name) => textsOf(_mapping.targetEntity[name]).map((text): [number, number, string, string] => [seq, set, name, text]));
    });
  }

  #note(kind: Kind, member: Entity | Relationship): void {
    const key = catalogKey(kind, member._type);
    const shape = this.#shapes.get(key) ?? { kind, type: member._type, columns: new Map() };
    this.#shapes.set(key, shape);
    for (const name of propertyNames(member)) {
      const stored = storedValue(member[name], name);
      if (stored) shape.columns.set(`${stored.kind} ${name}`, { property: name, kind: stored.kind });
    }
  }
}

/** The relationship as it is stored: between what was found, without its mapping. */
function joined({ _mapping, ...relationship }: MappedRelationship, key: string, source: { _id: string; _key: string }, target: { _id?: string; _key: string }): Relationship {
  const [from, to] = _mapping.relationshipDirection === 'REVERSE' ? [target, source] : [source, target];
  return {
    ...(relationship as unknown as Relationship),
    _key: key,
    _fromEntityKey: from._key,
    _toEntityKey: to._key,
    ...(from._id === undefined ? {} : { _fromEntityId: from._id }),
    ...(to._id === undefined ? {} : { _toEntityId: to._id }),
  };
}

/** The entity that is made where no target is found. */
function asTarget({ _mapping }: MappedRelationship): Entity {
  const { _class, _type, _key, ...properties } = _mapping.targetEntity;
  const key = targetKey(_mapping);
  return { displayName: String(properties.name ?? key), ...properties, _key: key, _type: targetType(_mapping.targetEntity), _class: targetClasses(_mapping.targetEntity) } as Entity;
}

/** SQL for made targets that stay although the own mapping went: another subgraph's leads to them, or one of a type that was not brought whole. */
const keptTargets = (context: ApplyContext, tables: readonly TypeTable[], complete: (type: string) => boolean): string =>
  tables
    .filter((table) => table.kind === 'relationship')
    .map((table) => {
      const others = complete(table.type) ? ` AND r."_scope" <> ${literal(context.scope)}` : '';
      return `EXISTS (SELECT 1 FROM ${liveTable(table)} r WHERE r."_source" = ${literal(context.source)}${others} AND (r."_fromEntityId" = t."_id" OR r."_toEntityId" = t."_id"))`;
    })
    .join(' OR ') || 'false';
