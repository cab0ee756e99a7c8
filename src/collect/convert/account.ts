import { ACCOUNT, LOCK_PREFIX } from '../../model/entities/account.ts';
import type { Entity } from '../../model/graph.ts';
import { accountKey } from '../../model/keys.ts';
import { flatten } from '../flatten.ts';
import { type Parts, rawDataOf } from '../parts.ts';

/** The part that holds `account_id` and `account_number`, whoever told them. */
export const IDENTITY_PART = 'identity';
export const PROFILE_PART = 'profile';
export const MANAGED_DOMAINS_PART = 'managed_domains';
export const TRUSTED_DOMAINS_PART = 'trusted_domains';
export const LOCKS_PART = 'locks';

/** The account from every answer that could be read. `lacks` names those that could not. */
export function convertAccount(accountId: string, parts: Parts, options: { name?: string | undefined; lacks: readonly string[]; tags: Readonly<Record<string, string>> }): Entity {
  const properties = {};
  for (const [part, answer] of parts) {
    if (part === 'settings' || part.startsWith('settings:')) flatten(answer, '', properties);
    else if (part === LOCKS_PART || part.startsWith(`${LOCKS_PART}:`)) flatten({ [LOCK_PREFIX]: answer }, '', properties);
  }
  const profile = parts.get(PROFILE_PART) ?? {};
  const number = parts.get(IDENTITY_PART)?.account_number;
  const name = firstText(profile.account_name, options.name, number, accountId);
  return {
    ...properties,
    ...flatten(profile),
    ...domains(parts),
    _key: accountKey(accountId),
    _type: ACCOUNT.type,
    _class: ACCOUNT.classes,
    _rawData: rawDataOf(parts),
    id: accountId,
    accountNumber: typeof number === 'number' ? number : undefined,
    name,
    displayName: name,
    vendor: 'Zoom',
    lacks: options.lacks.length > 0 ? options.lacks : undefined,
    ...options.tags,
  };
}

function domains(parts: Parts) {
  const managed = parts.get(MANAGED_DOMAINS_PART)?.domains;
  const trusted = parts.get(TRUSTED_DOMAINS_PART)?.trusted_domains;
  const records = Array.isArray(managed) ? (managed as { domain?: unknown; status?: unknown }[]) : undefined;
  const names = (list: { domain?: unknown }[]) => list.map((d) => d.domain).filter((d) => typeof d === 'string');
  return {
    managedDomains: records && names(records),
    managedDomainsPending: records && names(records.filter((d) => d.status !== 'verified')),
    trustedDomains: Array.isArray(trusted) ? trusted.filter((d) => typeof d === 'string') : undefined,
  };
}

const firstText = (...values: unknown[]): string => {
  for (const value of values) {
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value !== '') return value;
  }
  return 'Zoom';
};
