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
/** One empty list for all: most users have most of them empty. */
const NONE: readonly string[] = [];
function textsOf(cell: Cell | undefined): readonly string[] {
  if (cell === null || cell === undefined) return NONE;
  const texts = (Array.isArray(cell) ? cell : [cell]).map(String).filter((text) => text.trim() !== '');
  return texts.length === 0 ? NONE : texts;
}
const all = (...lists: readonly (readonly string[])[]): readonly string[] => {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length < 2 ? (filled[0] ?? NONE) : [...new Set(filled.flat())];
};
/** One name alone is nobody's: "Support", "Anna". */
const whole = (names: readonly string[]): readonly string[] => {
  const fit = names.filter((name) => /\S\s+\S/.test(name));
  return fit.length === 0 ? NONE : fit;
};

function somebody(row: Row, subgraph: string) {
  const [first, last] = [textsOf(row.firstName)[0], textsOf(row.lastName)[0]];
  return {
    id: String(row._id),
    key: String(row._key),
    type: String(row._type),
    subgraph,
    emails: textsOf(row.email),
    usernames: textsOf(row.username),
    names: whole(all(textsOf(row.name), first === undefined || last === undefined ? NONE : [`${first} ${last}`])),
    displayNames: whole(textsOf(row.displayName)),
    employeeIds: textsOf(row.employeeId),
  };
}

/** Every user of the graph, of whatever system, a page at a time. */
export function readUsers(store: Pick<Store, 'query'>, now: number): AsyncGenerator<UserRow[]> {
  return pages(store, 'User', OF_USERS, now, (row, subgraph) => {
    const user = somebody(row, subgraph);
    return { ...user, employeeIds: all(user.employeeIds, textsOf(row.employeeUniqueId)) };
  });
}

/** Every person of the graph, of whatever system. */
export async function readPersons(store: Pick<Store, 'query'>, now: number): Promise<PersonRow[]> {
  const persons: PersonRow[] = [];
  const found = pages(store, 'Person', OF_PERSONS, now, (row, subgraph) => ({
    ...somebody(row, subgraph),
    aliases: textsOf(row.aliases),
    userIds: all(textsOf(row.userId), textsOf(row.userIds)),
    managerIds: textsOf(row.managerId),
    managerEmails: textsOf(row.managerEmail),
    managerNames: textsOf(row.manager),
  }));
  for await (const page of found) for (const person of page) persons.push(person);
  return persons;
}

/** Rows that are held twice, as the database gives them and as they are kept. */
const PAGE = 10_000;

async function* pages<T>(store: Pick<Store, 'query'>, of: string, properties: readonly string[], now: number, make: (row: Row, subgraph: string) => T): AsyncGenerator<T[]> {
  // The same text for all of a subgraph.
  const subgraphs = new Map<string, string>();
  let cursor: string | undefined;
  const query = `FIND ${of} AS x RETURN ${properties.map((name) => `x.${name} AS ${name}`).join(', ')}`;
  do {
    const page = await ask(store, query, { now, pageSize: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (page.type !== 'table') throw new TypeError(`${query} must be a table`);
    yield page.data.map((row) => {
      const name = JSON.stringify([row._source, row._scope]);
      const subgraph = subgraphs.get(name) ?? name;
      subgraphs.set(subgraph, subgraph);
      return make(row, subgraph);
    });
    cursor = page.cursor;
  } while (cursor !== undefined);
}
