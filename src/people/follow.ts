import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { createSerial } from '../lib/serial.ts';
import type { Change, RecordWrite, Store, StoredRecord } from '../store/store.ts';
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

/** A mark for each commit whose joins are still to be made: a crash between the two forgets nothing. */
const DUE = 'joins-due';

/** Makes joins that are due since a process ended between a commit and its joins. */
export async function settleJoins(store: Store, clock: Clock): Promise<void> {
  const marks = await store.records.list(DUE);
  if (marks.length > 0) await mapPeople(store, clock, unmarked(marks));
}

const unmarked = (marks: readonly StoredRecord[]): RecordWrite[] => marks.map(({ id }) => ({ collection: DUE, id, value: undefined }));

/**
 * A store whose joins of users and persons follow every commit, on whichever side it is, before the commit's caller goes on.
 * `inner` gets the joins: whoever watches it is told of them. Joins that fail do not make the commit fail, which stands; `onError` is told, and the next commit tries again.
 */
export function followPeople(inner: Store, clock: Clock, onError: (error: unknown) => void): Store {
  const concerns = async ({ on }: Committed): Promise<boolean> => {
    const types = (await inner.catalog()).types.filter(({ kind }) => kind === 'entity');
    const have = (name: string) => types.filter(({ classSets }) => classSets.some((classes) => classes.includes(name))).map(({ type }) => type);
    const persons = have('Person');
    // A graph that never had a person has no joins.
    if (persons.length === 0) return false;
    const joined = new Set([...have('User'), ...persons]);
    return decideFollow(await inner.changes({ since: on, until: on, limit: MANY }), (type) => joined.has(type)).run;
  };
  const inTurn = createSerial();
  const follow = async (commit: Committed): Promise<void> => {
    const marks = await inner.records.list(DUE);
    if (marks.length === 0) return;
    // Of other commits it is not known what they changed; their marks are there because nobody has come to look.
    const others = marks.some(({ on }) => on !== commit.on);
    if (others || (await concerns(commit))) await mapPeople(inner, clock, unmarked(marks));
    else await inner.records.write(unmarked(marks));
  };
  return watchCommits(
    inner,
    (commit) => inTurn(() => follow(commit)).catch(onError),
    ({ result: { entities }, on }) => (entities.created + entities.updated + entities.deleted === 0 ? [] : [{ collection: DUE, id: randomUUID(), on, value: {} }]),
  );
}
