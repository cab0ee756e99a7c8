import type { Entity, PropertyValue } from '../model/graph.ts';
import type { Store, Tally } from '../store/store.ts';
import type { Columns } from './columns.ts';
import { makeEmployee } from './employee.ts';
import { PEOPLE } from './people.ts';
import type { Table } from './read-employees.ts';

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/** The employees of a file; rows that are none, and those of somebody who was there already, are told with their line. */
export function employeesOf({ rows, bad }: Table, columns: Columns, others: readonly string[], now: number): { employees: Entity[]; bad: BadRow[] } {
  const seen = new Map<string, number>();
  const employees: Entity[] = [];
  const wrong = [...bad];
  for (const { line, values } of rows) {
    const made = makeEmployee(values, columns, others, now);
    if ('reason' in made) {
      wrong.push({ line, reason: made.reason });
      continue;
    }
    const before = seen.get(made.entity._key);
    if (before !== undefined) wrong.push({ line, reason: `it is the same employee as line ${before} (${made.entity._key.slice('person:'.length)})` });
    else {
      seen.set(made.entity._key, line);
      employees.push(made.entity);
    }
  }
  return { employees, bad: wrong.sort((a, b) => a.line - b.line) };
}

export interface EmployeeChange {
  readonly operation: 'created' | 'updated' | 'deleted';
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly old?: PropertyValue; readonly new?: PropertyValue }[];
}

/** What an import would change, without writing. */
export async function previewImport(store: Pick<Store, 'entities'>, employees: readonly Entity[], { scope = PEOPLE.scope, partial }: { scope?: string; partial: boolean }): Promise<EmployeeChange[]> {
  const before = new Map<string, Entity>();
  for await (const entity of store.entities({ type: 'person', scope, source: PEOPLE.source })) before.set(entity._key, entity);
  const changes: EmployeeChange[] = [];
  for (const employee of employees) {
    const old = before.get(employee._key);
    before.delete(employee._key);
    const name = String(employee.displayName);
    if (!old) changes.push({ operation: 'created', name, properties: [] });
    else {
      const properties = differences(old, employee);
      if (properties.length > 0) changes.push({ operation: 'updated', name, properties });
    }
  }
  if (!partial) for (const { displayName, _key } of before.values()) changes.push({ operation: 'deleted', name: String(displayName ?? _key), properties: [] });
  return changes;
}

function differences(old: Entity, now: Entity): EmployeeChange['properties'] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !name.startsWith('_')).sort();
  return names.flatMap((name) => {
    const [was, is] = [old[name], now[name]] as [PropertyValue | undefined, PropertyValue | undefined];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ name, ...(was === undefined ? {} : { old: was }), ...(is === undefined ? {} : { new: is }) }];
  });
}

const BATCH = 2_000;

/** Makes the employees those of the file; with `partial` those that it does not have stay. */
export async function importPeople(store: Store, employees: readonly Entity[], { scope = PEOPLE.scope, partial, on }: { scope?: string; partial: boolean; on: number }): Promise<Tally> {
  const sync = await store.beginSync({ source: PEOPLE.source, scope, on });
  try {
    for (let i = 0; i < employees.length; i += BATCH) await sync.entities(employees.slice(i, i + BATCH));
    return (await sync.commit({ completeTypes: partial ? [] : ['person'] })).entities;
  } finally {
    await sync.abort();
  }
}
