import type { Entity } from '../../../../model/graph.ts';
import type { StoredEntity } from '../../../../store/store.ts';
import { edit, subgraphOf, UNSCOPED, written } from '../../../edits.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Asking, RootField } from '../../domain.ts';
import { findEntity, only, timeOf, write } from './edit.ts';
import { type NewEntity, readEntity, readId, readProperties } from './input.ts';
import { entityAnswer, flatEntity, type Gone } from './shape.ts';

type Timestamp = { readonly timestamp?: number | null };

/** Of the entities that this API makes, the one with a key. */
async function ownEntity({ api }: Pick<Asking, 'api'>, key: string): Promise<StoredEntity | undefined> {
  return only(api.store.entities({ ...UNSCOPED, keys: [key] }));
}

function create(asking: Asking, { _key, _type, _class }: NewEntity, given: unknown, timestamp: number | null | undefined): Promise<StoredEntity> {
  const { api } = asking;
  const properties = readProperties(given);
  return edit(api.store, async () => {
    const before = await ownEntity(asking, _key);
    if (before && before._type !== _type) throw codedError('BAD_USER_INPUT', `The key ${_key} belongs to an entity of the type ${before._type} already.`);
    const name = properties.displayName ?? before?.displayName ?? (typeof properties.name === 'string' ? properties.name : _key);
    const entity = { ...(before ? written(before) : {}), ...properties, displayName: String(name), _key, _type, _class } as Entity;
    await write(api, UNSCOPED, timeOf(api, timestamp, before?._beginOn), { entities: [entity] });
    const made = await ownEntity(asking, _key);
    if (!made) throw new Error(`The entity ${_key} was written and is not there.`);
    await audit(asking, before ? 'entity.update' : 'entity.create', made._id);
    return made;
  });
}

/** Adds and replaces properties in the subgraph that the entity belongs to. */
function update(asking: Asking, id: string, given: unknown, timestamp: number | null | undefined): Promise<StoredEntity> {
  const { api } = asking;
  const properties = readProperties(given);
  return edit(api.store, async () => {
    const before = await findEntity(api, id);
    await write(api, subgraphOf(before), timeOf(api, timestamp, before._beginOn), { entities: [{ ...written(before), ...properties } as Entity] });
    await audit(asking, 'entity.update', id);
    return findEntity(api, id);
  });
}

function remove(asking: Asking, id: string, timestamp: number | null | undefined, hard: boolean | null | undefined): Promise<{ entity: StoredEntity; gone: Gone }> {
  const { api } = asking;
  return edit(api.store, async () => {
    const entity = await findEntity(api, id);
    const _endOn = timeOf(api, timestamp, entity._beginOn);
    await write(api, UNSCOPED, _endOn, { deleteIds: { entities: [id], hard: hard ?? false } });
    await audit(asking, 'entity.delete', id);
    return { entity, gone: { _endOn } };
  });
}

type Removal = Timestamp & { readonly entityId: string; readonly hardDelete?: boolean | null };

export const entityChanges: Readonly<Record<string, RootField>> = {
  createEntity: {
    needs: 'administrator',
    async resolve({ entityKey, entityType, entityClass, timestamp, properties }: Timestamp & { entityKey: string; entityType: string; entityClass: readonly string[]; properties?: unknown }, asking) {
      return entityAnswer(await create(asking, readEntity({ _key: entityKey, _type: entityType, _class: entityClass }), properties, timestamp), asking);
    },
  },
  updateEntity: {
    needs: 'administrator',
    resolve: async ({ entityId, timestamp, properties }: Timestamp & { entityId: string; properties?: unknown }, asking) => entityAnswer(await update(asking, entityId, properties, timestamp), asking),
  },
  deleteEntity: {
    needs: 'administrator',
    async resolve({ entityId, timestamp, hardDelete }: Removal, asking) {
      const { entity, gone } = await remove(asking, entityId, timestamp, hardDelete);
      return entityAnswer(entity, asking, gone);
    },
  },
  createEntityV2: {
    needs: 'administrator',
    async resolve({ input }: { input?: (Timestamp & { entity: unknown }) | null }, asking) {
      return flatEntity(await create(asking, readEntity(input?.entity), input?.entity, input?.timestamp), asking);
    },
  },
  updateEntityV2: {
    needs: 'administrator',
    resolve: async ({ entity, timestamp }: Timestamp & { entity: unknown }, asking) => flatEntity(await update(asking, readId(entity), entity, timestamp), asking),
  },
  deleteEntityV2: {
    needs: 'administrator',
    async resolve({ entityId, timestamp, hardDelete }: Removal, asking) {
      const { entity, gone } = await remove(asking, entityId, timestamp, hardDelete);
      return flatEntity(entity, asking, gone);
    },
  },
};
