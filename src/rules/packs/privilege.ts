import { ACTIVE_USERS, ALL_USERS, change, finding, moreThan, type RulePack, state } from './define.ts';
import { account, company, daysAgo, graph, holds, role, tooMany, user } from './fixture.ts';

/** Our judgement: more are hard to keep an eye on. Change it in your copy. */
const MOST_ADMINISTRATORS = 5;

const helpdesk = (...privileges: string[]) =>
  role('Helpdesk', { systemRole: false, superAdmin: false, admin: privileges.includes('User:Edit'), privileges, highPrivileges: privileges.filter((name) => name === 'User:Edit') });
const owner = role('Owner', { systemRole: true, superAdmin: true, admin: true });
const auditor = role('Auditor', { systemRole: false, superAdmin: false, admin: true, privileges: ['ChatMessage:Read'] });
const ada = user('Ada Quill');
const ben = user('Ben Osei');

/** Who may do what, and who got more of it. */
export const PRIVILEGE: RulePack = {
  id: 'privilege',
  name: 'Privileges',
  description: 'Administrators, the owner, and what roles may do.',
  rules: [
    change({
      id: 'new-administrator',
      name: 'Somebody became an administrator',
      level: 'HIGH',
      description: 'A user holds a role that changes users, roles, settings or apps, or reads what others said, and did not before. The role counts by its privileges, not by its name.',
      why: 'A new administrator is how an attacker stays in an account, and how a colleague gets more than the job needs.',
      remediation: 'Ask whoever manages Zoom whether they gave the role away and to whom. If nobody did, take the role away, sign the user out, and look at the changes of that day in the operation log.',
      query: 'FIND zoom_user WITH isAdmin = true',
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: false })), after: graph(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: true })) },
        quiet: { before: graph(user('Ada Quill', { isAdmin: true })), after: graph(user('Ada Quill', { isAdmin: true, dept: 'IT' }), user('Ben Osei', { isAdmin: false }), user('Cara Lind')) },
      },
    }),
    change({
      id: 'owner-changed',
      name: 'The account has another owner',
      level: 'CRITICAL',
      description: "Somebody holds the owner's role who did not hold it before.",
      why: 'The owner may do everything, including removing all other administrators and closing the account.',
      remediation: 'Make sure that the former owner handed the account over on purpose. If not, call Zoom support at once: only they can undo it.',
      query: 'FIND zoom_user THAT ASSIGNED >> zoom_role WITH superAdmin = true',
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(ada, ben, owner, holds(ada, owner)), after: graph(ada, ben, owner, holds(ben, owner)) },
        quiet: { before: graph(ada, owner, holds(ada, owner)), after: graph(ada, ben, owner, auditor, holds(ada, owner), holds(ben, auditor)) },
      },
    }),
    change({
      id: 'role-gained-high-privilege',
      name: 'A role became more powerful',
      level: 'HIGH',
      description: 'A role got a privilege that makes an administrator: changing users, roles, settings or apps, or reading recordings and chats of others.',
      why: 'Such a change reaches everybody who holds the role at once, and none of them appears to have changed.',
      remediation: 'Compare the role with what its holders need. Take the privilege out again, or make a role of its own for the few who need it.',
      query: 'FIND zoom_role WITH highPrivileges != undefined AS r RETURN r.displayName AS Role, UNWIND(r.highPrivileges) AS Privilege, r.totalMembers AS Holders, r._key AS Key',
      identity: ['Key', 'Privilege'],
      fixtures: {
        fires: { before: graph(helpdesk('User:Read')), after: graph(helpdesk('User:Read', 'User:Edit')) },
        quiet: { before: graph(helpdesk('User:Edit')), after: graph(helpdesk('User:Edit', 'Report:Read')) },
      },
    }),
    change({
      id: 'custom-role-gained-edit-privilege',
      name: 'A role of your own may change something new',
      level: 'MEDIUM',
      description: 'A role that the account made got a privilege that ends in Edit, be it high or small.',
      why: 'Roles grow by small additions until they are administrative, and reviews look only at Owner and Admin.',
      remediation: 'Ask who added the privilege and for whom. Remove it if no holder of the role needs it.',
      query: "FIND zoom_role WITH systemRole = false AS r RETURN r.displayName AS Role, UNWIND(r.privileges) AS Privilege, r.totalMembers AS Holders, r._key AS Key HAVING Privilege $= ':Edit'",
      identity: ['Key', 'Privilege'],
      fixtures: {
        fires: { before: graph(helpdesk('User:Edit')), after: graph(helpdesk('User:Edit', 'Webinar:Edit')) },
        quiet: { before: graph(helpdesk('User:Edit')), after: graph(helpdesk('User:Edit', 'Webinar:Read')) },
      },
    }),
    change({
      id: 'new-administrative-role',
      name: 'There is a new administrative role',
      level: 'MEDIUM',
      description: 'A role that the account made is administrative and was not, or is new.',
      why: 'A role with a harmless name and great privileges is a quiet way to make administrators.',
      remediation: 'Look at the privileges of the role and at its holders. Delete the role if nobody can say what it is for.',
      query: 'FIND zoom_role WITH systemRole = false AND admin = true',
      population: 'FIND zoom_role',
      fixtures: {
        fires: { before: graph(owner), after: graph(owner, auditor) },
        quiet: { before: graph(owner, auditor), after: graph(owner, auditor, helpdesk('User:Read'), role('Regional Desk', { systemRole: false })) },
      },
    }),
    change({
      id: 'custom-role-given',
      name: 'Somebody got a role that the account made',
      level: 'LOW',
      description: 'A user holds a role other than the built-in ones and did not hold it before.',
      why: 'Roles of your own are for exceptions, so each new holder should be known.',
      remediation: 'Make sure that the user needs the role; otherwise give back the role Member.',
      query: 'FIND zoom_user AS u THAT ASSIGNED >> zoom_role WITH systemRole = false AS r RETURN u.displayName AS Name, u.email AS "E-mail", r.displayName AS Role, u._key AS User, r._key AS Key',
      identity: ['User', 'Key'],
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(ada, auditor, helpdesk(), holds(ada, auditor)), after: graph(ada, auditor, helpdesk(), holds(ada, helpdesk())) },
        quiet: { before: graph(ada, ben, owner, auditor, holds(ada, auditor)), after: graph(ada, ben, owner, auditor, holds(ada, auditor), holds(ben, owner)) },
      },
    }),
    change({
      id: 'new-reader-of-recordings-or-chats',
      name: 'Somebody can read recordings or chats of others',
      level: 'HIGH',
      description: "A user other than the owner holds a role that opens everybody's cloud recordings or chat messages, and did not before.",
      why: 'What was said in confidence is open to such a user without any of the people concerned knowing.',
      remediation: 'Ask for the reason, such as an investigation with an end. Take the role away when it is over.',
      query: "FIND zoom_user THAT ASSIGNED >> zoom_role WITH superAdmin = false AND privileges = ('Recording:Read' OR 'Recording:Edit' OR 'ChatMessage:Read')",
      population: ALL_USERS,
      fixtures: {
        fires: { before: graph(ada, auditor), after: graph(ada, auditor, holds(ada, auditor)) },
        quiet: { before: graph(ada, owner, helpdesk('User:Edit')), after: graph(ada, owner, helpdesk('User:Edit'), holds(ada, helpdesk())) },
      },
    }),
    state({
      id: 'too-many-administrators',
      name: 'There are many administrators',
      level: 'MEDIUM',
      description: `More than ${MOST_ADMINISTRATORS} active users hold an administrative role.`,
      why: 'Each administrator is one more sign-in that opens the whole account, and one more person to keep watch over.',
      remediation: 'Go through the list. Give those who only look something up, or only manage a few people, a role with just these privileges.',
      query: 'FIND zoom_user WITH isAdmin = true AND active = true',
      population: ACTIVE_USERS,
      condition: moreThan(MOST_ADMINISTRATORS),
      fixtures: tooMany(MOST_ADMINISTRATORS, { isAdmin: true }, { isAdmin: false }),
    }),
    state({
      id: 'only-one-administrator',
      name: 'There is only one administrator',
      level: 'LOW',
      description: 'A single active user holds an administrative role.',
      why: 'When that person is ill, leaves or is locked out, nobody can help anybody.',
      remediation: 'Make a second trusted person an administrator, with single sign-on or a second factor.',
      query: 'FIND zoom_user WITH isAdmin = true AND active = true',
      population: ACTIVE_USERS,
      condition: '{{queries.query0.total == 1}}',
      fixtures: {
        fires: { after: graph(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: true, active: false })) },
        quiet: { after: graph(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: true })) },
      },
    }),
    finding({
      id: 'administrator-outside-domains',
      name: "An administrator is not of the company's domains",
      level: 'HIGH',
      description: 'The address of an administrator is in none of the mail domains that the account manages. It says nothing where no managed domains are known.',
      why: 'Somebody of another company, or with a private mailbox, can change the account, and off-boarding does not reach them.',
      remediation: 'Give the role to somebody of the company. If it is a service provider, ask for named users of your own domain instead.',
      query: 'FIND zoom_user WITH isAdmin = true AND emailDomain != undefined AS u THAT HAS << zoom_account WITH managedDomains != undefined AS a WHERE a.managedDomains != u.emailDomain',
      population: 'FIND zoom_user WITH isAdmin = true',
      fixtures: {
        fires: { after: company(account({ managedDomains: ['larch.example'] }), user('Ada Quill', { isAdmin: true, emailDomain: ['birch.example'] })) },
        quiet: {
          after: company(
            account({ managedDomains: ['larch.example', 'birch.example'] }),
            user('Ada Quill', { isAdmin: true, emailDomain: ['birch.example'] }),
            user('Ben Osei', { isAdmin: false, emailDomain: ['mail.example'] }),
          ),
        },
      },
    }),
    finding({
      id: 'quiet-administrator',
      name: 'An administrator has not signed in for 90 days',
      level: 'LOW',
      description: 'An active administrator whose last sign-in is more than 90 days ago.',
      why: 'Privileges that nobody uses are only a risk, and nobody would notice a stranger using them.',
      remediation: 'Take the role away until it is needed again.',
      query: 'FIND zoom_user WITH isAdmin = true AND active = true AND lastLoginTime < date.now - 90 days',
      population: 'FIND zoom_user WITH isAdmin = true AND active = true',
      fixtures: {
        fires: { after: graph(user('Ada Quill', { isAdmin: true, lastLoginTime: daysAgo(91) })) },
        quiet: { after: graph(user('Ada Quill', { isAdmin: true, lastLoginTime: daysAgo(3) }), user('Ben Osei', { isAdmin: true }), user('Cara Lind', { isAdmin: false, lastLoginTime: daysAgo(300) })) },
      },
    }),
    finding({
      id: 'deactivated-administrator',
      name: 'A deactivated user still holds an administrative role',
      level: 'MEDIUM',
      description: 'A user who may not sign in holds a role that makes an administrator.',
      why: 'Identity providers do not take administrative roles away in Zoom. Whoever activates the user again makes an administrator with one click.',
      remediation: 'Give the user the role Member, or delete the user and hand over the recordings and meetings.',
      query: "FIND zoom_user WITH isAdmin = true AND status = 'inactive'",
      population: "FIND zoom_user WITH status = 'inactive'",
      fixtures: {
        fires: { after: graph(user('Ada Quill', { isAdmin: true, active: false, status: 'inactive' })) },
        quiet: { after: graph(user('Ada Quill', { isAdmin: true }), user('Ben Osei', { active: false, status: 'inactive' }), user('Cara Lind', { isAdmin: false, active: false, status: 'inactive' })) },
      },
    }),
  ],
};
