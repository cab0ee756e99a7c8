import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Source, StoredEntity } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { accountOf, asFlat } from './flat.ts';

interface OfEntity {
  Params: { id: string; name: string };
}

/** One entity, and the raw answers it was made of. The store keeps the latest of them, so there is one version of each. */
export function registerEntity(app: FastifyInstance, context: ApiContext): void {
  const config = { needs: 'reader' } as const;
  const find = async (id: string): Promise<StoredEntity> => {
    const entity = (await context.store.byId([id])).entities[0];
    if (!entity) throw new ApiError(404, 'ENTITY_NOT_FOUND', `There is no entity ${id}, or it was deleted.`);
    return entity;
  };
  const rawOf = async (entity: StoredEntity) => (await context.store.rawData({ source: entity._source as Source, scope: entity._scope }, [entity._key])).get(entity._key) ?? [];
  const entriesOf = async (id: string) => {
    const entity = await find(id);
    return (await rawOf(entity)).map((raw) => ({ name: raw.name, rawData: raw.rawData, meta: metaOf(entity, raw) }));
  };
  const entryOf = async ({ id, name }: OfEntity['Params']) => {
    const entry = (await entriesOf(id)).find((one) => one.name === name);
    if (!entry) throw new ApiError(404, 'RAW_DATA_NOT_FOUND', `The entity ${id} has no raw data of that name.`);
    return entry;
  };

  app.get<OfEntity>('/entities/:id', { config }, async (request) => {
    const entity = await find(request.params.id);
    const raw = await rawOf(entity);
    const hashes = Object.fromEntries(raw.map(({ name, rawData }) => [name, hashOf(rawData)]));
    return { ...asFlat(entity, { account: accountOf(request, context) }), ...(raw.length > 0 ? { _rawDataHashes: Buffer.from(JSON.stringify(hashes)).toString('base64') } : {}) };
  });
  app.get<OfEntity>('/entities/:id/raw-data', { config }, async ({ params }) => ({ entries: Object.fromEntries((await entriesOf(params.id)).map(({ name, meta }) => [name, meta])) }));
  app.get<OfEntity>('/entities/:id/raw-data-versions', { config }, async ({ params }) => ({ entries: Object.fromEntries((await entriesOf(params.id)).map(({ name, meta }) => [name, [meta]])) }));
  app.get<OfEntity>('/entities/:id/raw-data/:name/versions', { config }, async ({ params }) => ({ versions: [(await entryOf(params)).meta] }));
  app.get<OfEntity>('/entities/:id/raw-data/:name/versions/latest', { config }, async ({ params }, reply) => {
    const { rawData } = await entryOf(params);
    // A text is given as one, whatever it is said to be: a page in it must not run here.
    if (typeof rawData === 'string') return reply.type('text/plain; charset=utf-8').send(rawData);
    return rawData;
  });
}

const textOf = (rawData: unknown): string => (typeof rawData === 'string' ? rawData : JSON.stringify(rawData));
const hashOf = (rawData: unknown): string => createHash('sha256').update(textOf(rawData)).digest('base64');

/** About one entry, without its content. */
const metaOf = (entity: StoredEntity, { rawData, contentType }: { rawData: unknown; contentType?: string }) => ({
  beginOn: entity._beginOn,
  contentType: contentType ?? (typeof rawData === 'string' ? 'text/plain' : 'application/json'),
  contentLength: Buffer.byteLength(textOf(rawData)),
  createdOn: entity._createdOn,
  deleted: false,
  versionId: createHash('sha256').update(textOf(rawData)).digest('base64url'),
});
