import type { Records } from '../store/store.ts';
import type { InstanceRecord } from './instance-record.ts';
import { INSTANCE } from './instances.ts';
import { createSmallCollection } from './small-collection.ts';

/** Names of the configured instances by their scope, for whoever only reads: neither keys nor jobs are looked at. */
export async function namesOfScopes(records: Records): Promise<ReadonlyMap<string, string>> {
  const instances = await createSmallCollection<InstanceRecord>(records, INSTANCE, ({ createdOn }) => createdOn).all();
  return new Map(instances.filter(({ removedOn }) => removedOn === undefined).map(({ scope, name }) => [scope, name]));
}
