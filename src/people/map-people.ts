import type { Clock } from '../lib/clock.ts';
import type { Relationship } from '../model/graph.ts';
import type { RecordWrite, Store, Tally } from '../store/store.ts';
import { isPerson, manages } from './joins.ts';
import { matchManagers } from './managers.ts';
import { createMatcher } from './match.ts';
import { JOINS } from './people.ts';
import { readPersons, readUsers } from './rows.ts';

const BATCH = 2_000;

/** Brings the joins of users and persons up to date with what the graph has; gives what changed of them. `records` are written with them. Whoever calls sees to it that it runs once at a time. */
export async function mapPeople(store: Store, clock: Clock, records: readonly RecordWrite[] = []): Promise<Tally> {
  // Opened first: what others commit meanwhile is read, and a second mapping waits here for this one.
  const sync = await store.beginSync({ ...JOINS, on: clock.now(), ends: 'any' });
  try {
    const persons = await readPersons(store, clock.now());
    const add = async (relationships: readonly Relationship[]) => {
      for (let i = 0; i < relationships.length; i += BATCH) await sync.relationships(relationships.slice(i, i + BATCH));
    };
    // Without persons there is nobody to be, and half a million users need not be read.
    if (persons.length > 0) {
      const matcher = createMatcher(persons);
      for await (const users of readUsers(store, clock.now())) await add(users.flatMap((user) => matcher.take(user)).map(isPerson));
      await add(matcher.byName().map(isPerson));
      await add(matchManagers(persons).map(manages));
    }
    return (await sync.commit({ completeTypes: '*', records: () => records })).relationships;
  } finally {
    await sync.abort();
  }
}
