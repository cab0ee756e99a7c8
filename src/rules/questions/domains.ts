import { accounts, type Question, users } from './define.ts';

const ACCOUNT_KNOWN = 'FIND zoom_account WITH managedDomains != undefined AS a';
const WHO = 'u.displayName AS Name, u.email AS "E-mail", u.roleName AS Role, u.status AS Status, a.displayName AS Account';

/** Mail domains: who belongs to the company, and who is a guest with a user of his own. */
export const DOMAINS: readonly Question[] = [
  {
    id: 'users-by-mail-domain',
    title: 'Which mail domains do users come from?',
    description: 'Mail domains with their number of users, of every status. Free mail and other companies stand out.',
    tags: ['domains', 'access', 'security'],
    queries: [{ resultsAre: 'INFORMATIVE', query: 'FIND zoom_user AS u RETURN UNWIND(u.emailDomain) AS Domain, count(u) AS Users ORDER BY Users DESC, Domain' }],
  },
  {
    id: 'users-outside-managed-domains',
    title: "Which users are not of the company's mail domains?",
    description: "Users whose address is in none of the account's managed domains: guests, contractors, private addresses. The company cannot take such an address away.",
    tags: ['domains', 'access', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: `${ACCOUNT_KNOWN} THAT HAS >> zoom_user AS u WHERE a.managedDomains = u.emailDomain RETURN u.displayName AS Name, u.email AS "E-mail"` },
      { resultsAre: 'BAD', query: `${ACCOUNT_KNOWN} THAT HAS >> zoom_user WITH emailDomain != undefined AS u WHERE a.managedDomains != u.emailDomain RETURN ${WHO} ORDER BY u.displayName` },
      { name: 'No managed domains are known', resultsAre: 'UNKNOWN', query: `FIND zoom_account WITH managedDomains = undefined AS a THAT HAS >> zoom_user AS u RETURN ${WHO} ORDER BY u.displayName` },
    ],
  },
  {
    id: 'administrators-outside-managed-domains',
    title: "Which administrators are not of the company's mail domains?",
    description: 'Somebody of another company, or with a private address, who can change the account.',
    tags: ['domains', 'administrators', 'security'],
    queries: [
      { resultsAre: 'GOOD', query: `${ACCOUNT_KNOWN} THAT HAS >> zoom_user WITH isAdmin = true AS u WHERE a.managedDomains = u.emailDomain RETURN ${WHO} ORDER BY u.displayName` },
      { resultsAre: 'BAD', query: `${ACCOUNT_KNOWN} THAT HAS >> zoom_user WITH isAdmin = true AND emailDomain != undefined AS u WHERE a.managedDomains != u.emailDomain RETURN ${WHO} ORDER BY u.displayName` },
      { name: 'No managed domains are known', resultsAre: 'UNKNOWN', query: `FIND zoom_account WITH managedDomains = undefined AS a THAT HAS >> zoom_user WITH isAdmin = true AS u RETURN ${WHO} ORDER BY u.displayName` },
    ],
  },
  {
    id: 'users-of-trusted-domains',
    title: 'Which users are of a trusted domain?',
    description: 'Users whose address is in a domain that the account trusts, such as that of a partner.',
    tags: ['domains', 'access'],
    queries: [{ resultsAre: 'INFORMATIVE', query: `FIND zoom_account WITH trustedDomains != undefined AS a THAT HAS >> zoom_user AS u WHERE a.trustedDomains = u.emailDomain RETURN ${WHO} ORDER BY u.displayName` }],
  },
  {
    id: 'unverified-managed-domains',
    title: 'Which managed domains are not verified yet?',
    description: 'Until Zoom has verified a domain, people of it can keep private Zoom accounts and nothing is enforced for them.',
    tags: ['domains', 'account', 'security'],
    queries: accounts(
      { good: 'managedDomains != undefined AND managedDomainsPending = undefined', bad: 'managedDomainsPending != undefined', unknown: 'managedDomains = undefined AND managedDomainsPending = undefined' },
      'a.managedDomains AS "Managed domains"',
      'a.managedDomainsPending AS "Not verified"',
    ),
  },
  {
    id: 'users-without-address',
    title: 'Which users have no e-mail address?',
    description: 'They cannot be matched with an employee, and no domain rule reaches them.',
    tags: ['domains', 'data-quality'],
    queries: [{ resultsAre: 'UNKNOWN', query: users('email = undefined', 'u.status AS Status') }],
  },
];
