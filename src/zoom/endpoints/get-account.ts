import { defineEndpoint } from '../define-endpoint.ts';
import { anyObject } from '../schemas.ts';

/** Documented for master accounts; an ordinary account may be refused (3.5). */
export const getAccount = defineEndpoint({
  id: 'get-account',
  path: '/accounts/{accountId}',
  query: [],
  label: 'LIGHT',
  scopes: { classic: ['account:master'], granular: ['account:read:sub_account:admin', 'account:read:sub_account:master'] },
  response: anyObject,
  secrets: [],
  purpose: "the account's name, type and owner",
});
