import { isDeepStrictEqual } from 'node:util';
import type { Entity, PropertyValue } from '../../model/graph.ts';
import type { RecordWrite, Source, Store, StoredEntity } from '../../store/store.ts';
import type { Action } from '../alerting.ts';

/** Tags that rules gave, by entity: what is collected anew gets them again. */
const TAGS = 'entity-tag';
type Tags = Readonly<Record<string, PropertyValue | null>>;

const parentOf = ({ source, scope }: { source: string; scope: string }): string => `${source}/${scope}`;
const idOf = (subgraph: { source: string; scope: string }, key: string): string => `${parentOf(subgraph)}/${key}`;
/** Tags there may be in one subgraph; all are in memory while it is collected. */
const MOST_TAGGED = 100_000;

/** Sets and removes tags of entities, `tag.<name>`, and gives how many there were. Entities that are gone meanwhile are left out. */
export async function tagEntities(store: Pick<Store, 'byId' | 'beginSync' | 'records'>, action: Action, on: number): Promise<number> {
  const wanted = tagsOf(action.tags);
  const ids = (Array.isArray(action.entities) ? action.entities : []).flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? [one.id] : []));
  const { entities } = await store.byId([...new Set(ids)]);
  const bySubgraph = new Map<string, StoredEntity[]>();
  for (const entity of entities) {
    const parent = parentOf({ source: entity._source, scope: entity._scope });
    bySubgraph.set(parent, [...(bySubgraph.get(parent) ?? []), entity]);
  }
  for (const group of bySubgraph.values()) await tagGroup(store, group, wanted, on);
  return entities.length;
}

async function tagGroup(store: Pick<Store, 'beginSync' | 'records'>, entities: readonly StoredEntity[], wanted: Tags, on: number): Promise<void> {
  const [first] = entities;
  if (first === undefined) return;
  const subgraph = { source: first._source as Source, scope: first._scope };
  const before = new Map((await store.records.list<Tags>(TAGS, { parent: parentOf(subgraph), limit: MOST_TAGGED })).map(({ id, value }) => [id, value]));
  const records = entities.flatMap(({ _key }): RecordWrite[] => {
    const id = idOf(subgraph, _key);
    const value = { ...before.get(id), ...wanted };
    return isDeepStrictEqual(value, before.get(id)) ? [] : [{ collection: TAGS, id, parent: parentOf(subgraph), on, value }];
  });
  // What is tagged as wanted already is left alone, so that tagging is no change.
  const changed = entities
    .map((entity) => ({ before: entity, after: withTags(plainEntity(entity), wanted) }))
    .filter(({ before, after }) => Object.keys(wanted).some((name) => before[`tag.${name}`] !== after[`tag.${name}`]));
  // First, since what is written takes the tags that are kept; after a crash the next collection brings them.
  await store.records.write(records);
  if (changed.length === 0) return;
  const sync = await store.beginSync({ ...subgraph, on, ends: 'own', edit: true });
  try {
    await sync.entities(changed.map(({ after }) => after));
    await sync.commit({ completeTypes: [] });
  } finally {
    await sync.abort();
  }
}

/** A store in which entities that rules tagged keep their tags when they are written again. */
export function keepTags(inner: Store): Store {
  return {
    ...inner,
    async beginSync(options) {
      const sync = await inner.beginSync(options);
      // Asked at the first entity: what is tagged while the sync waits for its turn counts as well.
      let known: Promise<Map<string, Tags>> | undefined;
      const read = async (): Promise<Map<string, Tags>> => {
        const found = await inner.records.list<Tags>(TAGS, { parent: parentOf(options), limit: MOST_TAGGED });
        return new Map(found.map(({ id, value }) => [id.slice(parentOf(options).length + 1), value]));
      };
      return {
        ...sync,
        relationships: (batch) => sync.relationships(batch),
        commit: (how) => sync.commit(how),
        abort: () => sync.abort(),
        async entities(batch) {
          known ??= read();
          const tags = await known;
          await sync.entities(tags.size === 0 ? batch : batch.map((entity) => withTags(entity, tags.get(entity._key) ?? {})));
        },
      };
    },
  };
}

function withTags(entity: Entity, tags: Tags): Entity {
  const names = Object.keys(tags);
  if (names.length === 0) return entity;
  const tagged: Record<string, unknown> = { ...entity };
  for (const name of names) {
    if (tags[name] === null || tags[name] === undefined) delete tagged[`tag.${name}`];
    else tagged[`tag.${name}`] = tags[name];
  }
  return tagged as Entity;
}

/** As it was given: without what the store adds. */
function plainEntity({ _id, _version, _createdOn, _beginOn, _scope, _source, ...entity }: StoredEntity): Entity {
  return entity as Entity;
}

/** `[{name, value}]`; null removes. */
function tagsOf(tags: unknown): Tags {
  const list = (Array.isArray(tags) ? tags : []) as { name?: unknown; value?: PropertyValue | null }[];
  return Object.fromEntries(list.flatMap(({ name, value }) => (typeof name === 'string' && name !== '' ? [[name.replace(/^tag\./, ''), value ?? null]] : [])));
}
