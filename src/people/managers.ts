import { indexBy, lookUp } from './index-by.ts';
import type { PersonRow } from './people.ts';

export interface Manages {
  readonly manager: PersonRow;
  readonly person: PersonRow;
  readonly matchedBy: 'employee-id' | 'email' | 'name';
}

/**
 * Who manages whom (reference/jupiterone-platform.md, section 4.4): by the manager's employee id, else e-mail address, else name,
 * where that is one person's. Persons of the same system come before those of others; nobody manages themselves.
 */
export function matchManagers(persons: readonly PersonRow[]): Manages[] {
  const byId = indexBy(persons, (person) => person.employeeIds);
  const byEmail = indexBy(persons, (person) => [...person.emails, ...person.aliases]);
  const byName = indexBy(persons, (person) => [...person.names, ...person.displayNames]);
  const found: Manages[] = [];
  for (const person of persons) {
    const tries = [
      { matchedBy: 'employee-id' as const, managers: lookUp(byId, person.managerIds) },
      { matchedBy: 'email' as const, managers: lookUp(byEmail, [...person.managerEmails, ...person.managerNames]) },
      { matchedBy: 'name' as const, managers: lookUp(byName, person.managerNames) },
    ];
    for (const { matchedBy, managers } of tries) {
      const others = managers.filter((manager) => manager !== person);
      const own = others.filter((manager) => manager.subgraph === person.subgraph);
      const chosen = own.length > 0 ? own : others;
      if (chosen.length === 0) continue;
      if (matchedBy !== 'name' || chosen.length === 1) found.push(...chosen.map((manager) => ({ manager, person, matchedBy })));
      break;
    }
  }
  return found;
}
