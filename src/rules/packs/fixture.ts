import type { Entity, PropertyValue, Relationship } from '../../model/graph.ts';
import type { CollectionState } from '../builtin-queries.ts';

/** A graph of invented people, small enough to be read. */
export interface FixtureGraph {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}
/** With `before`: one that was evaluated and then turned into `after`. */
export interface Fixture {
  readonly before?: FixtureGraph;
  readonly after: FixtureGraph;
  /** For built-in queries. */
  readonly collections?: readonly CollectionState[];
}

/** When fixtures are looked at: `date.now` of their evaluation. */
export const FIXTURE_NOW = Date.UTC(2026, 10, 25, 12);
const DAY = 86_400_000;
export const daysAgo = (days: number): number => FIXTURE_NOW - days * DAY;

type Properties = Readonly<Record<string, PropertyValue>>;
const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '.');
const entity = (type: string, entityClass: string, name: string, properties: Properties): Entity => ({
  _key: `${type}:${slug(name)}`,
  _type: type,
  _class: [entityClass],
  id: slug(name),
  name,
  displayName: name,
  ...properties,
});

/** An active user with an address in larch.example; what is not given is not known. */
export const user = (name: string, properties: Properties = {}): Entity =>
  entity('zoom_user', 'User', name, { active: true, status: 'active', email: [`${slug(name)}@larch.example`], emailDomain: ['larch.example'], ...properties });
export const role = (name: string, properties: Properties = {}): Entity => entity('zoom_role', 'AccessRole', name, properties);
export const group = (name: string, properties: Properties = {}): Entity => entity('zoom_group', 'Group', name, properties);
export const account = (properties: Properties = {}): Entity => entity('zoom_account', 'Account', 'Larch', properties);
export const person = (name: string, properties: Properties = {}): Entity => entity('employee', 'Person', name, properties);

const relationship = (type: string, verb: string, from: Entity, to: Entity): Relationship => ({
  _key: `${from._key}|${verb.toLowerCase()}|${to._key}`,
  _type: type,
  _class: verb,
  _fromEntityKey: from._key,
  _toEntityKey: to._key,
});
export const has = (owner: Entity, member: Entity): Relationship => relationship(`${owner._type}_has_${member._type.replace('zoom_', '')}`, 'HAS', owner, member);
export const holds = (holder: Entity, held: Entity): Relationship => relationship('zoom_user_assigned_role', 'ASSIGNED', holder, held);
export const is = (member: Entity, who: Entity): Relationship => relationship('zoom_user_is_person', 'IS', member, who);

export const graph = (...members: readonly (Entity | Relationship)[]): FixtureGraph => ({
  entities: members.filter((member): member is Entity => !('_fromEntityKey' in member)),
  relationships: members.filter((member): member is Relationship => '_fromEntityKey' in member),
});
/** So many users that are the same but for their names. */
export const crowd = (size: number, properties: Properties = {}): readonly Entity[] => Array.from({ length: size }, (_, index) => user(`Member ${index + 1}`, properties));
/** An account, everybody given, and that they belong to it. */
export const company = (owner: Entity, ...members: readonly Entity[]): FixtureGraph => graph(owner, ...members, ...members.map((member) => has(owner, member)));

interface Pair {
  readonly fires: Fixture;
  readonly quiet: Fixture;
}
/** Fires when a user goes from good to bad; quiet where nothing new is bad, however little is known of the others. */
export const userTurns = (good: Properties, bad: Properties): Pair => ({
  fires: { before: graph(user('Ada Quill', good)), after: graph(user('Ada Quill', bad)) },
  quiet: { before: graph(user('Ada Quill', bad)), after: graph(user('Ada Quill', bad), user('Ben Osei', good), user('Cara Lind'), user('Dev Rao', { ...bad, active: false, status: 'inactive' })) },
});
/** The same of the account; quiet where it was bad before already, or is not known. */
export const accountTurns = (good: Properties, bad: Properties): Pair => ({
  fires: { before: graph(account(good)), after: graph(account(bad)) },
  quiet: { before: graph(account(good)), after: graph(account()) },
});
/** Fires in a crowd with one more than the limit; quiet at the limit, however many are good or not known. */
export const tooMany = (limit: number, bad: Properties, good: Properties = {}): Pair => ({
  fires: { after: graph(...crowd(limit + 1, bad)) },
  quiet: { after: graph(...crowd(limit, bad), user('Ada Quill', good), user('Ben Osei')) },
});
