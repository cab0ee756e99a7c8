import { z } from 'zod';
import { defineEndpoint } from '../define-endpoint.ts';
import { roleRecord } from '../schemas.ts';

/** Published as one answer without pages; the paginator accepts a token all the same (peers.md, G27). */
export const listRoles = defineEndpoint({
  id: 'list-roles',
  path: '/roles',
  query: ['type', 'page_size', 'next_page_token'],
  label: 'MEDIUM',
  paging: { items: 'roles', maxPageSize: 300, defaultPageSize: 300 },
  scopes: { classic: ['role:read:admin', 'role:write:admin', 'role:master'], granular: ['role:read:list_roles:admin', 'role:read:list_roles', 'role:read:list_roles:master'] },
  response: z.looseObject({ roles: z.array(roleRecord) }),
  secrets: [],
  purpose: 'roles',
});
