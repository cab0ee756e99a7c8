export interface FakeRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly privileges: readonly string[];
  readonly privilege_scopes?: readonly { permission_id: string; group_ids: readonly string[] }[];
}

/** Every privilege the owner has; a part of those Zoom publishes (reference/zoom-api.md, section 3.4). */
const ALL = [
  'User:Read',
  'User:Edit',
  'Role:Read',
  'Role:Edit',
  'Group:Read',
  'Group:Edit',
  'AccountSetting:Read',
  'AccountSetting:Edit',
  'AccountProfile:Read',
  'AccountProfile:Edit',
  'Recording:Read',
  'Recording:Edit',
  'ChatMessage:Read',
  'Marketplace:Read',
  'Marketplace:Edit',
  'PbxAdmin:Read',
  'PbxAdmin:Edit',
  'Webinar:Edit',
  'Dashboard:Read',
  'Report:Read',
];

/** The three built-in roles and custom ones; one has a harmless name and dangerous privileges. */
export const roles = (customIds: readonly string[], groupIds: readonly string[]): FakeRole[] => [
  { id: '0', name: 'Owner', description: 'Account owner has full privileges to access and manage a Zoom account.', type: 'common', privileges: ALL },
  { id: '1', name: 'Admin', description: 'Admins have wide range privileges to access and manage a Zoom account.', type: 'common', privileges: ALL.filter((p) => p !== 'AccountProfile:Edit') },
  { id: '2', name: 'Member', description: 'Members have access to basic Zoom video meeting functions but no account management privileges.', type: 'common', privileges: [] },
  ...customIds.map((id, index) => customRole(index, id, groupIds)),
];

const customRole = (index: number, id: string, groupIds: readonly string[]): FakeRole => {
  const role = CUSTOM[index] ?? regional(index - CUSTOM.length);
  return {
    id,
    name: role.name,
    description: role.description,
    type: 'common',
    privileges: role.privileges,
    ...(role.scoped ? { privilege_scopes: [{ permission_id: role.privileges[0] as string, group_ids: groupIds.slice(index % groupIds.length).slice(0, 2) }] } : {}),
  };
};

interface CustomRole {
  readonly name: string;
  readonly description: string;
  readonly privileges: readonly string[];
  readonly scoped?: boolean;
}

const CUSTOM: readonly CustomRole[] = [
  { name: 'IT Helpdesk', description: 'Resets and unlocks people', privileges: ['User:Edit', 'User:Read', 'Group:Read'], scoped: true },
  { name: 'Compliance Auditor', description: 'Looks, never touches', privileges: ['User:Read', 'Role:Read', 'Group:Read', 'AccountSetting:Read', 'Report:Read'] },
  { name: 'Webinar Manager', description: '', privileges: ['Webinar:Edit', 'Dashboard:Read'] },
  { name: 'SSO Engineer', description: 'Runs single sign-on', privileges: ['AccountSetting:Edit', 'AccountSetting:Read'] },
  { name: 'Intern Coordinator', description: 'Plans interviews', privileges: ['User:Read', 'Role:Edit', 'Recording:Read'] },
];

const MOST_CUSTOM_ROLES = 57;
/** Large companies have a role for each region, sixty in all at the most. */
export const customRoleCount = (users: number): number => Math.min(MOST_CUSTOM_ROLES, CUSTOM.length + Math.floor(users / 5000));

const regional = (index: number): CustomRole => ({ name: `Regional Admin ${index + 1}`, description: 'Looks after the people of some groups', privileges: ['User:Edit', 'User:Read'], scoped: true });
