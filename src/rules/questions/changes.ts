import type { Question } from './define.ts';

const DAY_AGO = 'date.now - 24 hours';
const WEEK_AGO = 'date.now - 7 days';

/** What is new in the graph. The first collection is no news: what came with it counts as new for as long as the question looks back. */
export const CHANGES: readonly Question[] = [
  {
    id: 'new-users-this-week',
    title: 'Which users are new this week?',
    description: 'Users that were made in Zoom in the last seven days, and users that this graph saw for the first time in them.',
    tags: ['changes', 'access', 'audit'],
    queries: [
      {
        name: 'Made in Zoom',
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_user WITH createdOn > ${WEEK_AGO} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.status AS Status, u.createdOn AS Created ORDER BY u.createdOn DESC`,
      },
      {
        name: 'Seen for the first time',
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_user WITH _createdOn > ${WEEK_AGO} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.status AS Status, u._createdOn AS "First seen" ORDER BY u._createdOn DESC, u.displayName`,
      },
    ],
  },
  {
    id: 'new-administrators-this-week',
    title: 'Who became an administrator this week?',
    description: 'Holders of an administrative role whose assignment was first seen in the last seven days. Each should be somebody you know of.',
    tags: ['changes', 'administrators', 'security', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_user AS u THAT ASSIGNED >> AS held zoom_role WITH admin = true AS r WHERE held._createdOn > ${WEEK_AGO} RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS Role, r.highPrivileges AS "By privilege", held._createdOn AS Since ORDER BY held._createdOn DESC, u.displayName`,
      },
    ],
  },
  {
    id: 'role-changes-since-yesterday',
    title: 'Whose role changed since yesterday?',
    description: 'Users known for longer than a day whose present role was first seen in the last 24 hours. New users are left out.',
    tags: ['changes', 'administrators', 'security', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_user WITH _createdOn <= ${DAY_AGO} AS u THAT ASSIGNED >> AS held zoom_role AS r WHERE held._createdOn > ${DAY_AGO} RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS "New role", r.admin AS Administrative, held._createdOn AS Since ORDER BY u.displayName`,
      },
    ],
  },
  {
    id: 'roles-taken-away-this-week',
    title: 'From whom was a role taken away this week?',
    description: 'Assignments of roles that ended in the last seven days, also because the user was deleted.',
    tags: ['changes', 'administrators', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        includeDeleted: true,
        query: `FIND zoom_user AS u THAT ASSIGNED >> AS held zoom_role AS r WHERE held._deleted = true AND held._endOn > ${WEEK_AGO} RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS "Former role", held._endOn AS Ended ORDER BY held._endOn DESC, u.displayName`,
      },
    ],
  },
  {
    id: 'deleted-users-this-week',
    title: 'Which users were deleted this week?',
    description: 'Users that are gone from Zoom since the last seven days, with the role they had.',
    tags: ['changes', 'lifecycle', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        includeDeleted: true,
        query: `FIND zoom_user WITH _deleted = true AND _endOn > ${WEEK_AGO} AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u._endOn AS Deleted ORDER BY u._endOn DESC, u.displayName`,
      },
    ],
  },
  {
    id: 'users-changed-since-yesterday',
    title: 'Which users changed since yesterday?',
    description: 'Users of whom anything is different since the last 24 hours: role, status, a setting. `graph-zoom history` says what.',
    tags: ['changes', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_user WITH _beginOn > ${DAY_AGO} AND _version > 1 AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.status AS Status, u._version AS Version, u._beginOn AS Changed ORDER BY u._beginOn DESC, u.displayName`,
      },
    ],
  },
  {
    id: 'new-group-members-this-week',
    title: 'Who joined a group this week?',
    description: 'Memberships first seen in the last seven days of users known for longer than that.',
    tags: ['changes', 'groups', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_group AS g THAT HAS >> AS member zoom_user WITH _createdOn <= ${WEEK_AGO} AS u WHERE member._createdOn > ${WEEK_AGO} RETURN g.displayName AS Group, u.displayName AS Name, u.email AS "E-mail", member._createdOn AS Since ORDER BY g.displayName, u.displayName`,
      },
    ],
  },
  {
    id: 'roles-changed-this-week',
    title: 'Which roles were made or changed this week?',
    description: 'A privilege that is added to a role reaches all its holders at once, without any of them changing.',
    tags: ['changes', 'administrators', 'security', 'audit'],
    queries: [
      {
        name: 'Changed',
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_role WITH _beginOn > ${WEEK_AGO} AND _version > 1 AS r RETURN r.displayName AS Role, r.admin AS Administrative, r.privileges AS Privileges, r._beginOn AS Changed ORDER BY r.displayName`,
      },
      {
        name: 'First seen',
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_role WITH _createdOn > ${WEEK_AGO} AS r RETURN r.displayName AS Role, r.admin AS Administrative, r.privileges AS Privileges, r._createdOn AS "First seen" ORDER BY r.displayName`,
      },
    ],
  },
  {
    id: 'account-changed-this-week',
    title: "Did the account's settings, locks or domains change this week?",
    description: 'Accounts of which anything is different since the last seven days. `graph-zoom history` says what, with old and new values.',
    tags: ['changes', 'account', 'security', 'audit'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: `FIND zoom_account WITH _beginOn > ${WEEK_AGO} AND _version > 1 AS a RETURN a.displayName AS Account, a._version AS Version, a._beginOn AS Changed, a._key AS Key ORDER BY a.displayName`,
      },
    ],
  },
];
