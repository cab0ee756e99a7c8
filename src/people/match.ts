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

/** Says of users, one after another, which persons they are. */
export interface Matcher {
  /** The persons that sure rules find, every one of them. */
  take(user: UserRow): Join[];
  /** When all users were taken: of those nobody was found for, the one person with their name. */
  byName(): Join[];
}

/**
 * A name joins only where the user has no sure match and the name is one user's of its system and one person's of all, who is not
 * already a user of that system. Of the users only those are kept that nobody was found for: there may be half a million.
 */
export function createMatcher(persons: readonly PersonRow[]): Matcher {
  const sure = SURE.map(({ rule, ofUser, ofPerson }) => ({ rule, ofUser, index: indexBy(persons, ofPerson) })).filter(({ index }) => index.size > 0);
  const names = BY_NAME.map(({ rule, of }) => ({ rule, of, index: indexBy<PersonRow>(persons, of), namesakes: new Map<string, number>() }));
  const taken = new Set<string>();
  const left: UserRow[] = [];
  return {
    take(user) {
      const found = new Map<PersonRow, MatchRule>();
      for (const { rule, ofUser, index } of sure) for (const person of lookUp(index, ofUser(user))) if (!found.has(person)) found.set(person, rule);
      for (const { of, index, namesakes } of names) for (const name of new Set(of(user).map(normal))) if (index.has(name)) namesakes.set(inSystem(user, name), (namesakes.get(inSystem(user, name)) ?? 0) + 1);
      if (found.size === 0) left.push(user);
      for (const person of found.keys()) taken.add(inSystem(user, person.id));
      const systems = [...found.keys()].map(({ subgraph }) => subgraph);
      return [...found].map(([person, matchedBy]) => ({ user, person, matchedBy, ambiguous: systems.filter((subgraph) => subgraph === person.subgraph).length > 1 }));
    },
    byName() {
      const joins: Join[] = [];
      const joined = new Set<UserRow>();
      for (const { rule, of, index, namesakes } of names) {
        const claims = new Map<string, Join[]>();
        for (const user of left) {
          if (joined.has(user) || of(user).some((name) => (namesakes.get(inSystem(user, normal(name))) ?? 0) > 1)) continue;
          const [person, ...others] = lookUp(index, of(user));
          if (person === undefined || others.length > 0 || taken.has(inSystem(user, person.id))) continue;
          const claim = inSystem(user, person.id);
          claims.set(claim, [...(claims.get(claim) ?? []), { user, person, matchedBy: rule, ambiguous: false }]);
        }
        // Two users of one system who would be the same person: neither is.
        for (const [claim, [join, ...others]] of claims) {
          if (join === undefined || others.length > 0) continue;
          joins.push(join);
          joined.add(join.user);
          taken.add(claim);
        }
      }
      return joins;
    },
  };
}

/** Something of a user's system: namesakes of different systems, and types, are expected to be the same person. */
const inSystem = ({ subgraph, type }: UserRow, what: string): string => `${subgraph} ${type} ${what}`;
