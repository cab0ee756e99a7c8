import type { RelationshipDef } from '../../model/define.ts';
import type { Relationship } from '../../model/graph.ts';
import { relationshipKey } from '../../model/keys.ts';

/** One edge of a declared kind between two keys. */
export const relate = (def: RelationshipDef, fromKey: string, toKey: string): Relationship => ({
  _key: relationshipKey(fromKey, def.class, toKey),
  _type: def.type,
  _class: def.class,
  _fromEntityKey: fromKey,
  _toEntityKey: toKey,
  displayName: def.class,
});
