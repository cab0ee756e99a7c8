import { ROLE } from '../../model/entities/role.ts';
import type { Entity } from '../../model/graph.ts';
import { roleKey } from '../../model/keys.ts';
import { rolePower } from '../../model/privileges.ts';
import type { ZoomRole } from '../../zoom/schemas.ts';
import { flatten } from '../flatten.ts';
import { DETAIL_PART, LIST_PART, type Parts, rawDataOf } from '../parts.ts';

/** One role from its record in the list and, where it could be read, its privileges. */
export function convertRole(role: ZoomRole, detail: ZoomRole | undefined, tags: Readonly<Record<string, string>>): Entity {
  const whole: ZoomRole = { ...detail, ...role };
  const name = role.name || role.id;
  const power = rolePower(whole);
  const parts: Parts = new Map<string, Record<string, unknown>>([[LIST_PART, role], ...(detail ? ([[DETAIL_PART, detail]] as const) : [])]);
  return {
    ...flatten(whole),
    _key: roleKey(role.id),
    _type: ROLE.type,
    _class: ROLE.classes,
    _rawData: rawDataOf(parts),
    name,
    displayName: name,
    privilegeNames: whole.privileges,
    highPrivileges: power.highPrivileges,
    admin: power.admin,
    superAdmin: power.superAdmin,
    systemRole: power.systemRole,
    ...tags,
  };
}
