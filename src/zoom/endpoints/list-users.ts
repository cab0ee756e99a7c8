import { z } from 'zod';
import { defineEndpoint } from '../define-endpoint.ts';
import { userRecord } from '../schemas.ts';

/** Users of one status a traversal: a wrong status silently lists the active ones (reference/zoom-api.md, 3.1). */
export const listUsers = defineEndpoint({
  id: 'list-users',
  path: '/users',
  query: ['status', 'page_size', 'next_page_token', 'page_number', 'role_id'],
  label: 'MEDIUM',
  paging: { items: 'users', maxPageSize: 2000, defaultPageSize: 30, pageNumber: true },
  scopes: { classic: ['user:read:admin', 'user:write:admin', 'user:master'], granular: ['user:read:list_users:admin', 'user:read:list_users:master'] },
  response: z.looseObject({ users: z.array(userRecord) }),
  secrets: ['users[].host_key'],
  purpose: 'users of every status with role, groups and licence',
});
