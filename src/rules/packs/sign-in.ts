import { ACCOUNTS, ACTIVE_ADMINISTRATORS, ACTIVE_USERS, change, finding, type RulePack, state } from './define.ts';
import { account, accountTurns, company, graph, user, userTurns } from './fixture.ts';
import { weakForAccount } from './weak-setting.ts';

const ssoRequired = account({ securitySigninWithSsoRequireSsoForDomains: true, securitySigninWithSsoDomains: ['larch.example'] });
const bypass = (...users: string[]) => account({ securitySigninWithSsoSsoBypassUsers: users.map((email) => JSON.stringify({ email })) });
const OUTSIDE_ACCOUNTS = "('google' OR 'apple' OR 'facebook' OR 'microsoft' OR 'wechat' OR 'alipay')";

/** How people prove who they are. */
export const SIGN_IN: RulePack = {
  id: 'sign-in',
  name: 'Sign-in',
  description: 'Single sign-on, second factors and passwords.',
  rules: [
    finding({
      id: 'administrator-without-second-factor',
      name: 'An administrator needs no second factor',
      level: 'HIGH',
      description: 'An active administrator can sign in with a Zoom password, and the account asks nobody, or not the role of this administrator, for a second factor.',
      why: 'One guessed or reused password is then enough to take the whole account over.',
      remediation: 'Demand a second factor of all who sign in with a password, at least of the administrative roles, or take the password away and leave single sign-on.',
      query:
        "FIND zoom_user WITH isAdmin = true AND active = true AND loginMethods = 'password' AS u THAT HAS << zoom_account AS a WHERE (a.securitySignInWithTwoFactorAuth = 'none' OR (a.securitySignInWithTwoFactorAuth = 'role' AND a.securitySignInWithTwoFactorAuthRoles != undefined AND a.securitySignInWithTwoFactorAuthRoles != u.roleId))",
      population: ACTIVE_ADMINISTRATORS,
      fixtures: {
        fires: {
          after: company(
            account({ securitySignInWithTwoFactorAuth: 'role', securitySignInWithTwoFactorAuthRoles: ['0'] }),
            user('Ada Quill', { isAdmin: true, roleId: '0', loginMethods: ['password'] }),
            user('Ben Osei', { isAdmin: true, roleId: '1', loginMethods: ['password'] }),
          ),
        },
        quiet: {
          after: company(
            account({ securitySignInWithTwoFactorAuth: 'role', securitySignInWithTwoFactorAuthRoles: ['0'] }),
            user('Ada Quill', { isAdmin: true, roleId: '0', loginMethods: ['password'] }),
            user('Ben Osei', { isAdmin: true, roleId: '1', loginMethods: ['sso'] }),
            user('Cara Lind', { isAdmin: true, roleId: '1' }),
          ),
        },
      },
    }),
    finding({
      id: 'administrator-with-password',
      name: 'An administrator can sign in with a password',
      level: 'MEDIUM',
      description: 'An active administrator has a Zoom password, alone or besides single sign-on.',
      why: "A password kept at Zoom goes around the identity provider's checks and around off-boarding, for the users who can do the most.",
      remediation: 'Let administrators in by single sign-on only. Keep one emergency user with a long password and a second factor, and dismiss the alert for it.',
      query: "FIND zoom_user WITH isAdmin = true AND active = true AND loginMethods = 'password'",
      population: ACTIVE_ADMINISTRATORS,
      fixtures: {
        fires: { after: graph(user('Ada Quill', { isAdmin: true, loginMethods: ['sso', 'password'] })) },
        quiet: { after: graph(user('Ada Quill', { isAdmin: true, loginMethods: ['sso'] }), user('Ben Osei', { isAdmin: true }), user('Cara Lind', { isAdmin: false, loginMethods: ['password'] })) },
      },
    }),
    finding({
      id: 'password-although-sso-required',
      name: 'Somebody has a password although single sign-on is required',
      level: 'HIGH',
      description: 'The account requires single sign-on for a mail domain, and an active user of that domain can still sign in with a Zoom password.',
      why: 'The rule is believed to hold for everybody; such a user is a way in that nobody watches.',
      remediation: "Remove the password sign-in of the user in Zoom's user management, and see whether the user is on the list of those who may go around single sign-on.",
      query:
        "FIND zoom_user WITH active = true AND loginMethods = 'password' AS u THAT HAS << zoom_account WITH securitySigninWithSsoRequireSsoForDomains = true AS a WHERE a.securitySigninWithSsoDomains = u.emailDomain",
      population: ACTIVE_USERS,
      fixtures: {
        fires: { after: company(ssoRequired, user('Ada Quill', { loginMethods: ['password'] })) },
        quiet: { after: company(ssoRequired, user('Ada Quill', { loginMethods: ['sso'] }), user('Ben Osei', { loginMethods: ['password'], emailDomain: ['birch.example'] }), user('Cara Lind')) },
      },
    }),
    finding({
      id: 'no-sso',
      name: 'Somebody does not use single sign-on',
      level: 'MEDIUM',
      description: 'The account has single sign-on, and an active user has no such way to sign in.',
      why: 'Whoever leaves the company keeps this sign-in, because the identity provider does not know it.',
      remediation: 'Have the user sign in by single sign-on once, then remove the other ways. Guests who cannot should be few and known.',
      query: "FIND zoom_user WITH active = true AND loginMethods != undefined AND loginMethods != 'sso' THAT HAS << zoom_account WITH securitySigninWithSsoEnable = true",
      population: ACTIVE_USERS,
      fixtures: {
        fires: { after: company(account({ securitySigninWithSsoEnable: true }), user('Ada Quill', { loginMethods: ['google'] })) },
        quiet: { after: company(account({ securitySigninWithSsoEnable: true }), user('Ada Quill', { loginMethods: ['sso', 'password'] }), user('Ben Osei')) },
      },
    }),
    change({
      id: 'password-added',
      name: 'Somebody new can sign in with a password',
      level: 'LOW',
      description: 'An active user who had no Zoom password has one now.',
      why: 'A password that appears beside single sign-on may be a way back in that somebody made for later.',
      remediation: 'Ask the user. Where single sign-on is the rule, remove the password.',
      query: "FIND zoom_user WITH active = true AND loginMethods = 'password'",
      population: ACTIVE_USERS,
      fixtures: userTurns({ loginMethods: ['sso'] }, { loginMethods: ['sso', 'password'] }),
    }),
    change({
      id: 'outside-sign-in-added',
      name: 'Somebody new signs in with an outside account',
      level: 'LOW',
      description: 'An active user can sign in with a Google, Apple, Microsoft or other account of an outside provider, and could not before.',
      why: 'Such an account may be private: the company can neither lock it nor ask it for a second factor.',
      remediation: 'Find out whether the account belongs to the company. If it is private, unlink it.',
      query: `FIND zoom_user WITH active = true AND loginMethods = ${OUTSIDE_ACCOUNTS}`,
      population: ACTIVE_USERS,
      fixtures: userTurns({ loginMethods: ['sso'] }, { loginMethods: ['sso', 'google'] }),
    }),
    state({
      id: 'second-factor-off',
      name: 'The account asks nobody for a second factor',
      level: 'MEDIUM',
      description: 'Whoever signs in with a Zoom password needs nothing else. Single sign-on has its own second factor at the identity provider.',
      why: 'Passwords are reused and stolen; a second factor makes a stolen one useless.',
      remediation: 'In Security of the account settings, demand two-factor authentication of all users, or at least of the administrative roles.',
      query: "FIND zoom_account WITH securitySignInWithTwoFactorAuth = 'none'",
      population: ACCOUNTS,
      fixtures: { fires: { after: graph(account({ securitySignInWithTwoFactorAuth: 'none' })) }, quiet: { after: graph(account({ securitySignInWithTwoFactorAuth: 'all' })) } },
    }),
    change({
      id: 'second-factor-weakened',
      name: 'Fewer people need a second factor',
      level: 'HIGH',
      description: 'The account no longer asks everybody who signs in with a password for a second factor.',
      why: 'Switching it off is what somebody does who has a password but not the second factor.',
      remediation: 'Switch it on for all users again, and find in the operation log who changed it.',
      query: "FIND zoom_account WITH securitySignInWithTwoFactorAuth = ('none' OR 'group' OR 'role')",
      population: ACCOUNTS,
      fixtures: accountTurns({ securitySignInWithTwoFactorAuth: 'all' }, { securitySignInWithTwoFactorAuth: 'role' }),
    }),
    weakForAccount({
      id: 'sso-requirement-dropped',
      name: 'Single sign-on is no longer required',
      level: 'CRITICAL',
      description: 'The account switched single sign-on off, or no longer requires it for the mail domains of the company.',
      why: 'From that moment everybody can sign in past the identity provider, also those who have left.',
      remediation: 'Require it again at once and find in the operation log who changed it, from where.',
      weak: 'securitySigninWithSsoRequireSsoForDomains = false OR securitySigninWithSsoEnable = false',
      good: { securitySigninWithSsoRequireSsoForDomains: true, securitySigninWithSsoEnable: true },
      bad: { securitySigninWithSsoRequireSsoForDomains: false, securitySigninWithSsoEnable: true },
    }),
    change({
      id: 'sso-bypass-added',
      name: 'Somebody may go around single sign-on',
      level: 'HIGH',
      description: 'A user was put on the list of those who may sign in without the single sign-on that is required of the others.',
      why: 'The list is meant for emergencies; whoever is on it is not protected by anything but a password.',
      remediation: 'Keep one emergency user on the list. Remove everybody else.',
      query: 'FIND zoom_account WITH securitySigninWithSsoSsoBypassUsers != undefined AS a RETURN UNWIND(a.securitySigninWithSsoSsoBypassUsers) AS User, a.displayName AS Account, a._key AS Key',
      identity: ['Key', 'User'],
      fixtures: {
        fires: { before: graph(bypass('ada.quill@larch.example')), after: graph(bypass('ada.quill@larch.example', 'ben.osei@larch.example')) },
        quiet: { before: graph(bypass('ada.quill@larch.example', 'ben.osei@larch.example')), after: graph(bypass('ada.quill@larch.example')) },
      },
    }),
    weakForAccount({
      id: 'password-rule-weakened',
      name: 'The rule for Zoom passwords became weak',
      level: 'MEDIUM',
      description: 'Passwords for signing in to Zoom may have fewer than nine characters, or may be common words.',
      why: 'Short and common passwords are guessed by machines within hours.',
      remediation: 'Demand at least nine characters and the check against common words.',
      weak: 'securityPasswordRequirementMinimumPasswordLength < 9 OR securityPasswordRequirementWeakEnhanceDetection = false',
      good: { securityPasswordRequirementMinimumPasswordLength: 10 },
      bad: { securityPasswordRequirementMinimumPasswordLength: 0 },
    }),
  ],
};
