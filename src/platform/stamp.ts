import type { Entity, Relationship } from '../model/graph.ts';
import type { Sync } from '../store/store.ts';
import type { Definition, Instance } from './platform.ts';

/** What each object of an instance carries. */
export type Stamp = Readonly<Record<string, string | boolean | readonly string[]>>;

/** `_integration…` metadata, and the tags that the instance asks for (reference/jupiterone-platform.md, sections 4.1 and 5.1). */
export function stampOf(instance: Instance, definition: Definition): Stamp {
  const tags = (instance.config['@tag'] ?? {}) as { AccountName?: boolean; Production?: boolean };
  return {
    _integrationInstanceId: instance.id,
    _integrationDefinitionId: definition.id,
    _integrationName: instance.name,
    _integrationType: definition.integrationType,
    ...(definition.integrationClass.length > 0 ? { _integrationClass: definition.integrationClass } : {}),
    ...(tags.AccountName ? { 'tag.AccountName': instance.name } : {}),
    ...(tags.Production ? { 'tag.Production': true, tags: ['Production'] } : {}),
  };
}

/** An entity with its stamp; its own tags stay beside the stamp's. */
export function stampEntity(entity: Entity, stamp: Stamp): Entity {
  const tags = [entity.tags ?? [], stamp.tags ?? []].flat().map(String);
  return { ...entity, ...stamp, ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}) } as Entity;
}

/** A relationship has the metadata and no tags. */
export const stampRelationship = (relationship: Relationship, stamp: Stamp): Relationship => ({ ...relationship, ...Object.fromEntries(Object.entries(stamp).filter(([name]) => name.startsWith('_'))) }) as Relationship;

/** A sync that stamps all that it is given. */
export const stampedSync = (sync: Sync, stamp: Stamp): Sync => ({
  entities: (batch) => sync.entities(batch.map((entity) => stampEntity(entity, stamp))),
  relationships: (batch) => sync.relationships(batch.map((relationship) => stampRelationship(relationship, stamp))),
  commit: (options) => sync.commit(options),
  abort: () => sync.abort(),
});
