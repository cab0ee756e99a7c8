import type { Variable } from '../../../src/j1ql/plan/context.ts';

export interface Example {
  /** What it asks, or what it shows. */
  readonly say: string;
  readonly query: string;
  /** Given with `--param`. */
  readonly variables?: Readonly<Record<string, Variable>>;
  /** Asked with `--include-deleted`. */
  readonly includeDeleted?: boolean;
}

/** Examples by construct, about the company in organisation.ts. Each is asked when the page is made. */
export const EXAMPLES: readonly { readonly title: string; readonly about: string; readonly examples: readonly Example[] }[] = [
  {
    title: 'Find entities',
    about: 'A name with an upper-case first letter is a class, any other a type. Without RETURN the answer is the entities themselves.',
    examples: [
      { say: 'By type.', query: 'FIND zoom_role' },
      { say: 'By class: whatever kind of group there is.', query: 'FIND Group' },
      { say: 'One of several.', query: 'FIND (zoom_group|zoom_role) AS x RETURN x.displayName AS name, x._type AS type ORDER BY name LIMIT 4' },
      { say: 'Whatever there is, by type.', query: 'FIND * AS x RETURN x._type AS type, count(x) AS number ORDER BY type' },
      { say: 'Full text: whatever has a word somewhere.', query: "FIND 'legal'" },
    ],
  },
  {
    title: 'Filter with WITH',
    about: 'Texts stand in quotes, numbers and `true` do not. AND binds more than OR; parentheses say it otherwise.',
    examples: [
      { say: 'Equal.', query: "FIND zoom_user WITH status = 'inactive'" },
      { say: 'A quotation mark inside a text: use the other kind around it.', query: 'FIND zoom_user WITH displayName = "Sven O\'Dell"' },
      { say: 'Both conditions.', query: "FIND zoom_user WITH dept = 'IT' AND license = 'Licensed'" },
      { say: 'Either, and then another.', query: "FIND zoom_user WITH (dept = 'IT' OR dept = 'Board') AND isAdmin = true" },
      { say: 'A list of values: any of them.', query: "FIND zoom_user WITH dept = ('IT' OR 'Board')" },
      { say: 'A property that is a list: with any of its values equal, the condition holds.', query: "FIND zoom_user WITH loginMethods = 'password'" },
      { say: 'All of several values in a list.', query: "FIND zoom_role WITH privileges = ('User:Edit' AND 'Role:Edit')" },
      { say: 'Text begins, ends, contains: `^=`, `$=`, `~=`; a `!` in front negates.', query: "FIND zoom_user WITH email $= '@marram.example' AND displayName !^= 'T' AND dept ~= 'a'" },
      { say: 'A regular expression; `i` ignores letter case.', query: 'FIND zoom_user WITH displayName = /^(ines|yuki) /i' },
      { say: 'Numbers.', query: 'FIND zoom_group WITH totalMembers < 1' },
      { say: 'A property whose name has a dot stands in brackets.', query: "FIND zoom_account WITH [tag.AccountName] = 'Marram'" },
    ],
  },
  {
    title: 'What is not known',
    about: 'What Zoom did not tell is absent. It is neither true nor false: ask for it by name.',
    examples: [
      { say: 'Known to be off.', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom = false' },
      { say: 'Not known: Zoom answered no settings for Noor.', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom = undefined' },
      { say: '`!=` is true of what is not known as well: Noor is here too.', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom != true' },
      { say: 'Known, whatever the value.', query: 'FIND zoom_user WITH dept != undefined AS u RETURN u.dept AS department, count(u) AS users ORDER BY department' },
    ],
  },
  {
    title: 'Dates',
    about: '`date.now` is the time of the query (here 2026-06-01 12:00 UTC; `--now` sets it), `date(…)` a day. Times in the graph are epoch milliseconds.',
    examples: [
      { say: 'Active, and not signed in for 90 days.', query: 'FIND zoom_user WITH lastLoginTime < date.now - 90 days AND active = true' },
      { say: 'Made this year.', query: 'FIND zoom_user WITH createdOn > date(2026-01-01) AS u RETURN u.displayName AS user, u.createdOn AS made' },
      { say: 'How many days ago.', query: 'FIND zoom_user AS u RETURN u.displayName AS user, ROUND((date.now - u.lastLoginTime) / 86400000) AS days ORDER BY days DESC LIMIT 3' },
      { say: 'New in the graph: `_createdOn` is when graph-zoom saw it first.', query: 'FIND zoom_user WITH _createdOn > date.now - 7 days' },
    ],
  },
  {
    title: 'Follow relationships with THAT',
    about: 'A verb is followed in either direction, unless an arrow says which.',
    examples: [
      { say: 'Who holds an administrative role.', query: 'FIND zoom_user THAT ASSIGNED zoom_role WITH admin = true AND systemRole = false' },
      { say: 'In the direction of the relationship: `>>`.', query: 'FIND zoom_group AS g THAT HAS >> zoom_user AS u RETURN g.displayName AS group, u.displayName AS user ORDER BY group, user LIMIT 4' },
      { say: 'Against it: `<<`.', query: "FIND zoom_user WITH displayName = 'Yuki Brandt' THAT HAS << (zoom_group|zoom_account) AS x RETURN x.displayName AS name, x._type AS type ORDER BY name" },
      {
        say: 'Several steps: the groups that administrators are in.',
        query: 'FIND zoom_role WITH admin = true THAT ASSIGNED zoom_user AS u THAT HAS << zoom_group AS g RETURN u.displayName AS user, g.displayName AS group ORDER BY user, group',
      },
      { say: 'Any verb: RELATES TO.', query: "FIND zoom_user WITH displayName = 'Leo Moreau' THAT RELATES TO AS r * AS x RETURN r._class AS verb, x.displayName AS name ORDER BY name" },
      { say: 'One of several verbs.', query: "FIND zoom_user WITH displayName = 'Leo Moreau' AS u THAT (HAS|ASSIGNED) (zoom_group|zoom_role) AS x RETURN x.displayName AS name ORDER BY name" },
      { say: 'None of them: `!`.', query: 'FIND zoom_user THAT !HAS zoom_group' },
      { say: 'Groups that nobody active is in.', query: 'FIND zoom_group THAT !HAS zoom_user WITH active = true' },
      { say: 'Each entity once, however many ways lead to it.', query: 'FIND UNIQUE zoom_user AS u THAT HAS zoom_group RETURN u.displayName AS user ORDER BY user' },
    ],
  },
  {
    title: 'Optional parts and WHERE',
    about: '`( … )?` is taken where it can be. WHERE compares what stands on one path.',
    examples: [
      {
        say: 'Users with their groups, and those without any.',
        query: "FIND zoom_user WITH status = 'active' AS u (THAT HAS << zoom_group AS g)? RETURN u.displayName AS user, g.displayName AS group ORDER BY user, group",
      },
      {
        say: 'Two people of one group, but not of one department.',
        query: "FIND zoom_user AS a THAT HAS << zoom_group THAT HAS >> zoom_user AS b WHERE a.dept = 'Sales' AND b.dept != a.dept RETURN a.displayName AS one, b.displayName AS other ORDER BY one",
      },
      {
        say: 'A property of the relationship itself: how a user was joined to an employee.',
        query: 'FIND zoom_user AS u THAT IS AS i Person AS p WHERE i.confidence > 0.9 RETURN u.displayName AS user, i.matchedBy AS rule ORDER BY user LIMIT 3',
      },
    ],
  },
  {
    title: 'RETURN: columns',
    about: 'RETURN makes a table, a row for each path.',
    examples: [
      { say: 'Columns with names of their own.', query: "FIND zoom_user WITH dept = 'IT' AS u THAT ASSIGNED zoom_role AS r RETURN u.displayName AS user, r.name AS role" },
      { say: 'Texts put together, and the first that is there.', query: "FIND zoom_user WITH isAdmin = false AS u RETURN CONCAT(u.displayName, ' (', COALESCE(u.dept, 'no department'), ')') AS who ORDER BY who" },
      { say: 'A row for each item of a list.', query: 'FIND zoom_user AS u RETURN UNWIND(u.loginMethods) AS method, count(u) AS users ORDER BY users DESC, method' },
      { say: 'Several values as one list.', query: "FIND zoom_user WITH displayName = 'Tomas Reed' AS u RETURN MERGE(u.email, u.loginMethods) AS all" },
      { say: 'Reckon: `+ - * / ^`, and ROUND, FLOOR, CEIL, ABS, SQRT.', query: 'FIND zoom_group AS g RETURN g.displayName AS group, ROUND(100 * g.totalMembers / 6) AS percent ORDER BY percent DESC, group' },
      { say: 'Paths as a picture: entities and relationships.', query: "FIND zoom_group WITH displayName = 'Crew' THAT HAS zoom_user THAT ASSIGNED zoom_role RETURN TREE" },
    ],
  },
  {
    title: 'Count and group',
    about: 'Plain columns beside COUNT, SUM, AVG, MIN or MAX are the groups. Each entity counts once.',
    examples: [
      { say: 'How many.', query: 'FIND zoom_user WITH active = true AS u RETURN count(u) AS users' },
      { say: 'By department.', query: 'FIND zoom_user AS u RETURN u.dept AS department, count(u) AS users ORDER BY users DESC, department' },
      { say: 'Only groups of some size: HAVING.', query: 'FIND zoom_group AS g THAT HAS >> zoom_user AS u RETURN g.displayName AS group, count(u) AS members HAVING members > 2 ORDER BY group' },
      { say: 'Sum, mean, least and most.', query: 'FIND zoom_group AS g RETURN SUM(g.totalMembers) AS sum, AVG(g.totalMembers) AS mean, MIN(g.totalMembers) AS least, MAX(g.totalMembers) AS most' },
    ],
  },
  {
    title: 'Order and page',
    about: '',
    examples: [
      { say: 'The two who were made last.', query: 'FIND zoom_user AS u RETURN u.displayName AS user, u.createdOn AS made ORDER BY made DESC LIMIT 2' },
      { say: 'The two before them.', query: 'FIND zoom_user AS u RETURN u.displayName AS user, u.createdOn AS made ORDER BY made DESC SKIP 2 LIMIT 2' },
    ],
  },
  {
    title: 'Parameters, and what was deleted',
    about: '',
    examples: [
      { say: 'A value given from outside: `--param dept=Sales`.', query: 'FIND zoom_user WITH dept = ${dept}', variables: { dept: 'Sales' } },
      { say: 'A list: `--param \'depts=["IT","Board"]\'`.', query: 'FIND zoom_user WITH dept = ${depts} AND isAdmin = true', variables: { depts: ['IT', 'Board'] } },
      { say: 'Users that are gone, with `--include-deleted`.', query: 'FIND zoom_user WITH _deleted = true AS u RETURN u.displayName AS user, u._endOn AS gone, u.roleName AS role', includeDeleted: true },
      { say: 'A remark inside a query.', query: "FIND zoom_user /* whoever is let in from elsewhere */ WITH emailDomain != 'marram.example'" },
    ],
  },
  {
    title: 'Users and employees',
    about: 'With [employees imported](../people.md), users are joined to them.',
    examples: [
      { say: 'Has left, and still has Zoom.', query: 'FIND zoom_user WITH active = true AS u THAT IS Person WITH active = false AS p RETURN u.displayName AS user, u.license AS licence, p.endedOn AS left' },
      { say: 'Has Zoom, and is no employee.', query: 'FIND zoom_user THAT !IS Person' },
      { say: 'Is an employee, and has no Zoom.', query: 'FIND Person THAT !IS zoom_user' },
      {
        say: 'Whose reports hold administrative roles.',
        query: 'FIND Person AS boss THAT MANAGES >> Person THAT IS << zoom_user WITH isAdmin = true AS u RETURN boss.displayName AS manager, u.displayName AS administrator ORDER BY manager',
      },
    ],
  },
];
