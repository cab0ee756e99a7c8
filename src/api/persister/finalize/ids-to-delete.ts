import type { StoredEntity, StoredRelationship } from '../../../store/store.ts';
import { subgraphOf } from '../../edits.ts';
import type { StagedObject } from './staged.ts';
import type { Subgraphs } from './subgraphs.ts';
import type { Writing } from './writing.ts';

/** `_id`s of what a job deletes by name. A job of an instance deletes in its own subgraph only; what is not there is counted as an error. */
export async function idsToDelete(writing: Writing, subgraphs: Subgraphs): Promise<{ entities: string[]; relationships: string[] }> {
  const { store, staged, failures, job } = writing;
  const entities: string[] = [];
  const relationships: string[] = [];
  const mayDelete = (member: StoredEntity | StoredRelationship) => job.integrationInstanceId === undefined || subgraphs.isOwn(subgraphOf(member));
  const within = { source: job.subgraph.source, ...(job.scope === undefined ? {} : { scope: job.subgraph.scope }) };
  for await (const objects of staged.read('delete-entity')) {
    const found = [...(await store.byId(idsOf(objects))).entities, ...(await named(keysOf(objects), (keys) => store.entities({ ...within, keys })))].filter(mayDelete);
    entities.push(...found.map(({ _id }) => _id));
    failures.entityDelete += missing(objects, found);
  }
  for await (const objects of staged.read('delete-relationship')) {
    const found = [...(await store.byId(idsOf(objects))).relationships, ...(await named(keysOf(objects), (keys) => store.relationships({ ...within, keys })))].filter(mayDelete);
    relationships.push(...found.map(({ _id }) => _id));
    failures.relationshipDelete += missing(objects, found);
  }
  return { entities, relationships };
}

const idsOf = (objects: readonly StagedObject[]): string[] => objects.flatMap(({ _id }) => (typeof _id === 'string' ? [_id] : []));
const keysOf = (objects: readonly StagedObject[]): string[] => objects.flatMap(({ _id, _key }) => (_id === undefined && typeof _key === 'string' ? [_key] : []));

/** How many of the named ones are not there. */
function missing(objects: readonly StagedObject[], found: readonly { _id: string; _key: string }[]): number {
  const [ids, keys] = [new Set(found.map(({ _id }) => _id)), new Set(found.map(({ _key }) => _key))];
  return objects.filter(({ _id, _key }) => !(typeof _id === 'string' ? ids.has(_id) : keys.has(String(_key)))).length;
}

/** Reads those of some keys; none of none, which would still be looked for in every type. */
async function named<T>(keys: readonly string[], read: (keys: readonly string[]) => AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  if (keys.length > 0) for await (const member of read(keys)) list.push(member);
  return list;
}
