import type { Relationship } from '../../../../model/graph.ts';
import type { StoredRelationship } from '../../../../store/store.ts';
import { edit, subgraphOf, UNSCOPED, written } from '../../../edits.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Asking, RootField } from '../../domain.ts';
import { findEntity, findRelationship, only, timeOf, write } from './edit.ts';
import { type NewRelationship, readId, readProperties, readRelationship } from './input.ts';
import { flatRelationship, type Gone, relationshipAnswer } from './shape.ts';

type Timestamp = { readonly timestamp?: number | null };
/** The Python client names the ends of what it changes (section 3.1, trap 2). */
interface Ends {
  readonly fromEntityId?: string | null;
  readonly toEntityId?: string | null;
}

async function ownRelationship({ api }: Pick<Asking, 'api'>, key: string): Promise<StoredRelationship | undefined> {
  return only(api.store.relationships({ ...UNSCOPED, keys: [key] }));
}

function create(asking: Asking, given: NewRelationship, more: unknown, timestamp: number | null | undefined): Promise<StoredRelationship> {
  const { api } = asking;
  const properties = readProperties(more);
  return edit(api.store, async () => {
    const [from, to] = [await findEntity(api, given._fromEntityId), await findEntity(api, given._toEntityId)];
    const before = await ownRelationship(asking, given._key);
    if (before && before._type !== given._type) throw codedError('BAD_USER_INPUT', `The key ${given._key} belongs to a relationship of the type ${before._type} already.`);
    const relationship = {
      ...(before ? written(before) : {}),
      ...properties,
      displayName: String(properties.displayName ?? before?.displayName ?? given._class),
      ...given,
      _fromEntityKey: from._key,
      _toEntityKey: to._key,
    } as Relationship;
    await write(api, UNSCOPED, timeOf(api, timestamp, before?._beginOn), { relationships: [relationship] });
    const made = await ownRelationship(asking, given._key);
    if (!made) throw codedError('NOT_FOUND', 'An end of the relationship was deleted meanwhile.');
    await audit(asking, before ? 'relationship.update' : 'relationship.create', made._id);
    return made;
  });
}

function update(asking: Asking, id: string, given: unknown, timestamp: number | null | undefined, ends: Ends): Promise<StoredRelationship> {
  const { api } = asking;
  const properties = readProperties(given);
  return edit(api.store, async () => {
    const before = await findRelationship(api, id);
    checkEnds(before, ends);
    await write(api, subgraphOf(before), timeOf(api, timestamp, before._beginOn), { relationships: [{ ...written(before), ...properties } as Relationship] });
    await audit(asking, 'relationship.update', id);
    return findRelationship(api, id);
  });
}

function remove(asking: Asking, { relationshipId: id, timestamp, hardDelete, ...ends }: Removal): Promise<{ relationship: StoredRelationship; gone: Gone }> {
  const { api } = asking;
  return edit(api.store, async () => {
    const relationship = await findRelationship(api, id);
    checkEnds(relationship, ends);
    const _endOn = timeOf(api, timestamp, relationship._beginOn);
    await write(api, UNSCOPED, _endOn, { deleteIds: { relationships: [id], hard: hardDelete ?? false } });
    await audit(asking, 'relationship.delete', id);
    return { relationship, gone: { _endOn } };
  });
}

/** A relationship keeps its ends; whoever names others means another one. */
function checkEnds({ _id, _fromEntityId, _toEntityId }: StoredRelationship, { fromEntityId, toEntityId }: Ends): void {
  if ((fromEntityId ?? _fromEntityId) !== _fromEntityId || (toEntityId ?? _toEntityId) !== _toEntityId)
    throw codedError('BAD_USER_INPUT', `The relationship ${_id} goes from ${_fromEntityId} to ${_toEntityId}; make another one for other ends.`);
}

type Removal = Timestamp & Ends & { readonly relationshipId: string; readonly hardDelete?: boolean | null };

export const relationshipChanges: Readonly<Record<string, RootField>> = {
  createRelationship: {
    needs: 'administrator',
    async resolve(args: Timestamp & { relationshipKey: string; relationshipType: string; relationshipClass: string; fromEntityId: string; toEntityId: string; properties?: unknown }, asking) {
      const given = readRelationship({ _key: args.relationshipKey, _type: args.relationshipType, _class: args.relationshipClass, _fromEntityId: args.fromEntityId, _toEntityId: args.toEntityId });
      return relationshipAnswer(await create(asking, given, args.properties, args.timestamp), asking);
    },
  },
  updateRelationship: {
    needs: 'administrator',
    async resolve({ relationshipId, timestamp, properties, ...ends }: Timestamp & Ends & { relationshipId: string; properties?: unknown }, asking) {
      return relationshipAnswer(await update(asking, relationshipId, properties, timestamp, ends), asking);
    },
  },
  deleteRelationship: {
    needs: 'administrator',
    async resolve(args: Removal, asking) {
      const { relationship, gone } = await remove(asking, args);
      return relationshipAnswer(relationship, asking, gone);
    },
  },
  createRelationshipV2: {
    needs: 'administrator',
    async resolve({ input }: { input?: (Timestamp & { relationship: unknown }) | null }, asking) {
      return flatRelationship(await create(asking, readRelationship(input?.relationship), input?.relationship, input?.timestamp), asking);
    },
  },
  updateRelationshipV2: {
    needs: 'administrator',
    resolve: async ({ relationship, timestamp }: Timestamp & { relationship: unknown }, asking) => flatRelationship(await update(asking, readId(relationship), relationship, timestamp, {}), asking),
  },
  deleteRelationshipV2: {
    needs: 'administrator',
    async resolve(args: Removal, asking) {
      const { relationship, gone } = await remove(asking, args);
      return flatRelationship(relationship, asking, gone);
    },
  },
};
