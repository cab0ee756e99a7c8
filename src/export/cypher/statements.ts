import type { Store, StoredEntity, StoredRelationship } from '../../store/store.ts';
import { oneKind } from '../one-kind.ts';
import { type CypherValue, cypherName } from './literal.ts';

/** Every node of ours has this label, besides class and type; no other node is ever changed or removed. */
export const MARKER = 'GraphZoom';

export type CypherRow = Readonly<Record<string, CypherValue>>;

/** Rows that one statement writes. */
export interface Batch {
  /** Ends in a query over `row`; what the rows are is said before it: `UNWIND $rows AS row`. */
  readonly cypher: string;
  readonly rows: readonly CypherRow[];
}

/** Once, before everything: a node is found by its id, and there are not two with the same. */
export const CONSTRAINT = `CREATE CONSTRAINT graph_zoom_id IF NOT EXISTS FOR (n:${MARKER}) REQUIRE n.${cypherName('_id')} IS UNIQUE`;

/** Nodes are the same as before by `_id`; what was known of one is replaced. */
const nodes = (labels: readonly string[]): string => `MERGE (n:${MARKER} {${cypherName('_id')}: row.${cypherName('_id')}})\nSET n = row, n${labels.map((label) => `:${cypherName(label)}`).join('')}`;

/** A relationship whose ends are not there is not written. */
const relationships = (type: string): string =>
  `MATCH (a:${MARKER} {${cypherName('_id')}: row.from})\nMATCH (b:${MARKER} {${cypherName('_id')}: row.to})\nMERGE (a)-[r:${cypherName(type)} {${cypherName('_id')}: row.is.${cypherName('_id')}}]->(b)\nSET r = row.is`;

/** Sizes of batches: a node has hundreds of properties, a relationship a handful. */
export interface BatchSizes {
  readonly nodes: number;
  readonly relationships: number;
}

/** The live graph as batches, nodes first. `more` is written to every node and relationship. */
export async function* batchesOf(store: Pick<Store, 'entities' | 'relationships'>, scope: string | undefined, sizes: BatchSizes, more: CypherRow = {}): AsyncGenerator<Batch> {
  const only = scope === undefined ? {} : { scope };
  yield* gathered(store.entities(only), sizes.nodes, (entity) => ({ cypher: nodes([...new Set([...entity._class, entity._type])]), row: { ...propertiesOf(entity), ...more } }));
  yield* gathered(store.relationships(only), sizes.relationships, (one) => ({
    cypher: relationships(one._class),
    row: { from: one._fromEntityId, to: one._toEntityId, is: { ...propertiesOf(one), ...more } },
  }));
}

/** Neighbours that the same statement writes, as batches. */
async function* gathered<T>(members: AsyncIterable<T>, size: number, statementOf: (member: T) => { cypher: string; row: CypherRow }): AsyncGenerator<Batch> {
  let open: { cypher: string; rows: CypherRow[] } | undefined;
  for await (const member of members) {
    const { cypher, row } = statementOf(member);
    if (open && (open.cypher !== cypher || open.rows.length >= size)) {
      yield open;
      open = undefined;
    }
    open ??= { cypher, rows: [] };
    open.rows.push(row);
  }
  if (open) yield open;
}

/** What Neo4j can hold: primitives, and lists of one kind; a list of several becomes one of texts. */
function propertiesOf(member: StoredEntity | StoredRelationship): CypherRow {
  const properties: Record<string, CypherValue> = {};
  for (const [name, value] of Object.entries(member)) {
    if (value === null || value === undefined || name === '_rawData' || name === '_fromEntityId' || name === '_toEntityId') continue;
    properties[name] = Array.isArray(value) ? oneKind(value) : (value as CypherValue);
  }
  return properties;
}
