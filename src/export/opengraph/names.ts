/** Whatever kind of thing the graph holds besides Zoom's has this before its name, so that it is never taken for one of Active Directory. */
export const SOURCE_KIND = 'GraphZoom';
const ZOOM = 'zoom_';

/** `zoom_user` is `Zoom_User`, `person` is `GraphZoom_Person`: letters, digits and `_` only, as BloodHound wants it. */
export const nodeKind = (type: string): string => (type.startsWith(ZOOM) ? `Zoom_${pascal(type.slice(ZOOM.length))}` : `${SOURCE_KIND}_${pascal(type)}`);

/** `ASSIGNED` of `zoom_user_assigned_role` is `Zoom_Assigned`: which kinds it joins is in its ends. */
export const edgeKind = (type: string, relationshipClass: string): string => `${type.startsWith(ZOOM) ? 'Zoom' : SOURCE_KIND}_${pascal(relationshipClass.toLowerCase())}`;

const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** What BloodHound gives a node itself, and what we give every node. */
const RESERVED = ['objectid', 'name', 'displayname', 'lastseen', 'system_tags'];

/**
 * Names of properties for BloodHound: lower case, letters, digits and `_`, for two that differ in case only confuse its API. Two
 * properties never get one name; names are handed out in the order of the given ones.
 */
export function propertyNames(properties: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED);
  const names = new Map<string, string>();
  for (const property of [...properties].sort()) {
    const plain = property.toLowerCase().replace(/[^a-z0-9_]/g, '_');
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
    taken.add(name);
    names.set(property, name);
  }
  return names;
}
