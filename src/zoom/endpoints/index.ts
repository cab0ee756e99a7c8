import { getAccount } from './get-account.ts';
import { getAccountLocks } from './get-account-locks.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { getRole } from './get-role.ts';
import { getUser } from './get-user.ts';
import { getUserSettings } from './get-user-settings.ts';
import { listGroups } from './list-groups.ts';
import { listManagedDomains } from './list-managed-domains.ts';
import { listRoles } from './list-roles.ts';
import { listTrustedDomains } from './list-trusted-domains.ts';
import { listUsers } from './list-users.ts';

/** Every endpoint the product calls, in the order a person should read them. */
export const ENDPOINTS = [listUsers, getUser, getUserSettings, listGroups, listRoles, getRole, getAccount, getAccountSettings, getAccountLocks, listManagedDomains, listTrustedDomains] as const;
