import type { RelationshipDef } from './define.ts';

/** Every edge on one line. */
export const RELATIONSHIPS = {
  //   (zoom_account)-HAS->(zoom_group)
  accountHasGroup: { type: 'zoom_account_has_group', class: 'HAS', from: 'zoom_account', to: 'zoom_group', description: 'The account owns the group.' },
  //   (zoom_account)-HAS->(zoom_role)
  accountHasRole: { type: 'zoom_account_has_role', class: 'HAS', from: 'zoom_account', to: 'zoom_role', description: 'The account defines the role.' },
  //   (zoom_account)-HAS->(zoom_user)
  accountHasUser: { type: 'zoom_account_has_user', class: 'HAS', from: 'zoom_account', to: 'zoom_user', description: 'The user belongs to the account, whatever the status.' },
  //   (zoom_group)-HAS->(zoom_user)
  groupHasUser: { type: 'zoom_group_has_user', class: 'HAS', from: 'zoom_group', to: 'zoom_user', description: 'The user is a member of the group (from `group_ids` of the users list).' },
  //   (zoom_user)-ASSIGNED->(zoom_role)
  userAssignedRole: { type: 'zoom_user_assigned_role', class: 'ASSIGNED', from: 'zoom_user', to: 'zoom_role', description: 'The user holds the role (from `role_id` of the users list).' },
} as const satisfies Record<string, RelationshipDef>;
