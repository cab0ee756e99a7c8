import type { StoredEntity } from '../../../store/store.ts';
import { subgraphOf, written } from '../../edits.ts';
import { toEntity } from './objects.ts';
import type { StagedObject } from './staged.ts';
import type { Subgraphs } from './subgraphs.ts';
import type { Writing } from './writing.ts';

/**
 * Lays entities over those that are there. One is found by its `_id` in any subgraph, else by its `_key` in the job's; a job
 * without a scope looks through everything that came by the API. What is not there is created, if it says what it is.
 */
export async function addEntities(writing: Writing, subgraphs: Subgraphs, objects: readonly StagedObject[]): Promise<void> {
  const { job, stamp, failures } = writing;
  const [byId, byKey] = [await findById(writing, objects), await findByKey(writing, subgraphs, objects)];
  for (const object of objects) {
    const live = (typeof object._id === 'string' ? byId.get(object._id) : undefined) ?? (typeof object._key === 'string' ? byKey.get(object._key) : undefined);
    if (!live) {
      const whole = typeof object._key === 'string' && object._type !== undefined && object._class !== undefined;
      if (whole) await (await subgraphs.sync(job.subgraph)).entities([toEntity(object, stamp)]);
      else if (object._id === undefined) failures.entityCreate++;
      else failures.entityUpdate++;
      continue;
    }
    const subgraph = subgraphOf(live);
    const own = subgraphs.isOwn(subgraph);
    const may = (own || job.integrationInstanceId === undefined) && (object._type === undefined || object._type === live._type);
    if (!may) failures.entityUpdate++;
    else await (await subgraphs.sync(subgraph)).entities([toEntity({ ...written(live), ...object, _key: live._key }, own ? stamp : undefined)]);
  }
}

async function findById({ store }: Writing, objects: readonly StagedObject[]): Promise<Map<string, StoredEntity>> {
  const ids = objects.flatMap(({ _id }) => (typeof _id === 'string' ? [_id] : []));
  return new Map(ids.length === 0 ? [] : (await store.byId(ids)).entities.map((entity) => [entity._id, entity]));
}

async function findByKey({ store, job }: Writing, subgraphs: Subgraphs, objects: readonly StagedObject[]): Promise<Map<string, StoredEntity>> {
  const keys = objects.flatMap(({ _key }) => (typeof _key === 'string' ? [_key] : []));
  const found = new Map<string, StoredEntity>();
  const { source, scope } = job.subgraph;
  if (keys.length === 0) return found;
  for await (const entity of store.entities({ source, keys, ...(job.scope === undefined ? {} : { scope }) })) if (!found.has(entity._key) || subgraphs.isOwn(subgraphOf(entity))) found.set(entity._key, entity);
  return found;
}
