/**
 * The one place that decides what a role may do: by its privileges, never by its name. Privilege names are matched in
 * lower case, for Zoom's own documents misspell them (reference/zoom-api.md, section 3.4).
 */
const HIGH_PRIVILEGES = new Set([
  'user:edit',
  'role:edit',
  'group:edit',
  'accountsetting:edit',
  'accountprofile:edit',
  'subaccount:edit',
  'recording:read',
  'recording:edit',
  'chatmessage:read',
  'marketplace:edit',
  'pbxadmin:edit',
]);

export const OWNER_ROLE_ID = '0';
const BUILT_IN_ROLE_IDS = new Set([OWNER_ROLE_ID, '1', '2']);

export interface RolePower {
  /** May change users, roles, settings or apps, or read what others said. Undefined when the privileges are not known. */
  readonly admin: boolean | undefined;
  /** The privileges that make it so, as Zoom spells them. */
  readonly highPrivileges: readonly string[] | undefined;
  readonly superAdmin: boolean;
  readonly systemRole: boolean;
}

/** What a role may do, from its record; the owner may do everything whatever the record says. */
export function rolePower(role: { readonly id: string; readonly privileges?: readonly string[] | undefined; readonly sub_account_privileges?: unknown }): RolePower {
  const owner = role.id === OWNER_ROLE_ID;
  const highPrivileges = role.privileges?.filter((name) => HIGH_PRIVILEGES.has(name.toLowerCase()));
  const overSubAccounts = hasSubAccountPrivileges(role.sub_account_privileges);
  const known = owner || overSubAccounts || highPrivileges !== undefined;
  return {
    admin: known ? owner || overSubAccounts || (highPrivileges?.length ?? 0) > 0 : undefined,
    highPrivileges,
    superAdmin: owner,
    systemRole: BUILT_IN_ROLE_IDS.has(role.id),
  };
}

/** `second_level` 1, 2 or 3 gives power over sub-accounts (partner plans). */
function hasSubAccountPrivileges(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const level = (value as { second_level?: unknown }).second_level;
  return typeof level === 'number' && level > 0;
}
