import { camelCase, type EntityDef } from '../define.ts';
import { ACCOUNT_SETTINGS } from '../settings/index.ts';

/** Prefix of the properties that say whether a setting is locked for the whole account. */
export const LOCK_PREFIX = 'locked_';

export const ACCOUNT = {
  type: 'zoom_account',
  classes: ['Account'],
  description: "The Zoom account itself with its settings, locks and domains (never the calling user's profile).",
  key: 'zoom_account:<account_id>',
  properties: [
    { name: 'id', type: 'string', derived: "account_id of the credentials or of a user's detail", of: ['user:account_id'], description: "Zoom's id of the account." },
    { name: 'accountNumber', type: 'number', from: 'user:account_number', description: 'The account number that Zoom support asks for.' },
    {
      name: 'name',
      type: 'string',
      derived: "the account's name where Zoom tells it, else the configured account name, else the account number, else the id",
      of: ['profile:account_name', 'user:account_number'],
      description: 'Name of the account.',
    },
    { name: 'displayName', type: 'string', derived: 'as name', of: ['profile:account_name', 'user:account_number'], description: 'Name of the account.' },
    { name: 'vendor', type: 'string', derived: 'always Zoom', description: 'Who runs the service.' },
    { name: 'lacks', type: 'strings', derived: 'answers that could not be read', description: 'Names of the answers about the account that have never been read; absent when nothing is missing.' },
    { name: 'managedDomains', type: 'strings', from: 'managed_domains:domains[].domain', description: 'Mail domains the account manages.' },
    { name: 'managedDomainsPending', type: 'strings', from: 'managed_domains:domains[].status', description: 'Managed domains whose status is not yet verified.' },
    { name: 'trustedDomains', type: 'strings', from: 'trusted_domains:trusted_domains', description: 'Mail domains the account trusts.' },
    ...ACCOUNT_SETTINGS.map((s) => ({ ...s, name: camelCase(s.path), from: `settings:${s.path}` })),
  ],
} satisfies EntityDef;
