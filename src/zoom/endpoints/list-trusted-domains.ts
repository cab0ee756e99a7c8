import { defineEndpoint } from '../define-endpoint.ts';
import { anyObject } from '../schemas.ts';

export const listTrustedDomains = defineEndpoint({
  id: 'list-trusted-domains',
  path: '/accounts/{accountId}/trusted_domains',
  query: [],
  label: 'LIGHT',
  scopes: { classic: ['account:read:admin', 'account:write:admin', 'account:master'], granular: ['account:read:trusted_domains:admin', 'account:read:trusted_domains:master'] },
  response: anyObject,
  secrets: [],
  purpose: 'the mail domains the account trusts',
});
