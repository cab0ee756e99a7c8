import { accounts, activeUsers, type Question, users } from './define.ts';

const METHODS = 'u.loginMethods AS "Signs in with"';
/** Zoom knows the ways somebody signs in only from the user's detail; a list that is not there is not "no way". */
const KNOWN = 'loginMethods != undefined';
const SOCIAL = "('google' OR 'apple' OR 'facebook' OR 'microsoft' OR 'wechat' OR 'alipay')";

/** How people prove who they are. */
export const SIGN_IN: readonly Question[] = [
  {
    id: 'sign-in-methods',
    title: 'How do people sign in?',
    description: 'Ways to sign in with the number of active users who have each; somebody may have several. Where single sign-on is meant for all, every other line is a way around it.',
    tags: ['sign-in', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user WITH active = true AS u RETURN UNWIND(u.loginMethods) AS Method, count(u) AS Users ORDER BY Users DESC, Method' }],
  },
  {
    id: 'sign-in-without-sso',
    title: 'Who does not sign in by single sign-on?',
    description: "Active users who have no single sign-on: the identity provider's second factor and off-boarding do not reach them.",
    tags: ['sign-in', 'security'],
    queries: activeUsers({ good: "loginMethods = 'sso'", bad: `${KNOWN} AND loginMethods != 'sso'`, unknown: 'loginMethods = undefined' }, METHODS),
  },
  {
    id: 'sign-in-with-password',
    title: 'Who can sign in with a Zoom password?',
    description: 'A password kept at Zoom goes around the identity provider, also for those who have single sign-on besides.',
    tags: ['sign-in', 'security'],
    queries: activeUsers({ good: `${KNOWN} AND loginMethods != 'password'`, bad: "loginMethods = 'password'", unknown: 'loginMethods = undefined' }, METHODS),
  },
  {
    id: 'sign-in-with-social-account',
    title: 'Who signs in with a Google, Apple, Microsoft or other outside account?',
    description: 'Such an account may be private, and the company can neither lock it nor demand a second factor. A company-wide Google or Microsoft sign-in shows here too.',
    tags: ['sign-in', 'security'],
    queries: activeUsers({ good: `${KNOWN} AND loginMethods != ${SOCIAL}`, bad: `loginMethods = ${SOCIAL}`, unknown: 'loginMethods = undefined' }, METHODS),
  },
  {
    id: 'administrators-with-password',
    title: 'Which administrators can sign in with a password?',
    description: 'The most powerful users should come through single sign-on alone; a stolen password of one of them opens the account.',
    tags: ['sign-in', 'administrators', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users(`isAdmin = true AND active = true AND ${KNOWN} AND loginMethods != 'password'`, METHODS) },
      { resultsAre: 'BAD', query: users("isAdmin = true AND active = true AND loginMethods = 'password'", METHODS) },
      { resultsAre: 'UNKNOWN', query: users('isAdmin = true AND active = true AND loginMethods = undefined') },
    ],
  },
  {
    id: 'administrators-without-sso',
    title: 'Which administrators do not use single sign-on?',
    description: 'Administrators who have no single sign-on at all. Some companies keep one on purpose for the day the identity provider fails.',
    tags: ['sign-in', 'administrators', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: users("isAdmin = true AND active = true AND loginMethods = 'sso'", METHODS) },
      { resultsAre: 'BAD', query: users(`isAdmin = true AND active = true AND ${KNOWN} AND loginMethods != 'sso'`, METHODS) },
      { resultsAre: 'UNKNOWN', query: users('isAdmin = true AND active = true AND loginMethods = undefined') },
    ],
  },
  {
    id: 'two-factor-required',
    title: 'Does the account demand a second factor?',
    description: 'Whether everybody who signs in with a password must give a second factor, only some groups or roles, or nobody. Single sign-on has its own second factor at the identity provider.',
    tags: ['sign-in', 'account', 'security'],
    queries: [
      ...accounts({ good: "securitySignInWithTwoFactorAuth = 'all'", bad: "securitySignInWithTwoFactorAuth = 'none'", unknown: 'securitySignInWithTwoFactorAuth = undefined' }),
      {
        name: 'Some groups or roles only',
        resultsAre: 'INFORMATIVE',
        query:
          "FIND zoom_account WITH securitySignInWithTwoFactorAuth = ('group' OR 'role') AS a RETURN a.displayName AS Account, a.securitySignInWithTwoFactorAuth AS \"Asked of\", a.securitySignInWithTwoFactorAuthRoles AS Roles, a.securitySignInWithTwoFactorAuthGroups AS Groups",
      },
    ],
  },
  {
    id: 'administrators-without-second-factor',
    title: 'Which administrators sign in with a password and no second factor?',
    description: 'Administrators with a password in an account that asks nobody, or not their role, for a second factor. A guessed or reused password is then enough to take the account over.',
    tags: ['sign-in', 'administrators', 'security'],
    queries: [
      {
        name: 'The account asks nobody',
        resultsAre: 'BAD',
        query:
          "FIND zoom_account WITH securitySignInWithTwoFactorAuth = 'none' AS a THAT HAS >> zoom_user WITH isAdmin = true AND active = true AND loginMethods = 'password' AS u RETURN u.displayName AS Name, u.email AS \"E-mail\", u.roleName AS Role, a.displayName AS Account ORDER BY u.displayName",
      },
      {
        name: 'The account asks other roles',
        resultsAre: 'BAD',
        query:
          "FIND zoom_account WITH securitySignInWithTwoFactorAuth = 'role' AND securitySignInWithTwoFactorAuthRoles != undefined AS a THAT HAS >> zoom_user WITH isAdmin = true AND active = true AND loginMethods = 'password' AND roleId != undefined AS u WHERE a.securitySignInWithTwoFactorAuthRoles != u.roleId RETURN u.displayName AS Name, u.email AS \"E-mail\", u.roleName AS Role, a.displayName AS Account ORDER BY u.displayName",
      },
      {
        name: 'The account asks their role',
        resultsAre: 'GOOD',
        query:
          "FIND zoom_account WITH securitySignInWithTwoFactorAuth = 'role' AS a THAT HAS >> zoom_user WITH isAdmin = true AND active = true AND loginMethods = 'password' AS u WHERE a.securitySignInWithTwoFactorAuthRoles = u.roleId RETURN u.displayName AS Name, u.email AS \"E-mail\", u.roleName AS Role, a.displayName AS Account ORDER BY u.displayName",
      },
      {
        name: 'Not known what the account asks',
        resultsAre: 'UNKNOWN',
        query:
          'FIND zoom_account WITH securitySignInWithTwoFactorAuth = undefined AS a THAT HAS >> zoom_user WITH isAdmin = true AND active = true AS u RETURN u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, a.displayName AS Account ORDER BY u.displayName',
      },
    ],
  },
  {
    id: 'sso-required-for-domains',
    title: 'Is single sign-on required for the mail domains of the company?',
    description: 'Where the domains are listed but single sign-on is not required, people of these domains may still choose a password.',
    tags: ['sign-in', 'account', 'security'],
    queries: accounts(
      {
        good: 'securitySigninWithSsoRequireSsoForDomains = true AND securitySigninWithSsoEnable != false',
        bad: 'securitySigninWithSsoRequireSsoForDomains = false OR securitySigninWithSsoEnable = false',
        unknown: 'securitySigninWithSsoRequireSsoForDomains = undefined AND securitySigninWithSsoEnable != false',
      },
      'a.securitySigninWithSsoDomains AS Domains',
    ),
  },
  {
    id: 'password-policy',
    title: 'Is the rule for Zoom passwords strong?',
    description: 'Passwords for signing in to Zoom should have at least nine characters, the shortest that an account can demand beyond what Zoom itself demands.',
    tags: ['sign-in', 'account', 'security'],
    queries: accounts(
      {
        good: 'securityPasswordRequirementMinimumPasswordLength >= 9',
        bad: 'securityPasswordRequirementMinimumPasswordLength < 9',
        unknown: 'securityPasswordRequirementMinimumPasswordLength = undefined',
      },
      'a.securityPasswordRequirementMinimumPasswordLength AS "Fewest characters"',
      'a.securityPasswordRequirementHaveSpecialCharacter AS "Special character"',
    ),
  },
  {
    id: 'idle-sign-out',
    title: 'Must people sign in again after being idle?',
    description: 'Without a limit an open session on a lost or shared computer lasts for ever, in the app and in the web portal.',
    tags: ['sign-in', 'account', 'security'],
    queries: accounts(
      {
        good: 'securitySignAgainPeriodForInactivityOnClient > 0 AND securitySignAgainPeriodForInactivityOnWeb > 0',
        bad: 'securitySignAgainPeriodForInactivityOnClient = 0 OR securitySignAgainPeriodForInactivityOnWeb = 0',
        unknown:
          '(securitySignAgainPeriodForInactivityOnClient = undefined AND securitySignAgainPeriodForInactivityOnWeb != 0) OR (securitySignAgainPeriodForInactivityOnWeb = undefined AND securitySignAgainPeriodForInactivityOnClient != 0)',
      },
      'a.securitySignAgainPeriodForInactivityOnClient AS "Minutes in the app"',
      'a.securitySignAgainPeriodForInactivityOnWeb AS "Minutes on the web"',
    ),
  },
  {
    id: 'unverified-addresses',
    title: 'Which active users have an e-mail address that was never verified?',
    description: 'Nobody has shown that the address belongs to the person; mail with links and passcodes may go to somebody else.',
    tags: ['sign-in', 'data-quality'],
    queries: activeUsers({ good: 'verified = 1', bad: 'verified = 0', unknown: 'verified = undefined' }),
  },
];
