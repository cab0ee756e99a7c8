import type { Clock } from '../lib/clock.ts';
import type { Change, Store } from '../store/store.ts';
import { type Committed, watchCommits } from '../store/watched.ts';
import { mapPeople } from './map-people.ts';
import { TELLING } from './rows.ts';

/** More changes than these are not looked at one by one. */
const MANY = 2_000;

export interface Follow {
  readonly run: boolean;
  readonly reason: 'no-entity-changed' | 'many-changed' | 'users-or-persons-came-or-went' | 'telling-property-changed' | 'nothing-telling-changed';
}

/** Whether a commit's changes can make other joins. `isJoined` says of a type whether it is one of users or persons. */
export function decideFollow(changes: readonly Change[], isJoined: (type: string) => boolean): Follow {
  if (changes.length >= MANY) return { run: true, reason: 'many-changed' };
  const concerned = changes.filter(({ kind, type }) => kind === 'entity' && isJoined(type));
  if (concerned.some(({ operation }) => operation !== 'updated')) return { run: true, reason: 'users-or-persons-came-or-went' };
  if (concerned.some(({ properties }) => properties.some(({ name }) => TELLING.has(name) || name === '_class'))) return { run: true, reason: 'telling-property-changed' };
  return { run: false, reason: concerned.length === 0 ? 'no-entity-changed' : 'nothing-telling-changed' };
}

/**
 * A store whose joins of users and persons follow every commit, on whichever side it is, before the commit's caller goes on.
 * `inner` gets the joins: whoever watches it is told of them.
 */
export function followPeople(inner: Store, clock: Clock): Store {
  const concerns = async ({ on, result: { entities } }: Committed): Promise<boolean> => {
    if (entities.created + entities.updated + entities.deleted === 0) return false;
    const types = (await inner.catalog()).types.filter(({ kind }) => kind === 'entity');
    const have = (name: string) => types.filter(({ classSets }) => classSets.some((classes) => classes.includes(name))).map(({ type }) => type);
    const persons = have('Person');
    // A graph that never had a person has no joins.
    if (persons.length === 0) return false;
    const joined = new Set([...have('User'), ...persons]);
    return decideFollow(await inner.changes({ since: on, until: on, limit: MANY }), (type) => joined.has(type)).run;
  };
  return watchCommits(inner, async (commit) => {
    if (await concerns(commit)) await mapPeople(inner, clock);
  });
}
