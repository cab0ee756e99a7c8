import type { Schemas } from '../../shared/api.ts';
import { humanName } from '../../shared/names.ts';
import { textOf } from '../../shared/value.tsx';

type Change = Schemas['Change'];
type Properties = Change['properties'];

/** Properties that change all the time and tell nobody anything. */
const NOISE = /^(?:lastLoginTime|lastClientVersion|totalMembers|seats)$/;
/** What another property says better. */
const SAID_BY: Readonly<Record<string, string>> = { roleId: 'roleName', active: 'status' };
/** What one looks for first. */
const FIRST = ['isAdmin', 'roleName', 'admin', 'status', 'license', 'loginMethods', 'groupIds'];
/** So many that went the same way at once are one piece of news. */
const MANY = 5;

/** What of a change is worth a word, what matters most first; everything, where nothing else changed. */
export function tellingOf(properties: Properties): Properties {
  const told = properties.filter(({ name }) => !NOISE.test(name) && !properties.some((other) => other.name === SAID_BY[name]));
  const rank = (name: string) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return told.length > 0 ? told.toSorted((a, b) => rank(a.name) - rank(b.name)) : properties;
}

/** Whether a change says anything to whoever looks after the account. */
export const isTelling = ({ kind, operation, properties }: Change): boolean => kind === 'entity' && (operation !== 'updated' || properties.some(({ name }) => !NOISE.test(name)));

/** A changed property as a part of a sentence; `now` is what it comes to. */
export function said({ name, old, new: now }: Properties[number]): { words: string; now?: string } {
  if (name === 'isAdmin' && typeof now === 'boolean') return { words: '', now: now ? 'is an administrator now' : 'is no administrator any more' };
  if (name === 'groupIds') {
    const [before, after] = [listOf(old), listOf(now)];
    const [joined, left] = [after.filter((id) => !before.includes(id)).length, before.filter((id) => !after.includes(id)).length];
    const groups = (n: number) => (n === 1 ? 'a group' : `${n} groups`);
    return { words: '', now: [...(joined > 0 ? [`joined ${groups(joined)}`] : []), ...(left > 0 ? [`left ${groups(left)}`] : [])].join(', ') || 'is in the same groups' };
  }
  return { words: `${humanName(name)}: ${shown(old)} → `, now: shown(now) };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);
const shown = (value: unknown): string => (value === true ? 'on' : value === false ? 'off' : textOf(value));

/** One change, or many that are alike and came together. */
export type News = { readonly alike: readonly Change[]; readonly names: readonly string[] };

/** Changes as news: what was done to many at once, such as a setting of all users, is said once. */
export function newsOf(changes: readonly Change[]): News[] {
  const groups = new Map<string, { alike: Change[]; names: string[] }>();
  for (const change of changes) {
    const names = change.operation === 'updated' ? tellingOf(change.properties).map(({ name }) => name) : [];
    const like = [change.on, change.type, change.operation, ...names.toSorted()].join(' ');
    const group = groups.get(like) ?? { alike: [], names };
    group.alike.push(change);
    groups.set(like, group);
  }
  return [...groups.values()].flatMap(({ alike, names }) => (alike.length >= MANY ? [{ alike, names }] : alike.map((one) => ({ alike: [one], names }))));
}
