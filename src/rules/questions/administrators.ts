import { holders, type Question, users } from './define.ts';

/** Who can change the account or see what others said, and by which privilege; never by the name of the role. */
export const ADMINISTRATORS: readonly Question[] = [
  {
    id: 'account-owner',
    title: 'Who owns the account?',
    description: 'The owner may do everything, deletes the account, and cannot be locked out by anybody else. It should be a person who is still here and can be reached.',
    tags: ['administrators', 'security', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders('superAdmin = true') }],
  },
  {
    id: 'administrators',
    title: 'Who is an administrator, and by which privilege?',
    description: 'Everybody whose role changes users, roles, settings or apps, or reads what others said, with the privileges that make it so. A harmless-looking role is listed too when its privileges are not harmless.',
    tags: ['administrators', 'security', 'audit'],
    queries: [
      { resultsAre: 'INFORMATIVE', query: holders('admin = true', 'r.highPrivileges AS "By privilege"') },
      { name: 'Holders of a role whose privileges could not be read', resultsAre: 'UNKNOWN', query: holders('admin = undefined') },
    ],
  },
  {
    id: 'administrator-count',
    title: 'How many administrators are there by role?',
    description: 'Administrative roles and how many people hold them. Few administrators are easier to protect; one alone is a risk when that person is away.',
    tags: ['administrators', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_role WITH admin = true AS r (THAT ASSIGNED << zoom_user AS u)? RETURN r.displayName AS Role, count(u) AS Users ORDER BY Users DESC, Role' }],
  },
  {
    id: 'who-can-edit-users',
    title: 'Who can change, add or remove users?',
    description: 'Holders of a role with User:Edit. They can reset sign-ins and so become somebody else.',
    tags: ['administrators', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders("privileges = 'User:Edit'", 'r.privilegeScopes AS "Only for groups"') }],
  },
  {
    id: 'who-can-edit-roles',
    title: 'Who can change roles?',
    description: 'Holders of a role with Role:Edit. Whoever can change roles can give themselves every other privilege.',
    tags: ['administrators', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders("privileges = 'Role:Edit'") }],
  },
  {
    id: 'who-can-edit-settings',
    title: "Who can change the account's settings?",
    description: 'Holders of a role with AccountSetting:Edit: they can switch off waiting rooms, passcodes and single sign-on for everybody.',
    tags: ['administrators', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders("privileges = 'AccountSetting:Edit'") }],
  },
  {
    id: 'who-can-read-recordings-and-chats',
    title: "Who can read other people's recordings and chats?",
    description: 'Holders of a role that opens cloud recordings or chat messages of the whole account. These are confidential whatever the role is called.',
    tags: ['administrators', 'privacy', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders("privileges = ('Recording:Read' OR 'Recording:Edit' OR 'ChatMessage:Read')") }],
  },
  {
    id: 'who-can-manage-apps',
    title: 'Who can approve apps of the Zoom Marketplace?',
    description: 'Holders of a role with Marketplace:Edit. An app they approve reaches the data of everybody.',
    tags: ['administrators', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: holders("privileges = 'Marketplace:Edit'") }],
  },
  {
    id: 'custom-administrative-roles',
    title: 'Which roles made by the account are administrative?',
    description: 'Roles that somebody made and that change users, roles, settings or apps, or read what others said. They escape reviews that look for the names Owner and Admin.',
    tags: ['administrators', 'security', 'audit'],
    queries: [
      { name: 'Not administrative', resultsAre: 'GOOD', query: 'FIND zoom_role WITH systemRole = false AND admin = false AS r RETURN r.displayName AS Role, r.description AS Description ORDER BY r.displayName' },
      {
        name: 'Administrative',
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_role WITH systemRole = false AND admin = true AS r RETURN r.displayName AS Role, r.description AS Description, r.highPrivileges AS "By privilege", r.totalMembers AS Holders ORDER BY r.displayName',
      },
      { name: 'Privileges could not be read', resultsAre: 'UNKNOWN', query: 'FIND zoom_role WITH admin = undefined AS r RETURN r.displayName AS Role, r.totalMembers AS Holders ORDER BY r.displayName' },
    ],
  },
  {
    id: 'custom-roles-with-edit-privileges',
    title: 'Which roles made by the account may change something?',
    description: 'Every role that somebody made with at least one privilege that ends in Edit, be it high or small, with all its privileges.',
    tags: ['administrators', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: "FIND zoom_role WITH systemRole = false AND privileges $= ':Edit' AS r RETURN r.displayName AS Role, r.privileges AS Privileges, r.totalMembers AS Holders ORDER BY r.displayName",
      },
    ],
  },
  {
    id: 'unused-roles',
    title: 'Which roles made by the account does nobody hold?',
    description: 'Roles without holders can be removed before somebody gives them away unread.',
    tags: ['administrators', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_role WITH systemRole = false AS r THAT !ASSIGNED << zoom_user RETURN r.displayName AS Role, r.admin AS Administrative ORDER BY r.displayName' }],
  },
  {
    id: 'administrators-not-active',
    title: 'Which deactivated or invited users hold an administrative role?',
    description:
      'An administrator who left keeps the role, and provisioning from the identity provider does not remove administrators from Zoom. Reactivated, or once the invitation is accepted, they are administrators at once.',
    tags: ['administrators', 'lifecycle', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users('isAdmin = true AND active = true') },
      { resultsAre: 'BAD', query: users('isAdmin = true AND active = false', 'u.status AS Status') },
      { name: 'Their role may be administrative', resultsAre: 'UNKNOWN', query: users('isAdmin = undefined AND active = false', 'u.status AS Status') },
    ],
  },
  {
    id: 'administrators-quiet-90-days',
    title: 'Which administrators have not signed in for 90 days?',
    description: 'An administrative role that is not used is only a risk: take it away until it is needed. Those who never signed in at all are a question of their own.',
    tags: ['administrators', 'lifecycle', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users('isAdmin = true AND active = true AND lastLoginTime >= date.now - 90 days') },
      { resultsAre: 'BAD', query: users('isAdmin = true AND active = true AND lastLoginTime < date.now - 90 days') },
    ],
  },
  {
    id: 'administrators-never-signed-in',
    title: 'Which administrators never signed in?',
    description: 'Zoom has no sign-in on record for them although they could do the most. Such users are forgotten, or meant for a machine.',
    tags: ['administrators', 'lifecycle', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users('isAdmin = true AND active = true AND lastLoginTime != undefined') },
      { resultsAre: 'BAD', query: users('isAdmin = true AND active = true AND lastLoginTime = undefined', 'u.createdOn AS Created') },
    ],
  },
];
