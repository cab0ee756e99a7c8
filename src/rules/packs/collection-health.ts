import type { CollectionState } from '../builtin-queries.ts';
import { ACCOUNTS, ACTIVE_USERS, moreThan, type RulePack, state } from './define.ts';
import { account, crowd, FIXTURE_NOW, graph, role, user } from './fixture.ts';

/** Our judgement: some cannot be read in any collection, because they were removed meanwhile. */
const MOST_UNREAD = 5;

const HOUR = 3_600_000;
/** An account that is collected so, and one that is collected well. */
const COLLECTIONS = (bad: Omit<CollectionState, 'name'>, good: Omit<CollectionState, 'name'>) => ({
  fires: { after: graph(), collections: [{ name: 'Larch', ...bad }] },
  quiet: { after: graph(), collections: [{ name: 'Larch', ...good }] },
});

const known = { meetingSecurityWaitingRoom: true, scheduleMeetingJoinBeforeHost: false };

/** Whether what the other rules look at is there: what is not known is never bad to them, so somebody must look after it. */
export const COLLECTION_HEALTH: RulePack = {
  id: 'collection-health',
  name: 'Health of the collection',
  description: 'Gaps in what is known, by which other rules see nothing.',
  rules: [
    state({
      id: 'collection-stale',
      name: 'Nothing has been collected for too long',
      level: 'HIGH',
      description: 'The last good collection of an account is older than twice its interval and an hour; of an account without a schedule, older than a week.',
      why: 'Every other rule looks at an old picture and stays silent.',
      remediation: 'Look at the last runs of the instance: expired credentials, a missing scope or a stopped schedule are the usual causes.',
      query: 'graph-zoom:stale-collections',
      identity: ['Account'],
      interval: 'ONE_HOUR',
      fixtures: COLLECTIONS({ intervalMs: HOUR, since: 0, lastGoodOn: FIXTURE_NOW - 4 * HOUR }, { intervalMs: HOUR, since: 0, lastGoodOn: FIXTURE_NOW - 2 * HOUR }),
    }),
    state({
      id: 'collection-incomplete',
      name: 'The last collection is incomplete',
      level: 'MEDIUM',
      description: 'The last collection of an account failed, or could not read everything. Missing says what, and why.',
      why: 'What was not read is as it was, so rules may speak of things that are no longer so.',
      remediation: 'Add the scopes that are named to the app in the Zoom Marketplace, activate it again, and collect anew. What a time-out or a limit has left open comes with the next run.',
      query: 'graph-zoom:incomplete-collections',
      identity: ['Account'],
      interval: 'ONE_HOUR',
      fixtures: COLLECTIONS({ since: 0, last: { status: 'partial', endedOn: 1, missing: ['fetch-roles: the scope role:read:admin is missing'] } }, { since: 0, last: { status: 'complete', endedOn: 1, missing: [] } }),
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
