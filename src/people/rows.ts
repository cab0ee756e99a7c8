import { ask } from '../store/ask.ts';
import type { Cell } from '../store/query-result.ts';
import type { Store } from '../store/store.ts';
import type { PersonRow, UserRow } from './people.ts';

/** Properties that tell users and persons apart: a change of any other concerns no join. */
const SHARED = ['_id', '_key', '_type', '_source', '_scope', 'email', 'username', 'name', 'firstName', 'lastName', 'displayName', 'employeeId'] as const;
const OF_USERS = [...SHARED, 'employeeUniqueId'] as const;
const OF_PERSONS = [...SHARED, 'aliases', 'userId', 'userIds', 'managerId', 'managerEmail', 'manager'] as const;

/** Names of all of them. */
export const TELLING: ReadonlySet<string> = new Set<string>([...OF_USERS, ...OF_PERSONS]);

type Row = Readonly<Record<string, Cell>>;
const textsOf = (cell: Cell | undefined): string[] => (cell === null || cell === undefined ? [] : (Array.isArray(cell) ? cell : [cell]).map(String).filter((text) => text.trim() !== ''));

const somebody = (row: Row) => {
  const whole = [textsOf(row.firstName)[0], textsOf(row.lastName)[0]];
  return {
    id: String(row._id),
    key: String(row._key),
    type: String(row._type),
    subgraph: JSON.stringify([row._source, row._scope]),
    emails: textsOf(row.email),
    usernames: textsOf(row.username),
    // One name alone is nobody's: "Support", "Anna".
    names: [...textsOf(row.name), ...(whole.every((part) => part !== undefined) ? [whole.join(' ')] : [])].filter((name) => /\S\s+\S/.test(name)),
    displayNames: textsOf(row.displayName).filter((name) => /\S\s+\S/.test(name)),
    employeeIds: textsOf(row.employeeId),
  };
};

/** Every user of the graph, of whatever system. */
export async function readUsers(store: Pick<Store, 'query'>, now: number): Promise<UserRow[]> {
  return readAll(store, 'User', OF_USERS, now, (row) => {
    const user = somebody(row);
    return { ...user, employeeIds: [...user.employeeIds, ...textsOf(row.employeeUniqueId)] };
  });
}

/** Every person of the graph, of whatever system. */
export async function readPersons(store: Pick<Store, 'query'>, now: number): Promise<PersonRow[]> {
  return readAll(store, 'Person', OF_PERSONS, now, (row) => ({
    ...somebody(row),
    aliases: textsOf(row.aliases),
    userIds: [...textsOf(row.userId), ...textsOf(row.userIds)],
    managerIds: textsOf(row.managerId),
    managerEmails: textsOf(row.managerEmail),
    managerNames: textsOf(row.manager),
  }));
}

async function readAll<T extends { id: string }>(store: Pick<Store, 'query'>, of: string, properties: readonly string[], now: number, make: (row: Row) => T): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  const query = `FIND ${of} AS x RETURN ${properties.map((name) => `x.${name} AS ${name}`).join(', ')}`;
  do {
    const page = await ask(store, query, { now, ...(cursor === undefined ? {} : { cursor }) });
    if (page.type !== 'table') throw new TypeError(`${query} must be a table`);
    for (const row of page.data) rows.push(make(row));
    cursor = page.cursor;
  } while (cursor !== undefined);
  // In an order of their own, so that the same graph makes the same joins.
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}
