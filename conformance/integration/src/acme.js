// The vendor: the same answers every time, of any number of people.
const FIRST = ['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Grete', 'Hiroshi'];
const LAST = ['Okafor', 'Lindqvist', 'Moreau', 'Tanaka', 'Žižka', "O'Hara"];
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);

const account = () => ({ id: 'main', plan: 'enterprise' });

const users = (count) =>
  Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    const name = `${FIRST[index % FIRST.length]} ${LAST[index % LAST.length]}`;
    return {
      id,
      name,
      login: `user${id}`,
      email: `user${id}@acme.example`,
      state: id % 5 === 0 ? 'suspended' : 'active',
      mfa: id % 3 !== 0,
      roles: id === 1 ? ['owner', 'admin'] : ['member'],
      lastLoginOn: START + id * DAY_MS,
      score: id / 4,
      note: id % 2 === 0 ? 'says "hello", twice' : '漢字 🙂',
    };
  });

/** One for every ten people, and one for those left. */
const groups = (count) =>
  Array.from({ length: Math.ceil(count / 10) }, (_, index) => ({
    id: index + 1,
    name: `Team ${index + 1}`,
    members: Array.from({ length: Math.min(10, count - index * 10) }, (_, member) => index * 10 + member + 1),
  }));

/** Every second person has one. */
const devices = (count) => Array.from({ length: Math.floor(count / 2) }, (_, index) => ({ serial: `AC-${index + 1}`, name: `Laptop ${index + 1}`, owner: (index + 1) * 2 }));

module.exports = { account, users, groups, devices };
