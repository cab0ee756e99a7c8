import type { Question } from './define.ts';

/** Groups carry settings, so who is in them decides what holds for whom. */
export const GROUPS: readonly Question[] = [
  {
    id: 'group-sizes',
    title: 'How many users does each group have?',
    description: 'Every group with its members in the graph and the number Zoom tells. Where the two differ the collection was not complete, or the group changed meanwhile.',
    tags: ['groups', 'access'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_group AS g (THAT HAS >> zoom_user AS u)? RETURN g.displayName AS Group, g.id AS Id, count(u) AS Members, g.totalMembers AS "Members by Zoom" ORDER BY Members DESC, Group, Id',
      },
    ],
  },
  {
    id: 'empty-groups',
    title: 'Which groups have no members?',
    description: 'Nobody misses an empty group, but somebody may be put into it for its settings. Remove it.',
    tags: ['groups', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_group AS g THAT !HAS >> zoom_user RETURN g.displayName AS Group, g.id AS Id ORDER BY g.displayName' }],
  },
  {
    id: 'users-in-no-group',
    title: 'Which active users are in no group?',
    description: "Only the account's own settings hold for them; what was tightened by group does not.",
    tags: ['groups', 'access', 'security'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_user WITH active = true AS u THAT !HAS << zoom_group RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.dept AS Department ORDER BY u.displayName',
      },
    ],
  },
  {
    id: 'users-in-many-groups',
    title: 'Who is in more than five groups?',
    description: 'With so many groups nobody can say any more which settings hold for a user.',
    tags: ['groups', 'access'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_user AS u THAT HAS << zoom_group AS g RETURN u.displayName AS Name, u.email AS "E-mail", u.status AS Status, count(g) AS Groups HAVING Groups > 5 ORDER BY Groups DESC, Name',
      },
    ],
  },
  {
    id: 'groups-with-administrators',
    title: 'Which groups are administrators in?',
    description: 'Administrators should be in a group with strict settings. This shows where they are.',
    tags: ['groups', 'administrators', 'security'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query: 'FIND zoom_group AS g THAT HAS >> zoom_user WITH isAdmin = true AS u RETURN g.displayName AS Group, u.displayName AS Name, u.roleName AS Role ORDER BY g.displayName, u.displayName',
      },
    ],
  },
  {
    id: 'groups-with-outsiders',
    title: 'Which groups have members of foreign mail domains?',
    description: "Groups with members whose address is in none of the account's managed domains, and how many of them.",
    tags: ['groups', 'domains', 'security'],
    queries: [
      {
        resultsAre: 'INFORMATIVE',
        query:
          'FIND zoom_account WITH managedDomains != undefined AS a THAT HAS >> zoom_group AS g THAT HAS >> zoom_user WITH emailDomain != undefined AS u WHERE a.managedDomains != u.emailDomain RETURN g.displayName AS Group, g.id AS Id, count(u) AS Outsiders ORDER BY Outsiders DESC, Group',
      },
    ],
  },
  {
    id: 'groups-in-directory',
    title: 'Which groups can be found in the company directory?',
    description: 'Everybody in the company sees their names and perhaps their members; names of groups tell more than one thinks.',
    tags: ['groups', 'privacy'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_group WITH inDirectory = true AS g RETURN g.displayName AS Group, g.totalMembers AS "Members by Zoom" ORDER BY g.displayName' }],
  },
];
