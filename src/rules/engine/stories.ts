import { ask } from '../../store/ask.ts';
import type { Change, ResultDifference, ResultEntry, Store } from '../../store/store.ts';
import type { ChangedProperty, MemberChange } from '../alerting.ts';

/** A query's difference with what became of its members. */
export interface Told {
  readonly entered: readonly MemberChange[];
  readonly left: readonly MemberChange[];
  readonly changed: readonly MemberChange[];
}

/** What happened to whom since the evaluation before: of entities by the changes of the graph, of rows of a table by their columns. */
export async function tell(store: Pick<Store, 'changes'>, { entered, left, changed, lastOn }: ResultDifference, { on, since }: { on: number; since: number | undefined }): Promise<Told> {
  // What the first evaluation finds did not happen since one before.
  const from = lastOn === undefined ? undefined : Math.min(lastOn, since ?? lastOn);
  const keys = from === undefined ? [] : [...entered, ...left, ...changed].flatMap(({ key }) => (key === undefined ? [] : [key]));
  const stories = from === undefined || keys.length === 0 ? new Map<string, Story>() : storiesOf(await store.changes({ keys, since: from }));
  const toMember = (entry: ResultEntry, seen: { first: number; last: number }): MemberChange => {
    const story = entry.key === undefined ? undefined : stories.get(entry.key);
    return {
      identity: entry.identity,
      name: entry.name,
      firstSeen: seen.first,
      lastSeen: seen.last,
      ...(story ? { operation: story.operation } : {}),
      properties: entry.row && entry.oldRow ? columnsOf(entry.oldRow, entry.row) : (story?.properties ?? []),
    };
  };
  return {
    entered: entered.map((entry) => toMember(entry, { first: on, last: on })),
    left: left.map((entry) => toMember(entry, { first: entry.firstSeen ?? on, last: lastOn ?? on })),
    changed: changed.map((entry) => toMember(entry, { first: entry.firstSeen ?? on, last: on })),
  };
}

interface Story {
  readonly operation: Change['operation'];
  readonly properties: readonly ChangedProperty[];
}

/** Several changes of one entity as one: the first old value, the last new one. Changes come newest first. */
export function storiesOf(changes: readonly Change[]): Map<string, Story> {
  const stories = new Map<string, Story>();
  for (const change of [...changes].reverse()) {
    if (change.kind !== 'entity') continue;
    const before = stories.get(change.key);
    stories.set(change.key, before ? { operation: merged(before.operation, change.operation), properties: joined(before.properties, change.properties) } : { operation: change.operation, properties: change.properties });
  }
  return stories;
}

/** Deleted and created again is there as before. */
const merged = (first: Change['operation'], then: Change['operation']): Change['operation'] => {
  if (then === 'deleted') return 'deleted';
  if (first === 'created') return 'created';
  return 'updated';
};

function joined(first: readonly ChangedProperty[], then: readonly ChangedProperty[]): ChangedProperty[] {
  const all = new Map<string, ChangedProperty>(first.map((property) => [property.name, property]));
  for (const { name, old, new: now } of then) {
    const before = all.get(name);
    const start = before ? before.old : old;
    all.set(name, { name, ...(start === undefined ? {} : { old: start }), ...(now === undefined ? {} : { new: now }) });
  }
  return [...all.values()].filter(({ old, new: now }) => JSON.stringify(old) !== JSON.stringify(now));
}

const columnsOf = (old: NonNullable<ResultEntry['row']>, row: NonNullable<ResultEntry['row']>): ChangedProperty[] =>
  [...new Set([...Object.keys(old), ...Object.keys(row)])]
    .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(row[name]))
    .map((name) => ({ name, ...(old[name] === null || old[name] === undefined ? {} : { old: old[name] }), ...(row[name] === null || row[name] === undefined ? {} : { new: row[name] }) }));

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Who users are in the company: their address, and department and manager of the employee they belong to. By `_id`. */
export async function aboutUsers(store: Pick<Store, 'query'>, members: readonly MemberChange[], now: number): Promise<Map<string, string>> {
  const ids = [...new Set(members.map(({ identity }) => identity).filter((id) => UUID.test(id)))];
  if (ids.length === 0) return new Map();
  const columns = 'u._id AS id, u.email AS email, p.displayName AS person, p.department AS department, p.manager AS manager, p.active AS active';
  const found = await ask(store, `FIND User WITH _id = (${ids.map((id) => `'${id}'`).join(' OR ')}) AS u (THAT IS Person AS p)? RETURN ${columns}`, { now });
  const about = new Map<string, string>();
  for (const row of found.type === 'table' ? found.data : []) {
    const text = (name: string) => (row[name] === null || row[name] === undefined || row[name] === '' ? [] : [String(Array.isArray(row[name]) ? row[name][0] : row[name])]);
    const [manager] = text('manager');
    const employee = row.person === null || row.person === undefined ? [] : [...text('department'), ...(manager === undefined ? [] : [`manager ${manager}`]), ...(row.active === false ? ['has left the company'] : [])];
    const parts = [text('email').join(''), employee.join(', ')].filter((part) => part !== '');
    if (parts.length > 0) about.set(String(row.id), parts.join('; '));
  }
  return about;
}
