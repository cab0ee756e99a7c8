import { createHash } from 'node:crypto';
import type { Organisation, Person } from './organisation.ts';
import type { Source } from './pages.ts';

type Json = Record<string, unknown>;

/** The users that `fits` lets through, as a list that can be read from any index; a position is an index of the company. */
export function peopleSource(org: Organisation, total: number, fits: (index: number) => boolean, record: (person: Person) => Json): Source {
  /** Calls `visit` for the next `count` users from `position`; gives where to go on. */
  const walk = (position: number, count: number, visit?: (index: number) => void): number | undefined => {
    let index = position;
    for (let left = count; index < org.size && left > 0; index++) {
      if (!fits(index)) continue;
      visit?.(index);
      left--;
    }
    return index < org.size ? index : undefined;
  };
  return {
    total,
    skip: walk,
    take: (position, count) => {
      const items: Json[] = [];
      const next = walk(position, count, (index) => items.push(record(org.person(index) as Person)));
      return { items, ...(next === undefined ? {} : { next }) };
    },
  };
}

/** A member of a group, with the keys that were recorded there (reference/zoom-api.md, section 9.3). */
export const groupMember = ({ list }: Person): Json => ({
  id: list.id,
  member_id: createHash('sha384').update(String(list.id)).digest('base64url'),
  email: list.email,
  first_name: list.first_name,
  last_name: list.last_name,
  type: list.type,
  primary_group: true,
});

/** Somebody who has a role; the department is there only where it is set. */
export const roleMember = ({ list }: Person): Json => ({
  id: list.id,
  email: list.email,
  first_name: list.first_name,
  last_name: list.last_name,
  type: list.type,
  ...(list.dept ? { department: list.dept } : {}),
});
