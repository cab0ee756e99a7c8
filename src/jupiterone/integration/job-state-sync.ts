import type { Context } from '../../collect/context.ts';
import { sdkEntity, sdkRelationship } from '../../export/sdk-shape.ts';
import { asSdk, type JobState } from './sdk.ts';

/** Which relationships are told, and which lead to what is not there. */
export type IsKnown = (relationship: { readonly _type: string; readonly _fromEntityKey: string; readonly _toEntityKey: string }) => boolean;

/** Gives what is collected to the job. The same key twice would end the step: Zoom's lists name people twice where they move while they are read. */
export const jobStateSync = (jobState: JobState, isKnown: IsKnown = () => true): Context['sync'] => ({
  async entities(batch) {
    const fresh = await unknownOf(jobState, batch);
    if (fresh.length > 0) await jobState.addEntities(asSdk(fresh.map(sdkEntity)));
  },
  async relationships(batch) {
    const fresh = await unknownOf(jobState, batch.filter(isKnown));
    if (fresh.length > 0) await jobState.addRelationships(asSdk(fresh.map(sdkRelationship)));
  },
});

async function unknownOf<T extends { readonly _key: string }>(jobState: JobState, batch: readonly T[]): Promise<T[]> {
  const byKey = new Map(batch.map((member) => [member._key, member]));
  const fresh: T[] = [];
  for (const member of byKey.values()) if (!(await jobState.hasKey(member._key))) fresh.push(member);
  return fresh;
}
