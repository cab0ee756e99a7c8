import { type Question, users } from './define.ts';

const QUIET = 'lastLoginTime < date.now - 90 days';

/** People who come, stay away and leave. */
export const LIFECYCLE: readonly Question[] = [
  {
    id: 'pending-30-days',
    title: 'Which invitations have been open for more than 30 days?',
    description: 'An invitation that nobody accepts may have gone to the wrong address, and whoever holds it can still come in. Withdraw it or send it anew.',
    tags: ['lifecycle', 'access', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users("status = 'pending' AND createdOn >= date.now - 30 days", 'u.createdOn AS Invited') },
      { resultsAre: 'BAD', query: users("status = 'pending' AND createdOn < date.now - 30 days", 'u.createdOn AS Invited') },
      { resultsAre: 'UNKNOWN', query: users("status = 'pending' AND createdOn = undefined") },
    ],
  },
  {
    id: 'no-sign-in-90-days',
    title: 'Who has not signed in for 90 days?',
    description: 'Active users whose last sign-in is more than 90 days ago: people who left without being removed, or who do not need Zoom. Those who never signed in at all are a question of their own.',
    tags: ['lifecycle', 'security', 'cost'],
    queries: [
      { resultsAre: 'GOOD', query: 'FIND zoom_user WITH active = true AND lastLoginTime >= date.now - 90 days AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.lastLoginTime AS "Last sign-in"' },
      {
        resultsAre: 'BAD',
        query: `FIND zoom_user WITH active = true AND ${QUIET} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.dept AS Department, u.license AS Licence, u.lastLoginTime AS "Last sign-in" ORDER BY u.lastLoginTime`,
      },
    ],
  },
  {
    id: 'never-signed-in',
    title: 'Which active users never signed in?',
    description: 'Users made more than 30 days ago for whom Zoom has no sign-in on record. They were made in advance and forgotten, or belong to a machine.',
    tags: ['lifecycle', 'security', 'cost'],
    queries: [
      { resultsAre: 'BAD', query: users('active = true AND lastLoginTime = undefined AND createdOn < date.now - 30 days', 'u.license AS Licence', 'u.createdOn AS Created') },
      { name: 'Made in the last 30 days', resultsAre: 'INFORMATIVE', query: users('active = true AND lastLoginTime = undefined AND createdOn >= date.now - 30 days', 'u.createdOn AS Created') },
      { name: 'Not known when they were made', resultsAre: 'UNKNOWN', query: users('active = true AND lastLoginTime = undefined AND createdOn = undefined') },
    ],
  },
  {
    id: 'deactivated-users',
    title: 'Who has been deactivated?',
    description: 'Users who may not sign in but still exist, with their recordings and meetings. An auditor compares them with the list of leavers.',
    tags: ['lifecycle', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: users("active = false AND status = 'inactive'", 'u.license AS Licence') }],
  },
  {
    id: 'deactivated-in-groups',
    title: 'Which deactivated users are still in groups?',
    description: "Off-boarding should also take people out of their groups: when somebody reactivates them, they are back in with the groups' settings.",
    tags: ['lifecycle', 'groups', 'audit'],
    queries: [
      { resultsAre: 'GOOD', query: 'FIND zoom_user WITH status = \'inactive\' AS u THAT !HAS << zoom_group RETURN u.displayName AS Name, u.email AS "E-mail" ORDER BY u.displayName' },
      {
        resultsAre: 'BAD',
        query:
          'FIND zoom_user WITH status = \'inactive\' AS u THAT HAS << zoom_group AS g RETURN u.displayName AS Name, u.email AS "E-mail", g.displayName AS Group, u.lastLoginTime AS "Last sign-in" ORDER BY u.displayName, g.displayName',
      },
    ],
  },
  {
    id: 'deactivated-with-licence',
    title: 'Which deactivated users still hold a paid licence?',
    description: 'A licence that nobody can use is paid for all the same. Give it to somebody else.',
    tags: ['lifecycle', 'licences', 'cost'],
    queries: [
      { resultsAre: 'GOOD', query: users("status = 'inactive' AND license = ('Basic' OR 'Unassigned' OR 'None')", 'u.license AS Licence') },
      { resultsAre: 'BAD', query: users("status = 'inactive' AND license = ('Licensed' OR 'On-premise')", 'u.license AS Licence') },
      { resultsAre: 'UNKNOWN', query: users("status = 'inactive' AND license = undefined") },
    ],
  },
  {
    id: 'licensed-but-quiet',
    title: 'Which paid licences have not been used for 90 days?',
    description: 'Active users with a paid licence who have not signed in for 90 days, longest first. Each is money that can be saved.',
    tags: ['lifecycle', 'licences', 'cost'],
    queries: [
      {
        resultsAre: 'BAD',
        query: `FIND zoom_user WITH active = true AND license = 'Licensed' AND ${QUIET} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.dept AS Department, u.costCenter AS "Cost centre", u.lastLoginTime AS "Last sign-in" ORDER BY u.lastLoginTime`,
      },
      { name: 'Never signed in', resultsAre: 'INFORMATIVE', query: users("active = true AND license = 'Licensed' AND lastLoginTime = undefined", 'u.costCenter AS "Cost centre"', 'u.createdOn AS Created') },
    ],
  },
  {
    id: 'old-clients',
    title: 'Who uses an old Zoom client?',
    description: 'Users whose last client was version 5 or older. Old clients lack security repairs, and Zoom at some time stops letting them in.',
    tags: ['lifecycle', 'security'],
    queries: [
      {
        resultsAre: 'GOOD',
        query:
          "FIND zoom_user WITH active = true AND lastClientVersion != undefined AND lastClientVersion !^= ('1.' OR '2.' OR '3.' OR '4.' OR '5.') AS u RETURN u.displayName AS Name, u.email AS \"E-mail\", u.lastClientVersion AS Client",
      },
      { resultsAre: 'BAD', query: users("active = true AND lastClientVersion ^= ('1.' OR '2.' OR '3.' OR '4.' OR '5.')", 'u.lastClientVersion AS Client') },
      { resultsAre: 'UNKNOWN', query: users('active = true AND lastLoginTime != undefined AND lastClientVersion = undefined') },
    ],
  },
];
