import type { Command } from 'commander';
import { addPeopleImport } from './import.ts';
import { addPeopleStatus } from './status.ts';

/** `people`: employees, and which Zoom users they are. */
export function addPeople(program: Command): void {
  const people = program.command('people').description('employees: import them, and see which Zoom users they are');
  addPeopleImport(people);
  addPeopleStatus(people);
}
