import { ACTIVE_USERS, ALL_USERS, change, finding, moreThan, type RulePack, state } from './define.ts';
import { account, company, crowd, daysAgo, graph, group, has, tooMany, user } from './fixture.ts';

/** Our judgement: as many at once are a mistake or an attack more often than a plan. Change them in your copy. */
const MASS = 10;
const MOST_PENDING = 20;

const LICENSED = "FIND zoom_user WITH license = 'Licensed'";
/** What whoever became active looks like in a table in which nothing else changes but a name. */
const BECAME_ACTIVE = '{{queries.query0.changed[.properties[.name == "Active" && .new == true]|length > 0]|length > 0}}';
const larch = account({ managedDomains: ['larch.example'] });
const guest = user('Ada Quill', { emailDomain: ['birch.example'], license: 'Licensed' });
const [ada, ben, sales, board] = [user('Ada Quill'), user('Ben Osei'), group('Sales'), group('Board')];
const inactive = { active: false, status: 'inactive' };
const pending = (age: number) => ({ active: false, status: 'pending', createdOn: daysAgo(age) });

const given = (addOn: string) => ({
  fires: { before: graph(user('Ada Quill', { [addOn]: false })), after: graph(user('Ada Quill', { [addOn]: true })) },
  quiet: { before: graph(user('Ada Quill', { [addOn]: true })), after: graph(user('Ada Quill', { [addOn]: true, dept: 'Sales' }), user('Ben Osei', { [addOn]: false }), user('Cara Lind')) },
});

/** People who come, stay away and leave, and what they cost. */
export const LIFECYCLE: RulePack = {
  id: 'lifecycle',
  name: 'Users and licences',
  description: 'Outsiders, invitations, deactivations, groups and licences.',
  rules: [
    finding({
      id: 'user-outside-domains',
      name: "A user is not of the company's domains",
      level: 'MEDIUM',
      description: 'The address of a user who is active or invited is in no mail domain that the account manages or trusts. It says nothing where no managed domains are known.',
      why: 'The company cannot take such an address away when the work is done, and often nobody remembers whose guest it was.',
      remediation: 'Ask who invited the user. Remove guests who are not needed; add the domain of a partner to the trusted ones.',
      query:
        "FIND zoom_user WITH status != 'inactive' AND emailDomain != undefined AS u THAT HAS << zoom_account WITH managedDomains != undefined AS a WHERE (a.managedDomains != u.emailDomain AND a.trustedDomains != u.emailDomain)",
      population: ALL_USERS,
      fixtures: {
        fires: { after: company(larch, guest) },
        quiet: { after: company(account({ managedDomains: ['larch.example'], trustedDomains: ['birch.example'] }), guest, ben, user('Cara Lind', { ...inactive, emailDomain: ['mail.example'] })) },
      },
    }),
    finding({
      id: 'licensed-outsider',
      name: 'Somebody outside the company holds a paid licence',
      level: 'LOW',
      description: 'The address of a user with a paid licence is in no mail domain that the account manages.',
      why: 'The company pays for the meetings of somebody else, who can record them.',
      remediation: 'Make it a Basic user, or remove it.',
      query: "FIND zoom_user WITH license = 'Licensed' AND emailDomain != undefined AS u THAT HAS << zoom_account WITH managedDomains != undefined AS a WHERE a.managedDomains != u.emailDomain",
      population: LICENSED,
      fixtures: { fires: { after: company(larch, guest) }, quiet: { after: company(larch, user('Ada Quill', { license: 'Licensed' }), user('Ben Osei', { emailDomain: ['birch.example'], license: 'Basic' })) } },
    }),
    state({
      id: 'mass-deactivation',
      name: 'Many users were deactivated or deleted at once',
      level: 'HIGH',
      description: `At least ${MASS} users who were active at the evaluation before are deactivated or gone.`,
      why: 'A mistake in provisioning or a stolen administrator locks people out, often shortly before a meeting that matters.',
      remediation: 'Ask whoever manages Zoom. If it was not planned, stop provisioning, activate the users again and see in the operation log who did it.',
      query: 'FIND zoom_user WITH active = true AS u RETURN u.displayName AS Name, u.email AS "E-mail", u._key AS User',
      identity: ['User'],
      condition: `{{queries.query0.left|length >= ${MASS}}}`,
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(ada, ...crowd(MASS)), after: graph(ada, ...crowd(MASS - 1, inactive)) },
        quiet: { before: graph(ada, ...crowd(MASS)), after: graph(ada, ...crowd(MASS - 1, inactive), user(`Member ${MASS}`), ben) },
      },
    }),
    change({
      id: 'mass-creation',
      name: 'Many users were created at once',
      level: 'MEDIUM',
      description: `At least ${MASS} users are there that were not at the evaluation before.`,
      why: 'Provisioning that went wrong costs licences; a stolen administrator makes users to come back with.',
      remediation: 'Look at the names and domains. If they were not planned, stop provisioning, remove them and see in the operation log who made them.',
      query: 'FIND zoom_user AS u RETURN u.displayName AS Name, u.email AS "E-mail", u._key AS User',
      identity: ['User'],
      condition: `{{queries.query0.entered|length >= ${MASS}}}`,
      population: ALL_USERS,
      fixtures: { fires: { before: graph(ada), after: graph(ada, ...crowd(MASS)) }, quiet: { before: graph(ada), after: graph(ada, ...crowd(MASS - 1)) } },
    }),
    state({
      id: 'user-reactivated',
      name: 'A deactivated user is active again',
      level: 'MEDIUM',
      description: 'A user who might not sign in at the evaluation before is active now.',
      why: 'Old users of people who left are a convenient way back in, with the rights they had.',
      remediation: 'Ask the manager whether the person came back. If not, deactivate the user and find out who activated it.',
      query: "FIND zoom_user WITH status = ('active' OR 'inactive') AS u RETURN u.displayName AS Name, u.active AS Active, u._key AS User",
      identity: ['User'],
      condition: BECAME_ACTIVE,
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(user('Ada Quill', inactive), ben), after: graph(ada, ben) },
        quiet: { before: graph(ada, user('Cara Lind', { displayName: 'C. Lind' })), after: graph(user('Ada Quill', inactive), ben, user('Cara Lind')) },
      },
    }),
    state({
      id: 'many-pending-invitations',
      name: 'Many invitations are open',
      level: 'LOW',
      description: `More than ${MOST_PENDING} people have been invited and have not accepted.`,
      why: 'Each open invitation is a way into the account for whoever reads the mail.',
      remediation: 'Withdraw those that nobody waits for, and send the others anew.',
      query: "FIND zoom_user WITH status = 'pending'",
      population: ALL_USERS,
      condition: moreThan(MOST_PENDING),
      fixtures: tooMany(MOST_PENDING, pending(3)),
    }),
    finding({
      id: 'old-invitation',
      name: 'An invitation has been open for more than 30 days',
      level: 'LOW',
      description: 'A user was invited more than 30 days ago and has not accepted.',
      why: 'The invitation may have gone to the wrong address, and whoever holds it can still come in.',
      remediation: 'Withdraw the invitation, or send it anew to the right address.',
      query: "FIND zoom_user WITH status = 'pending' AND createdOn < date.now - 30 days",
      population: "FIND zoom_user WITH status = 'pending'",
      fixtures: {
        fires: { after: graph(user('Ada Quill', pending(31))) },
        quiet: { after: graph(user('Ada Quill', pending(29)), user('Ben Osei', { active: false, status: 'pending' }), user('Cara Lind', { createdOn: daysAgo(400) })) },
      },
    }),
    finding({
      id: 'licence-not-used',
      name: 'A paid licence has not been used for 90 days',
      level: 'LOW',
      description: 'An active user with a paid licence has not signed in for 90 days.',
      why: 'It costs money, and a user whom nobody watches is a good hiding place.',
      remediation: 'Ask the user or the manager; give the licence to somebody else.',
      query: "FIND zoom_user WITH active = true AND license = 'Licensed' AND lastLoginTime < date.now - 90 days",
      population: LICENSED,
      fixtures: {
        fires: { after: graph(user('Ada Quill', { license: 'Licensed', lastLoginTime: daysAgo(91) })) },
        quiet: { after: graph(user('Ada Quill', { license: 'Licensed', lastLoginTime: daysAgo(89) }), user('Ben Osei', { license: 'Licensed' }), user('Cara Lind', { license: 'Basic', lastLoginTime: daysAgo(200) })) },
      },
    }),
    finding({
      id: 'deactivated-with-licence',
      name: 'A deactivated user holds a paid licence',
      level: 'LOW',
      description: 'A user who may not sign in still holds a paid licence.',
      why: 'A licence that nobody can use is paid for all the same.',
      remediation: 'Hand over the recordings, then give the licence to somebody else.',
      query: "FIND zoom_user WITH status = 'inactive' AND license = ('Licensed' OR 'On-premise')",
      population: LICENSED,
      fixtures: {
        fires: { after: graph(user('Ada Quill', { ...inactive, license: 'Licensed' })) },
        quiet: { after: graph(user('Ada Quill', { license: 'Licensed' }), user('Ben Osei', { ...inactive, license: 'Basic' }), user('Cara Lind', inactive)) },
      },
    }),
    change({
      id: 'group-gained-member',
      name: 'Somebody joined a group',
      level: 'INFO',
      description: 'A user is a member of a group and was not before.',
      why: 'Groups carry settings: with the wrong one somebody gets around a protection.',
      remediation: 'For groups with weaker settings, make sure that the user belongs there.',
      query: 'FIND zoom_group AS g THAT HAS >> zoom_user AS u RETURN u.displayName AS Name, u.email AS "E-mail", g.displayName AS Group, u._key AS User, g._key AS Key',
      identity: ['User', 'Key'],
      population: ACTIVE_USERS,
      fixtures: {
        fires: { before: graph(ada, sales, board, has(sales, ada)), after: graph(ada, sales, board, has(sales, ada), has(board, ada)) },
        quiet: { before: graph(ada, sales, board, has(sales, ada), has(board, ada)), after: graph(ada, ben, sales, board, has(sales, ada)) },
      },
    }),
    change({
      id: 'webinar-licence-given',
      name: 'Somebody got a licence for webinars',
      level: 'INFO',
      description: 'A user holds the add-on for webinars and did not before.',
      why: 'Add-ons are dear, and a webinar reaches a large audience under the name of the company.',
      remediation: 'Make sure that it was ordered; take it back after the event.',
      query: 'FIND zoom_user WITH featureWebinar = true',
      population: LICENSED,
      fixtures: given('featureWebinar'),
    }),
    change({
      id: 'large-meeting-licence-given',
      name: 'Somebody got a licence for large meetings',
      level: 'INFO',
      description: 'A user holds the add-on for large meetings and did not before.',
      why: 'Add-ons are dear and are often kept by people who needed them once.',
      remediation: 'Make sure that it was ordered; take it back after the event.',
      query: 'FIND zoom_user WITH featureLargeMeeting = true',
      population: LICENSED,
      fixtures: given('featureLargeMeeting'),
    }),
    finding({
      id: 'old-client',
      name: 'Somebody uses an old Zoom client',
      level: 'LOW',
      description: 'The last client of an active user was version 5 or older.',
      why: 'Old clients lack security repairs, and at some time Zoom stops letting them in.',
      remediation: 'Update the client, by device management or by a minimum version in the account settings.',
      query: "FIND zoom_user WITH active = true AND lastClientVersion ^= ('1.' OR '2.' OR '3.' OR '4.' OR '5.')",
      population: ACTIVE_USERS,
      fixtures: { fires: { after: graph(user('Ada Quill', { lastClientVersion: '5.17.11.3835(win)' })) }, quiet: { after: graph(user('Ada Quill', { lastClientVersion: '6.2.1.5000(mac)' }), ben) } },
    }),
  ],
};
