import type { Command } from 'commander';
import { examples } from '../../with-store.ts';
import { addPeopleImport } from './import.ts';
import { addPeopleStatus } from './status.ts';

/** `people`: employees, and which Zoom users they are. */
export function addPeople(program: Command): void {
  const people = program
    .command('people')
    .description('employees: import them, and see which Zoom users they are')
    .addHelpText('after', examples('graph-zoom people import employees.csv --dry-run', 'graph-zoom people import employees.csv', 'graph-zoom people status'));
  addPeopleImport(people);
  addPeopleStatus(people);
}
