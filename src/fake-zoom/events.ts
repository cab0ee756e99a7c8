import type { ChangeKind, OrganisationChange } from './changes.ts';
import type { Organisation, Person } from './organisation.ts';
import { SETTINGS_OPTIONS } from './settings.ts';
import type { World } from './world.ts';

type Json = Record<string, unknown>;

/** A webhook's body (reference/zoom-api.md, section 5.2). */
export interface ZoomEvent {
  readonly event: string;
  readonly event_ts: number;
  readonly payload: Readonly<Json>;
}

interface Described {
  readonly event: string;
  readonly object: Json;
  /** Only for changes of something: the same keys with their former values. */
  readonly old?: Json;
  readonly more?: Json;
}

/** The events that Zoom would send for changes just made, in their order; a change that shows nowhere sends none. */
export function eventsOf(world: World, changes: readonly OrganisationChange[], now: number): ZoomEvent[] {
  return changes.flatMap((change) => {
    const [before, after] = beforeAndAfter(world.org, change, (person) => snapshot(world, person));
    const described = DESCRIBE[change.kind](before, after);
    if (described === undefined) return [];
    const { event, object, old, more } = described;
    const owner = world.org.person(0);
    const payload = { account_id: world.org.accountId, operator: owner?.list.email, operator_id: owner?.id, ...more, ...(old ? { time_stamp: now } : {}), object, ...(old ? { old_object: old } : {}) };
    return [{ event, event_ts: now, payload }];
  });
}

interface Snapshot {
  readonly person: Json;
  readonly list: Json;
  readonly groupIds: readonly string[];
  readonly settings: Json;
}

const DESCRIBE: Readonly<Record<ChangeKind, (before: Snapshot, after: Snapshot) => Described | undefined>> = {
  hired: (_, { person, list }) => ({ event: 'user.created', object: { ...person, display_name: list.display_name }, more: { creation_type: 'create' } }),
  left: ({ person }) => ({ event: 'user.deleted', object: person }),
  activated: (_, { person }) => ({ event: 'user.activated', object: person }),
  deactivated: (_, { person }) => ({ event: 'user.deactivated', object: person }),
  promoted: (before, after) => updated(before, { role: before.list.role_id }, { role: after.list.role_id }),
  moved: (before, after) => updated(before, { dept: before.list.dept ?? '' }, { dept: after.list.dept ?? '' }),
  'settings-changed': (before, after) => {
    const { id } = before.person;
    const settings = changed(before.settings, after.settings);
    return settings && { event: 'user.settings_updated', object: { id, settings }, old: { id, settings: changed(after.settings, before.settings) } };
  },
  'group-joined': ({ groupIds: had }, { groupIds, person }) => {
    const joined = groupIds.find((id) => !had.includes(id));
    return joined === undefined ? undefined : { event: 'group.member_added', object: { id: joined, members: [{ id: person.id, email: person.email }] } };
  },
};

const updated = ({ person: { id } }: Snapshot, old: Json, object: Json): Described => ({ event: 'user.updated', object: { id, ...object }, old: { id, ...old } });

function snapshot(world: World, person: Person): Snapshot {
  const { id, email, first_name, last_name, type } = person.list;
  const settings = Object.assign({}, ...SETTINGS_OPTIONS.map((option) => world.settings(person, option))) as Json;
  return { person: { id, email, first_name, last_name, type }, list: person.list, groupIds: person.groupIds, settings };
}

/** The user as he was and as he is; of one who was hired or left there is only the one. */
function beforeAndAfter<T>(org: Organisation, { index, before }: OrganisationChange, look: (person: Person) => T): [T, T] {
  const now = org.person(index);
  const former = before === undefined ? now : org.person(index, before);
  const one = (former ?? now) as Person;
  return [look(one), look(now ?? one)];
}

/** The part of `after` that differs from `before`; undefined where nothing does. */
function changed(before: Json, after: Json): Json | undefined {
  const entries = Object.entries(after).flatMap(([key, value]): [string, unknown][] => {
    const old = before[key];
    if (isObject(value) && isObject(old)) {
      const inner = changed(old, value);
      return inner ? [[key, inner]] : [];
    }
    return JSON.stringify(value) === JSON.stringify(old) ? [] : [[key, value]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
