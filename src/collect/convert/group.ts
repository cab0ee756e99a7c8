import { GROUP } from '../../model/entities/group.ts';
import type { Entity } from '../../model/graph.ts';
import { groupKey } from '../../model/keys.ts';
import type { ZoomGroup } from '../../zoom/schemas.ts';
import { flatten } from '../flatten.ts';

/** One group from its record in the list. */
export function convertGroup(group: ZoomGroup, tags: Readonly<Record<string, string>>): Entity {
  const name = group.name || group.id;
  return {
    ...flatten(group),
    _key: groupKey(group.id),
    _type: GROUP.type,
    _class: GROUP.classes,
    _rawData: [{ name: 'default', rawData: group }],
    name,
    displayName: name,
    ...tags,
  };
}
