import { type Question, users } from './define.ts';

/** Who has Zoom at all, and how the company's people are spread over it. */
export const ACCESS: readonly Question[] = [
  {
    id: 'who-has-access',
    title: 'Who has access to Zoom?',
    description: 'Everybody who may sign in to the account, and everybody who was invited and may still accept. It is the list that an access review begins with.',
    tags: ['access', 'audit'],
    queries: [
      { name: 'May sign in', resultsAre: 'INFORMATIVE', query: users('active = true', 'u.license AS Licence') },
      { name: 'Invited', resultsAre: 'INFORMATIVE', query: users("status = 'pending'", 'u.createdOn AS Invited') },
    ],
  },
  {
    id: 'users-by-status',
    title: 'How many users are active, inactive and pending?',
    description: 'The size of the account in three numbers. Inactive users were deactivated and may be reactivated; pending users have not accepted their invitation.',
    tags: ['access'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user AS u RETURN u.status AS Status, count(u) AS Users ORDER BY Users DESC, Status' }],
  },
  {
    id: 'users-by-role',
    title: 'How many users hold each role?',
    description: 'Every role with the number of its holders, also roles that nobody holds. A small role that grows is worth a look.',
    tags: ['access', 'audit'],
    queries: [
      { resultsAre: 'INFORMATIVE', query: 'FIND zoom_role AS r (THAT ASSIGNED << zoom_user AS u)? RETURN r.displayName AS Role, r.id AS Id, r.admin AS Administrative, count(u) AS Users ORDER BY Users DESC, Role, Id' },
    ],
  },
  {
    id: 'users-by-department',
    title: 'How many users does each department have?',
    description: 'Active users by the department that is written in their profile; users without one are a line of their own.',
    tags: ['access', 'cost'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.dept AS Department, count(u) AS Users ORDER BY Users DESC, Department' }],
  },
  {
    id: 'users-by-location',
    title: 'How many users does each location have?',
    description: 'Active users by the place of work in their profile.',
    tags: ['access'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.location AS Location, count(u) AS Users ORDER BY Users DESC, Location' }],
  },
  {
    id: 'users-by-cost-centre',
    title: 'How many users and paid licences does each cost centre have?',
    description: 'Users by cost centre and licence, for charging Zoom to who uses it.',
    tags: ['access', 'cost'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN u.costCenter AS Centre, u.license AS Licence, count(u) AS Users ORDER BY Users DESC, Centre, Licence' }],
  },
  {
    id: 'users-without-role',
    title: 'Which users hold no role that is known?',
    description: 'Zoom gives everybody a role, so a user without one is a gap: the role was not collected, or was made a moment ago. What these users may do is not known.',
    tags: ['access', 'data-quality'],
    queries: [{ resultsAre: 'UNKNOWN', query: 'FIND zoom_user AS u THAT !ASSIGNED >> zoom_role RETURN u.displayName AS Name, u.email AS "E-mail", u.roleId AS "Role id", u.status AS Status ORDER BY u.displayName' }],
  },
];
