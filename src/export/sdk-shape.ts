import type { Entity, Relationship } from '../model/graph.ts';
import type { StoredEntity, StoredRelationship } from '../store/store.ts';

/** Keys the store adds; the SDK's shape has none of them (design, section 4). */
const STORE_KEYS = new Set(['_id', '_version', '_createdOn', '_beginOn', '_scope', '_source', '_fromEntityId', '_toEntityId']);

/** Properties that the data model wants even where they are not known: `null` says so (reference/jupiterone-platform.md, 1.11). */
const NULL_WHERE_UNKNOWN: Readonly<Record<string, readonly string[]>> = { User: ['firstName', 'lastName'] };

/** An entity as JupiterOne's SDK writes it. */
export function sdkEntity(entity: StoredEntity): Entity {
  const nulls = entity._class.flatMap((name) => NULL_WHERE_UNKNOWN[name] ?? []);
  return { ...Object.fromEntries(nulls.map((name) => [name, null])), ...withoutStoreKeys(entity) } as Entity;
}

/** A relationship as JupiterOne's SDK writes it. */
export const sdkRelationship = (relationship: StoredRelationship): Relationship => withoutStoreKeys(relationship) as Relationship;

const withoutStoreKeys = (object: object) => Object.fromEntries(Object.entries(object).filter(([key, value]) => !STORE_KEYS.has(key) && !key.startsWith('_integration') && value !== undefined));
