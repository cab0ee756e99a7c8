import { z } from 'zod';
import type { ChangeKind, OrganisationChange } from './changes.ts';
import type { Organisation } from './organisation.ts';
import { type Override, STATUSES } from './overrides.ts';
import { ALL_WEAKNESSES } from './settings.ts';

/** One thing to change of one user, as an administrator would. */
export const edit = z
  .strictObject({
    /** Id or e-mail address. */
    user: z.string(),
    /** Name or id of a role. */
    role: z.string().optional(),
    status: z.enum(STATUSES).optional(),
    dept: z.string().optional(),
    /** A weak spot to switch over. */
    flip: z.enum(ALL_WEAKNESSES as [(typeof ALL_WEAKNESSES)[number]]).optional(),
    deleted: z.literal(true).optional(),
  })
  .refine(({ user: _, ...things }) => Object.values(things).filter((value) => value !== undefined).length === 1, { error: 'Name one thing to change: role, status, dept, flip or deleted.' });
export type Edit = z.output<typeof edit>;

/** Makes it so. Throws an `Unknown` for a user or role that is not there. */
export function editOrganisation(org: Organisation, { user, role, ...rest }: Edit): OrganisationChange {
  const index = org.indexOfUser(user);
  if (index === undefined || org.person(index) === undefined) throw new Unknown(`There is no user ${user}.`);
  const before = org.overrides.get(index) ?? {};
  const roleId = role === undefined ? undefined : roleOf(org, role);
  const change: Override = Object.fromEntries(Object.entries({ roleId, ...rest }).filter(([, value]) => value !== undefined));
  org.overrides.set(index, { ...before, ...change });
  return { kind: kindOf(change), index, before };
}

/** A user or role that the company does not have. */
export class Unknown extends Error {}

function roleOf(org: Organisation, role: string): string {
  const found = org.roles.find(({ id, name }) => id === role || name.toLowerCase() === role.toLowerCase());
  if (!found) throw new Unknown(`There is no role ${role}; there are ${org.roles.map(({ name }) => name).join(', ')}.`);
  return found.id;
}

function kindOf({ roleId, status, dept, flip }: Override): ChangeKind {
  if (roleId !== undefined) return 'promoted';
  if (dept !== undefined) return 'moved';
  if (flip !== undefined) return 'settings-changed';
  if (status !== undefined) return status === 'inactive' ? 'deactivated' : 'activated';
  return 'left';
}
