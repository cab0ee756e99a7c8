import { type Counters, finalCounters } from '../counters.ts';
import { toEntity, toRelationship, withoutDeadIds } from './objects.ts';
import type { Write } from './writing.ts';

/** DIFF and CROSS_SCOPE: what was uploaded is written as it is. DIFF is all that the subgraph holds from now on, but for partial types. */
export const writeWhole: Write = async ({ store, job, staged, stamp, on, partialTypes, failures, stage, records }) => {
  const sync = await store.beginSync({ ...job.subgraph, on, ends: 'own' });
  let counters: Counters = {};
  try {
    for await (const objects of staged.read('entity')) await sync.entities(objects.map((object) => toEntity(object, stamp)));
    stage('FINALIZING_RELATIONSHIPS');
    for await (const objects of staged.read('relationship')) await sync.relationships((await withoutDeadIds(store, objects)).map((object) => toRelationship(object, stamp)));
    await sync.commit({
      ...(job.syncMode === 'DIFF' ? { completeTypes: '*', except: partialTypes } : { completeTypes: [] }),
      records: (result) => {
        counters = finalCounters([result], staged.uploaded, failures);
        return records(counters);
      },
    });
    return counters;
  } finally {
    await sync.abort();
  }
};
