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
  ...CUSTOM.map((role, index) => ({
    id: customIds[index] as string,
    name: role.name,
    description: role.description,
    type: 'common',
    privileges: role.privileges,
    ...(role.scoped ? { privilege_scopes: [{ permission_id: role.privileges[0] as string, group_ids: groupIds.slice(0, 2) }] } : {}),
  })),
];

const CUSTOM: readonly { name: string; description: string; privileges: readonly string[]; scoped?: boolean }[] = [
  { name: 'IT Helpdesk', description: 'Resets and unlocks people', privileges: ['User:Edit', 'User:Read', 'Group:Read'], scoped: true },
  { name: 'Compliance Auditor', description: 'Looks, never touches', privileges: ['User:Read', 'Role:Read', 'Group:Read', 'AccountSetting:Read', 'Report:Read'] },
  { name: 'Webinar Manager', description: '', privileges: ['Webinar:Edit', 'Dashboard:Read'] },
  { name: 'SSO Engineer', description: 'Runs single sign-on', privileges: ['AccountSetting:Edit', 'AccountSetting:Read'] },
  { name: 'Intern Coordinator', description: 'Plans interviews', privileges: ['User:Read', 'Role:Edit', 'Recording:Read'] },
];
export const CUSTOM_ROLES = CUSTOM.length;
