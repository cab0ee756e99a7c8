import type { GraphColumn, GraphType } from '../../j1ql/sql/catalog.ts';
import type { Store, StoredEntity, StoredRelationship } from '../../store/store.ts';

/** Kinds of values that a column of a file has; `integer` is metadata only: versions and times. */
export type ColumnType = 'boolean' | 'number' | 'integer' | 'string' | 'booleans' | 'numbers' | 'strings';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

type Member = StoredEntity | StoredRelationship;

/** One type of the graph as a table: its columns, and what a member has in each. */
export interface TypeTable {
  readonly kind: GraphType['kind'];
  readonly type: string;
  readonly columns: readonly Column[];
  rowOf(member: Member): unknown[];
}

const text = (name: string): Column => ({ name, type: 'string' });
const whole = (name: string): Column => ({ name, type: 'integer' });
const METADATA: readonly Column[] = [
  text('_key'),
  text('_type'),
  { name: '_class', type: 'strings' },
  text('displayName'),
  text('_id'),
  text('_scope'),
  text('_source'),
  whole('_version'),
  whole('_createdOn'),
  whole('_beginOn'),
];
const ENDS: readonly Column[] = [text('_fromEntityKey'), text('_toEntityKey'), text('_fromEntityId'), text('_toEntityId')];

/**
 * The tables of all types that have live members, as the catalogue knows them: metadata first, then every property that members of
 * the type have or had, by name. A property that has had values of several kinds is text.
 */
export async function tablesOf(store: Pick<Store, 'catalog' | 'counts'>, scope: string | undefined): Promise<TypeTable[]> {
  const [catalog, counts] = [await store.catalog(), await store.counts(scope)];
  return catalog.types.filter(({ kind, type }) => ((kind === 'entity' ? counts.entities : counts.relationships)[type] ?? 0) > 0).map(tableOf);
}

function tableOf({ kind, type, columns: stored }: GraphType): TypeTable {
  const metadata = kind === 'entity' ? METADATA : [...METADATA.slice(0, 4), ...ENDS, ...METADATA.slice(4)];
  const known = new Set(metadata.map(({ name }) => name));
  const kinds = new Map<string, GraphColumn[]>();
  for (const column of stored) if (!known.has(column.property)) kinds.set(column.property, [...(kinds.get(column.property) ?? []), column]);
  const properties = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([property, columns]) => ({ property, type: typeOf(columns.map(({ kind: of }) => of)) }));
  const names = distinctNames([...known, ...properties.map(({ property }) => property)]).slice(known.size);
  return {
    kind,
    type,
    columns: [...metadata, ...properties.map(({ type: of }, index) => ({ name: names[index] as string, type: of }))],
    rowOf: (member) => [...metadata.map(({ name }) => (name === '_class' ? [member._class].flat() : (member[name] ?? null))), ...properties.map(({ property, type: of }) => valueAs(of, member[property]))],
  };
}

function typeOf(kinds: readonly GraphColumn['kind'][]): ColumnType {
  const [first, second] = kinds;
  if (second === undefined) return first === undefined ? 'string' : first === 'mixed' ? 'strings' : first;
  return kinds.every((kind) => kind === 'mixed' || kind.endsWith('s')) ? 'strings' : 'string';
}

/** Names that a database takes for different ones, which does not tell case apart: a later one gets a number. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let n = 2; taken.has(candidate.toLowerCase()); n++) candidate = `${name}_${n}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}

/** A value in a column of this type: texts take everything, a list as JSON. */
export function valueAs(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'string') return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'strings' && Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  return value;
}
