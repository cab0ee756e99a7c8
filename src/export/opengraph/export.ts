import type { Store, StoredEntity, StoredRelationship } from '../../store/store.ts';
import type { Exporter } from '../formats.ts';
import { oneKind } from '../one-kind.ts';
import { separated } from '../separated.ts';
import { edgeKind, nodeKind, propertyNames, SOURCE_KIND } from './names.ts';

/** Metadata that is of use in BloodHound; `_id` is the node's id. */
const METADATA = ['_key', '_type', '_class', '_scope', '_source', '_createdOn', '_beginOn'];
/** What is said otherwise: the id, the ends, the name; and what is of no use there. */
const LEFT_OUT = new Set(['_id', '_version', '_rawData', '_fromEntityId', '_toEntityId', '_fromEntityKey', '_toEntityKey', 'displayName']);

/**
 * BloodHound's OpenGraph (https://bloodhound.specterops.io/opengraph/schema): nodes and edges, one a line. Ids are the store's: a key
 * can be in two instances, and BloodHound writes ids in upper case, which keys do not bear.
 */
export const exportOpenGraph: Exporter = async function* (store, { scope }) {
  const only = scope === undefined ? {} : { scope };
  const namesOf = await namesByType(store);
  yield `{"metadata":{"source_kind":${JSON.stringify(SOURCE_KIND)}},"graph":{"nodes":[`;
  yield* separated(store.entities(only), (entity) => nodeOf(entity, namesOf('entity', entity._type)));
  yield '\n],"edges":[';
  yield* separated(store.relationships(only), (relationship) => edgeOf(relationship, namesOf('relationship', relationship._type)));
  yield '\n]}}\n';
};

function nodeOf(entity: StoredEntity, names: ReadonlyMap<string, string>): object {
  const name = entity.displayName ?? entity._key;
  return { id: entity._id, kinds: [nodeKind(entity._type)], properties: { name, displayname: name, ...propertiesOf(entity, names) } };
}

const edgeOf = (relationship: StoredRelationship, names: ReadonlyMap<string, string>): object => ({
  kind: edgeKind(relationship._type, relationship._class),
  start: { value: relationship._fromEntityId, match_by: 'id' },
  end: { value: relationship._toEntityId, match_by: 'id' },
  properties: propertiesOf(relationship, names),
});

/** Primitives and lists of one kind; what is not known is not there. */
function propertiesOf(member: StoredEntity | StoredRelationship, names: ReadonlyMap<string, string>): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [property, name] of names) {
    const value = member[property];
    if (value === null || value === undefined || (property === 'name' && value === member.displayName)) continue;
    properties[name] = Array.isArray(value) ? oneKind(value) : value;
  }
  return properties;
}

/** Names of the properties of each type: the same for all its members. */
async function namesByType(store: Pick<Store, 'catalog'>): Promise<(kind: 'entity' | 'relationship', type: string) => ReadonlyMap<string, string>> {
  const names = new Map(
    (await store.catalog()).types.map(({ kind, type, columns }) => {
      const properties = new Set([...METADATA, ...columns.map(({ property }) => property)]);
      return [`${kind}:${type}`, propertyNames([...properties].filter((property) => !LEFT_OUT.has(property)))];
    }),
  );
  return (kind, type) => names.get(`${kind}:${type}`) ?? new Map();
}
