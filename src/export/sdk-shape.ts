import type { Entity, Relationship } from '../model/graph.ts';
import type { StoredEntity, StoredRelationship } from '../store/store.ts';

/** Keys the store adds; the SDK's shape has none of them (design, section 4). */
const STORE_KEYS = new Set(['_id', '_version', '_createdOn', '_beginOn', '_scope', '_source', '_fromEntityId', '_toEntityId']);

/** Properties that the data model wants even where they are not known: `null` says so (reference/jupiterone-platform.md, 1.11). */
const NULL_WHERE_UNKNOWN: Readonly<Record<string, readonly string[]>> = { User: ['firstName', 'lastName'] };

/** An entity as JupiterOne's SDK writes it. */
export function sdkEntity(entity: Entity | StoredEntity): Entity {
  const object: Record<string, unknown> = {};
  for (const name of entity._class) for (const unknown of NULL_WHERE_UNKNOWN[name] ?? []) object[unknown] = null;
  return addOwn(object, entity) as Entity;
}

/** A relationship as JupiterOne's SDK writes it. */
export const sdkRelationship = (relationship: Relationship | StoredRelationship): Relationship => addOwn({}, relationship) as Relationship;

/** Hundreds of properties for each object: one by one is many times quicker than by lists of entries. */
function addOwn(object: Record<string, unknown>, member: Entity | Relationship): object {
  for (const name of Object.keys(member)) if (!STORE_KEYS.has(name) && !name.startsWith('_integration') && member[name] !== undefined) object[name] = member[name];
  return object;
}
