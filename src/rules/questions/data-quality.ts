import { type Question, users } from './define.ts';

/** What the graph does not know, so that no answer is taken for more than it is. */
export const DATA_QUALITY: readonly Question[] = [
  {
    id: 'account-gaps',
    title: 'What could not be read about the account?',
    description: 'Answers that Zoom refused, each with the reason, most often a scope that the app lacks. `graph-zoom doctor` says how to repair it.',
    tags: ['data-quality', 'account'],
    queries: [{ resultsAre: 'UNKNOWN', query: 'FIND zoom_account WITH lacks != undefined AS a RETURN a.displayName AS Account, UNWIND(a.lacks) AS Lacks ORDER BY Account, Lacks' }],
  },
  {
    id: 'users-without-settings',
    title: 'Of which active users are the settings not known?',
    description: 'Neither good nor bad can be said about their meetings and recordings. Often the app lacks the scope for user settings, or the last collection was cut short.',
    tags: ['data-quality', 'meetings', 'recordings'],
    queries: [
      { name: 'General settings', resultsAre: 'UNKNOWN', query: users('active = true AND scheduleMeetingJoinBeforeHost = undefined') },
      { name: 'Meeting security', resultsAre: 'UNKNOWN', query: users('active = true AND meetingSecurityWaitingRoom = undefined') },
      { name: 'Meeting authentication', resultsAre: 'UNKNOWN', query: users('active = true AND meetingAuthentication = undefined') },
      { name: 'Recording authentication', resultsAre: 'UNKNOWN', query: users('active = true AND recordingAuthentication = undefined') },
    ],
  },
  {
    id: 'users-without-sign-in-method',
    title: 'Of which active users is the way to sign in not known?',
    description: 'The detail of these users could not be read, so no question about single sign-on or passwords speaks of them.',
    tags: ['data-quality', 'sign-in'],
    queries: [{ resultsAre: 'UNKNOWN', query: users('active = true AND loginMethods = undefined') }],
  },
  {
    id: 'roles-with-unknown-privileges',
    title: 'Of which roles are the privileges not known?',
    description: 'Whoever holds such a role may or may not be an administrator. The app needs the scope to read roles one by one.',
    tags: ['data-quality', 'administrators'],
    queries: [{ resultsAre: 'UNKNOWN', query: 'FIND zoom_role WITH admin = undefined AS r RETURN r.displayName AS Role, r.id AS Id, r.totalMembers AS Holders ORDER BY r.displayName' }],
  },
  {
    id: 'users-perhaps-administrators',
    title: 'Of which users is it not known whether they are administrators?',
    description: 'Their role is not known, or its privileges are not. No question about administrators speaks of them.',
    tags: ['data-quality', 'administrators'],
    queries: [{ resultsAre: 'UNKNOWN', query: users('isAdmin = undefined', 'u.status AS Status') }],
  },
  {
    id: 'users-without-department',
    title: 'Which active users have no department?',
    description: 'Costs and reviews by department miss them.',
    tags: ['data-quality', 'access'],
    queries: [{ resultsAre: 'INFORMATIVE', query: users("active = true AND (dept = undefined OR dept = '')") }],
  },
  {
    id: 'users-without-employee-id',
    title: 'Which active users have no employee id?',
    description: 'Single sign-on writes the employee id; without one a user is matched with an employee by the e-mail address alone, which changes.',
    tags: ['data-quality', 'access', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: users("active = true AND (employeeUniqueId = undefined OR employeeUniqueId = '')", 'u.loginMethods AS "Signs in with"') }],
  },
  {
    id: 'users-without-manager',
    title: 'Which active users have no manager?',
    description: 'In an access review there is nobody to ask about them.',
    tags: ['data-quality', 'access', 'audit'],
    queries: [{ resultsAre: 'INFORMATIVE', query: users("active = true AND (manager = undefined OR manager = '')") }],
  },
];
