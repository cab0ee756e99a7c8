import { z } from 'zod';
import { defineEndpoint } from '../define-endpoint.ts';
import { groupRecord } from '../schemas.ts';

export const listGroups = defineEndpoint({
  id: 'list-groups',
  path: '/groups',
  query: ['page_size', 'next_page_token'],
  label: 'MEDIUM',
  paging: { items: 'groups', maxPageSize: 300, defaultPageSize: 30 },
  scopes: { classic: ['group:read:admin', 'group:write:admin', 'group:master'], granular: ['group:read:list_groups:admin', 'group:read:list_groups:master'] },
  response: z.looseObject({ groups: z.array(groupRecord) }),
  secrets: [],
  purpose: 'groups; who is in them comes with the users',
});
