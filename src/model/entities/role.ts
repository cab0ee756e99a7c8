import type { EntityDef } from '../define.ts';

export const ROLE = {
  type: 'zoom_role',
  classes: ['AccessRole'],
  description: 'A role: a named set of privileges in the account.',
  key: 'zoom_role:<id>',
  properties: [
    { name: 'id', type: 'string', from: 'roles:id', description: "Zoom's id: 0 owner, 1 admin, 2 member, others for custom roles." },
    { name: 'name', type: 'string', from: 'roles:name', description: 'Name of the role.' },
    { name: 'displayName', type: 'string', from: 'roles:name', description: 'Name of the role.' },
    { name: 'description', type: 'string', from: 'roles:description', description: 'What the role is for, as its author wrote it.' },
    { name: 'type', type: 'string', from: 'roles:type', description: 'Kind of role, such as common.' },
    { name: 'totalMembers', type: 'number', from: 'roles:total_members', description: 'Holders as Zoom counts them.' },
    { name: 'privileges', type: 'strings', from: 'role:privileges', description: 'Everything the role may do, such as User:Edit.' },
    { name: 'privilegeNames', type: 'strings', from: 'role:privileges', description: "The privileges again, under JupiterOne's name for them." },
    {
      name: 'highPrivileges',
      type: 'strings',
      derived: 'privileges that change users, roles, settings or apps, or read what others said',
      of: ['role:privileges'],
      description: 'The privileges that make the role administrative.',
    },
    {
      name: 'admin',
      type: 'boolean',
      derived: 'any high privilege, or power over sub-accounts; the owner always',
      of: ['role:privileges', 'role:sub_account_privileges.second_level'],
      description: 'The role is administrative. Absent when its privileges could not be read.',
    },
    { name: 'superAdmin', type: 'boolean', derived: 'id is 0', of: ['roles:id'], description: "The account owner's role." },
    { name: 'systemRole', type: 'boolean', derived: 'id is 0, 1 or 2', of: ['roles:id'], description: 'Built in; other roles were made by the account.' },
    { name: 'privilegeScopes', type: 'objects', from: 'role:privilege_scopes', description: 'Privileges that hold for some groups only, as JSON.' },
    { name: 'subAccountPrivilegesSecondLevel', type: 'number', from: 'role:sub_account_privileges.second_level', description: 'Power over sub-accounts: 1 as their owner, 2 the same privileges, 3 chosen ones.' },
  ],
} as const satisfies EntityDef;
