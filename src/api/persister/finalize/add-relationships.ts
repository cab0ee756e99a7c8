import type { StoredRelationship } from '../../../store/store.ts';
import { subgraphOf, written } from '../../edits.ts';
import { toRelationship, withoutDeadIds } from './objects.ts';
import type { StagedObject } from './staged.ts';
import type { Subgraphs } from './subgraphs.ts';
import type { Writing } from './writing.ts';

/** Lays relationships over those of the job's subgraph (without a scope: of all that came by the API) that have their key. */
export async function addRelationships(writing: Writing, subgraphs: Subgraphs, given: readonly StagedObject[]): Promise<void> {
  const { job, stamp, failures, store } = writing;
  const objects = await withoutDeadIds(store, given);
  const live = await findByKey(writing, subgraphs, objects);
  for (const object of objects) {
    const before = live.get(object._key as string);
    const merged = before && object._mapping === undefined ? over(before, object) : object;
    const subgraph = before ? subgraphOf(before) : job.subgraph;
    if (merged._class === undefined || (merged._mapping === undefined && !hasEnds(merged)) || (before && merged._type !== before._type)) failures.relationshipCreate++;
    else await (await subgraphs.sync(subgraph)).relationships([toRelationship(merged, subgraphs.isOwn(subgraph) ? stamp : undefined)]);
  }
}

/** An end that is named anew replaces whatever named it before. */
function over(before: StoredRelationship, object: StagedObject): StagedObject {
  const renamed = ['_from', '_to'].filter((side) => Object.keys(object).some((name) => name.startsWith(`${side}Entity`)));
  const kept = Object.entries(written(before)).filter(([name]) => !renamed.some((side) => name.startsWith(`${side}Entity`)));
  return { ...Object.fromEntries(kept), ...object };
}

const hasEnds = (object: StagedObject): boolean => ['_from', '_to'].every((side) => object[`${side}EntityKey`] !== undefined || object[`${side}EntityId`] !== undefined);

async function findByKey({ store, job }: Writing, subgraphs: Subgraphs, objects: readonly StagedObject[]): Promise<Map<string, StoredRelationship>> {
  const found = new Map<string, StoredRelationship>();
  const { source, scope } = job.subgraph;
  const keys = objects.map(({ _key }) => _key as string);
  for await (const relationship of store.relationships({ source, keys, ...(job.scope === undefined ? {} : { scope }) }))
    if (!found.has(relationship._key) || subgraphs.isOwn(subgraphOf(relationship))) found.set(relationship._key, relationship);
  return found;
}
