import { indexBy, lookUp, normal } from './index-by.ts';
import type { Join, MatchRule, PersonRow, UserRow } from './people.ts';

/** A rule that needs nothing else to be sure: values of the user that agree with values of the person. */
interface SureRule {
  readonly rule: MatchRule;
  readonly ofUser: (user: UserRow) => readonly string[];
  readonly ofPerson: (person: PersonRow) => readonly string[];
}

/** The rules of reference/jupiterone-platform.md, section 4.4, and the employee id of single sign-on, which survives a changed address. */
const SURE: readonly SureRule[] = [
  { rule: 'employee-id', ofUser: (user) => user.employeeIds, ofPerson: (person) => person.employeeIds },
  { rule: 'email', ofUser: (user) => user.emails, ofPerson: (person) => person.emails },
  { rule: 'alias', ofUser: (user) => user.emails, ofPerson: (person) => person.aliases },
  { rule: 'user-id', ofUser: (user) => user.emails, ofPerson: (person) => person.userIds },
  { rule: 'username', ofUser: (user) => [...user.usernames, ...user.emails], ofPerson: (person) => person.usernames },
  // A user name is often an address, of users that have no other (section 4.4: username against the person's e-mail).
  { rule: 'username', ofUser: (user) => user.usernames, ofPerson: (person) => person.emails },
];

/** Names, which many may share. */
const BY_NAME: readonly { readonly rule: MatchRule; readonly of: (row: UserRow | PersonRow) => readonly string[] }[] = [
  { rule: 'name', of: (row) => row.names },
  { rule: 'display-name', of: (row) => row.displayNames },
];

/**
 * Which users are which persons. A sure rule joins a user to every person it finds; a name joins only where the user has no sure
 * match and the name is one user's of its system and one person's of all, who is not already a user of that system.
 */
export function matchUsers(users: readonly UserRow[], persons: readonly PersonRow[]): Join[] {
  const sure = sureMatches(users, persons);
  const joins: Join[] = [];
  for (const [user, found] of sure) {
    const systems = new Map<string, number>();
    for (const person of found.keys()) systems.set(person.subgraph, (systems.get(person.subgraph) ?? 0) + 1);
    for (const [person, matchedBy] of found) joins.push({ user, person, matchedBy, ambiguous: (systems.get(person.subgraph) ?? 0) > 1 });
  }
  return [...joins, ...nameMatches(users, persons, sure)];
}

type Found = Map<PersonRow, MatchRule>;

function sureMatches(users: readonly UserRow[], persons: readonly PersonRow[]): Map<UserRow, Found> {
  const matches = new Map<UserRow, Found>();
  for (const { rule, ofUser, ofPerson } of SURE) {
    const index = indexBy(persons, ofPerson);
    if (index.size === 0) continue;
    for (const user of users)
      for (const person of lookUp(index, ofUser(user))) {
        const found = matches.get(user) ?? new Map<PersonRow, MatchRule>();
        if (!found.has(person)) found.set(person, rule);
        matches.set(user, found);
      }
  }
  return matches;
}

function nameMatches(users: readonly UserRow[], persons: readonly PersonRow[], sure: ReadonlyMap<UserRow, Found>): Join[] {
  const taken = new Set<string>();
  const take = (user: UserRow, person: PersonRow) => taken.add(JSON.stringify([user.subgraph, user.type, person.id]));
  const isTaken = (user: UserRow, person: PersonRow) => taken.has(JSON.stringify([user.subgraph, user.type, person.id]));
  for (const [user, found] of sure) for (const person of found.keys()) take(user, person);
  const joins: Join[] = [];
  const joined = new Set<UserRow>(sure.keys());
  for (const { rule, of } of BY_NAME) {
    const index = indexBy(persons, of);
    const namesakes = countNames(users, of);
    const found: Join[] = [];
    for (const user of users) {
      if (joined.has(user) || of(user).some((name) => (namesakes.get(nameOf(user, name)) ?? 0) > 1)) continue;
      const [person, ...others] = lookUp(index, of(user));
      if (person === undefined || others.length > 0 || isTaken(user, person)) continue;
      found.push({ user, person, matchedBy: rule, ambiguous: false });
    }
    // Two users of one system who would be the same person: neither is.
    const claims = new Map<string, number>();
    const claim = ({ user, person }: Join) => JSON.stringify([user.subgraph, user.type, person.id]);
    for (const join of found) claims.set(claim(join), (claims.get(claim(join)) ?? 0) + 1);
    for (const join of found)
      if (claims.get(claim(join)) === 1) {
        joins.push(join);
        joined.add(join.user);
        take(join.user, join.person);
      }
  }
  return joins;
}

const nameOf = (user: UserRow, name: string): string => JSON.stringify([user.subgraph, user.type, normal(name)]);

/** How many users of one system and type have each name. */
function countNames(users: readonly UserRow[], of: (row: UserRow) => readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const user of users) for (const name of new Set(of(user).map((text) => nameOf(user, text)))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
