import type { Clock } from '../lib/clock.ts';
import type { Relationship } from '../model/graph.ts';
import type { RecordWrite, Store, Tally } from '../store/store.ts';
import { relationshipsOf } from './joins.ts';
import { matchManagers } from './managers.ts';
import { matchUsers } from './match.ts';
import { JOINS } from './people.ts';
import { readPersons, readUsers } from './rows.ts';

const BATCH = 2_000;

/** Brings the joins of users and persons up to date with what the graph has; gives what changed of them. `records` are written with them. Whoever calls sees to it that it runs once at a time. */
export async function mapPeople(store: Store, clock: Clock, records: readonly RecordWrite[] = []): Promise<Tally> {
  // Opened first: what others commit meanwhile is read, and a second mapping waits here for this one.
  const sync = await store.beginSync({ ...JOINS, on: clock.now(), ends: 'any' });
  try {
    const persons = await readPersons(store, clock.now());
    // Without persons there is nobody to be, and 500,000 users need not be read.
    const users = persons.length === 0 ? [] : await readUsers(store, clock.now());
    let batch: Relationship[] = [];
    for (const relationship of relationshipsOf(matchUsers(users, persons), matchManagers(persons))) {
      batch.push(relationship);
      if (batch.length < BATCH) continue;
      await sync.relationships(batch);
      batch = [];
    }
    await sync.relationships(batch);
    return (await sync.commit({ completeTypes: '*', records: () => records })).relationships;
  } finally {
    await sync.abort();
  }
}
