import { ACCOUNTS, ACTIVE_USERS, moreThan, type RulePack, state } from './define.ts';
import { account, crowd, daysAgo, graph, role, user } from './fixture.ts';

/** Sign-ins reach Zoom's answers up to three days late (reference/zoom-api.md); a long weekend is quiet besides. */
const QUIET_DAYS = 7;
/** Our judgement: some cannot be read in any collection, because they were removed meanwhile. */
const MOST_UNREAD = 5;

const known = { meetingSecurityWaitingRoom: true, scheduleMeetingJoinBeforeHost: false };

/** Whether what the other rules look at is there: what is not known is never bad to them, so somebody must look after it. */
export const COLLECTION_HEALTH: RulePack = {
  id: 'collection-health',
  name: 'Health of the collection',
  description: 'Gaps in what is known, by which other rules see nothing.',
  rules: [
    state({
      id: 'collection-stale',
      name: 'Nobody seems to have signed in for a week',
      level: 'HIGH',
      description: `The latest sign-in that the graph knows of is more than ${QUIET_DAYS} days ago. In a company at work this means that nothing has been collected since.`,
      why: 'Every other rule looks at an old picture and stays silent.',
      remediation: 'Look at the last runs of the instance: expired credentials, a missing scope or a stopped schedule are the usual causes. During long holidays, dismiss the alert.',
      query: `FIND zoom_user WITH lastLoginTime != undefined AS u RETURN u._type AS Kind, MAX(u.lastLoginTime) AS "Latest sign-in" HAVING "Latest sign-in" < date.now - ${QUIET_DAYS} days`,
      identity: ['Kind'],
      fixtures: {
        fires: { after: graph(user('Ada Quill', { lastLoginTime: daysAgo(8) }), user('Ben Osei', { lastLoginTime: daysAgo(40) }), user('Cara Lind')) },
        quiet: { after: graph(user('Ada Quill', { lastLoginTime: daysAgo(3) }), user('Ben Osei', { lastLoginTime: daysAgo(40) })) },
      },
    }),
    state({
      id: 'account-answers-missing',
      name: 'Something of the account could not be read',
      level: 'MEDIUM',
      description: 'The last collection could not read all settings, locks or domains of the account. The property lacks says which, and why.',
      why: 'What is missing is neither good nor bad to the other rules: they cannot see it.',
      remediation: 'Add the scopes that are named to the app in the Zoom Marketplace, activate it again and collect anew.',
      query: 'FIND zoom_account WITH lacks != undefined',
      population: ACCOUNTS,
      fixtures: { fires: { after: graph(account({ lacks: ['managed domains: missing scope'] })) }, quiet: { after: graph(account({ managedDomains: ['larch.example'] })) } },
    }),
    state({
      id: 'user-settings-missing',
      name: 'The settings of many users are not known',
      level: 'MEDIUM',
      description: `Meeting settings of more than ${MOST_UNREAD} active users could not be read: the collection is incomplete.`,
      why: 'No rule about meetings or recordings speaks of these users.',
      remediation: 'Add the scope for user settings to the app, or let the collection run to its end; look at what the last run says it lacks.',
      query: 'FIND zoom_user WITH active = true AND (scheduleMeetingJoinBeforeHost = undefined OR meetingSecurityWaitingRoom = undefined)',
      population: ACTIVE_USERS,
      condition: moreThan(MOST_UNREAD),
      fixtures: { fires: { after: graph(...crowd(MOST_UNREAD + 1)) }, quiet: { after: graph(...crowd(MOST_UNREAD), user('Ada Quill', known), user('Ben Osei', { active: false, status: 'pending' })) } },
    }),
    state({
      id: 'sign-in-methods-missing',
      name: 'How many users sign in is not known',
      level: 'LOW',
      description: `The ways to sign in of more than ${MOST_UNREAD} active users could not be read.`,
      why: 'No rule about passwords or single sign-on speaks of these users.',
      remediation: 'Add the scope to read users one by one to the app, and collect anew.',
      query: 'FIND zoom_user WITH active = true AND loginMethods = undefined',
      population: ACTIVE_USERS,
      condition: moreThan(MOST_UNREAD),
      fixtures: { fires: { after: graph(...crowd(MOST_UNREAD + 1)) }, quiet: { after: graph(...crowd(MOST_UNREAD), user('Ada Quill', { loginMethods: ['sso'] })) } },
    }),
    state({
      id: 'role-privileges-missing',
      name: 'The privileges of a role are not known',
      level: 'MEDIUM',
      description: 'A role could not be read, so nobody knows whether its holders are administrators.',
      why: 'Rules about administrators do not speak of whoever holds it.',
      remediation: 'Add the scope to read roles to the app, and collect anew.',
      query: 'FIND zoom_role WITH admin = undefined',
      population: 'FIND zoom_role',
      fixtures: { fires: { after: graph(role('Regional Desk', { systemRole: false })) }, quiet: { after: graph(role('Owner', { superAdmin: true, admin: true }), role('Member', { admin: false })) } },
    }),
  ],
};
