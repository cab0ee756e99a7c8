import { defineEndpoint } from '../define-endpoint.ts';
import { anyObject } from '../schemas.ts';

export const listManagedDomains = defineEndpoint({
  id: 'list-managed-domains',
  path: '/accounts/{accountId}/managed_domains',
  query: [],
  label: 'LIGHT',
  scopes: { classic: ['account:read:admin', 'account:write:admin', 'account:master'], granular: ['account:read:managed_domains:admin', 'account:read:managed_domains:master'] },
  response: anyObject,
  secrets: [],
  purpose: 'the mail domains the account manages',
});
