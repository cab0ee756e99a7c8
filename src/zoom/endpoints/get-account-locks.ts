import { defineEndpoint } from '../define-endpoint.ts';
import { settingsAnswer } from '../schemas.ts';

export const ACCOUNT_LOCK_OPTIONS = ['', 'meeting_security'] as const;

export const getAccountLocks = defineEndpoint({
  id: 'get-account-locks',
  path: '/accounts/{accountId}/lock_settings',
  query: ['option'],
  label: 'MEDIUM',
  scopes: { classic: ['account:read:admin', 'account:write:admin', 'account:master'], granular: ['account:read:lock_settings:admin', 'account:read:lock_settings:master'] },
  response: settingsAnswer,
  secrets: [],
  purpose: 'which settings nobody may change',
});
