import { z } from 'zod';
import type { Entity, RawData } from '../../../../model/graph.ts';
import type { StoredEntity } from '../../../../store/store.ts';
import { edit, subgraphOf, written } from '../../../edits.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Asking, FieldResolver, RootField } from '../../domain.ts';
import { findEntity, timeOf, write } from './edit.ts';

/** Raw answers of one entity at most. */
const MOST = 50;

const given = z.array(z.object({ name: z.string().min(1).max(200), contentType: z.string().max(200).nullish(), data: z.unknown() })).max(MOST);

/** The content type is kept beside what the store knows of raw data. */
interface Kept extends RawData {
  readonly contentType?: string;
}

const keptOf = async ({ api }: Pick<Asking, 'api'>, entity: StoredEntity): Promise<Kept[]> => [...((await api.store.rawData(subgraphOf(entity), [entity._key])).get(entity._key) ?? [])];

/** Writes all raw answers of an entity anew; the entity stays as it is. */
async function keep(asking: Asking, entity: StoredEntity, raw: readonly Kept[]): Promise<void> {
  const { api } = asking;
  await write(api, subgraphOf(entity), timeOf(api, undefined, entity._beginOn), { entities: [{ ...written(entity), _rawData: raw } as Entity] });
  await audit(asking, 'entity.raw-data', entity._id);
}

interface Reading {
  readonly entityId: string;
  readonly name?: string | null;
  readonly versionId?: string | null;
}

const read: RootField = {
  needs: 'reader',
  async resolve({ entityId, name, versionId }: Reading, asking) {
    if (versionId) throw codedError('NOT_SUPPORTED', 'versionId is not supported: only the latest raw data is kept.');
    const raw = await keptOf(asking, await findEntity(asking.api, entityId));
    const payload = raw
      .filter((one) => !name || one.name === name)
      .map((one) => ({ name: one.name, contentType: one.contentType ?? (typeof one.rawData === 'string' ? 'text/plain' : 'application/json'), data: one.rawData }));
    return { entityId, payload };
  },
};

export const rawDataFields: Readonly<Record<string, RootField>> = { entityRawDataLegacy: read, entityRawData: read };

export const rawDataChanges: Readonly<Record<string, RootField>> = {
  upsertEntityRawData: {
    needs: 'administrator',
    async resolve({ entityId, rawData }: { entityId: string; rawData: unknown }, asking) {
      const items = given.safeParse(rawData);
      if (!items.success) throw codedError('BAD_USER_INPUT', `rawData is a list of at most ${MOST} {name, contentType, data}.`);
      return edit(asking.api.store, async () => {
        const entity = await findEntity(asking.api, entityId);
        const byName = new Map((await keptOf(asking, entity)).map((one) => [one.name, one]));
        for (const { name, contentType, data } of items.data) byName.set(name, { name, rawData: data ?? null, ...(contentType ? { contentType } : {}) });
        if (byName.size > MOST) throw codedError('BAD_USER_INPUT', `An entity has at most ${MOST} raw answers.`);
        await keep(asking, entity, [...byName.values()]);
        return { status: true };
      });
    },
  },
  deleteEntityRawData: {
    needs: 'administrator',
    resolve: ({ entityId, names }: { entityId: string; names: readonly string[] }, asking) =>
      edit(asking.api.store, async () => {
        const entity = await findEntity(asking.api, entityId);
        const before = await keptOf(asking, entity);
        const after = before.filter(({ name }) => !names.includes(name));
        if (after.length < before.length) await keep(asking, entity, after);
        return { deleteCount: before.length - after.length };
      }),
  },
};

const isText = ({ data }: { data: unknown }) => typeof data === 'string';

export const rawDataTypes = {
  RawDataQueryPayload: { __resolveType: (item: { data: unknown }) => (isText(item) ? 'RawDataTextEntity' : 'RawDataJSONEntity') },
  // Clients spread only the JSON kind, which takes a text as well.
  RawDataQueryPayloadLegacy: { __resolveType: () => 'RawDataJSONEntityLegacy' },
} satisfies Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;
