import { defineEndpoint } from '../define-endpoint.ts';
import { roleRecord } from '../schemas.ts';

export const getRole = defineEndpoint({
  id: 'get-role',
  path: '/roles/{roleId}',
  query: [],
  label: 'LIGHT',
  scopes: { classic: ['role:read:admin', 'role:write:admin', 'role:master'], granular: ['role:read:role:admin', 'role:read:role', 'role:read:role:master'] },
  response: roleRecord,
  secrets: [],
  purpose: 'the privileges of each role: who can do what',
});
