import { defineEndpoint } from '../define-endpoint.ts';
import { userDetail } from '../schemas.ts';

/** Adds sign-in types, cluster, manager and the account's number; `personal_meeting_url` carries the passcode (3.1). */
export const getUser = defineEndpoint({
  id: 'get-user',
  path: '/users/{userId}',
  query: ['login_type'],
  label: 'LIGHT',
  scopes: { classic: ['user:read:admin', 'user:write:admin', 'user:master'], granular: ['user:read:user:admin', 'user:read:user:master'] },
  response: userDetail,
  secrets: ['host_key', 'zak', 'token'],
  purpose: 'how each user signs in, manager, personal meeting id use',
});
