import { partialTypes } from '../../export/j1-integration/partial-types.ts';
import type { Store } from '../../store/store.ts';
import { batchesOf } from './batches.ts';
import { entitiesOf, type PushOptions, relationshipsOf } from './push.ts';

/** What a push would send. */
export interface PushPlan {
  readonly entities: Readonly<Record<string, number>>;
  readonly relationships: Readonly<Record<string, number>>;
  readonly partialTypes: readonly string[];
  /** Requests with members in them, and their JSON before it is compressed. */
  readonly batches: number;
  readonly bytes: number;
}

/** Makes every batch and sends none. */
export async function planPush(store: Store, { scope, mapPeople, batchBytes }: Pick<PushOptions, 'scope' | 'mapPeople' | 'batchBytes'>): Promise<PushPlan> {
  const counted = { entities: {} as Record<string, number>, relationships: {} as Record<string, number> };
  let batches = 0;
  let bytes = 0;
  for (const [kind, members] of [['entities', entitiesOf(store, scope)] as const, ['relationships', relationshipsOf(store, scope, mapPeople)] as const])
    for await (const batch of batchesOf(kind, members, batchBytes === undefined ? {} : { bytes: batchBytes })) {
      for (const { _type } of batch.members) counted[kind][_type] = (counted[kind][_type] ?? 0) + 1;
      batches++;
      bytes += batch.bytes;
    }
  return { ...counted, partialTypes: await partialTypes(store, scope), batches, bytes };
}
