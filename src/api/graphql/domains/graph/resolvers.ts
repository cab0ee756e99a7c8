import { ask } from '../../../../store/ask.ts';
import { codedError } from '../../codes.ts';
import type { Asking, Domain } from '../../domain.ts';
import { findEntity, findRelationship } from './edit.ts';
import { entityChanges } from './entities.ts';
import { rawDataChanges, rawDataFields, rawDataTypes } from './raw-data.ts';
import { relationshipChanges } from './relationships.ts';
import { sdl } from './schema.graphql.ts';
import { entityAnswer, flatEntity, flatRelationship } from './shape.ts';

interface VertexArguments {
  readonly id?: string | null;
  readonly filters?: { readonly _id?: string | null; readonly _key?: string | null; readonly _type?: readonly (string | null)[] | null; readonly _class?: readonly (string | null)[] | null } | null;
}

/** The entity with an id, or the only one with a key. */
async function vertexId({ id, filters }: VertexArguments, { api, signal }: Asking): Promise<string | undefined> {
  const given = id ?? filters?._id;
  if (given) return given;
  if (!filters?._key) throw codedError('BAD_USER_INPUT', 'vertex needs an id, or filters with _id or _key.');
  const result = await ask(api.store, 'FIND * WITH _key = ${key}', { variables: { key: filters._key }, pageSize: 100, signal, now: api.clock.now() });
  const found = result.type === 'list' ? result.data : [];
  const has = (wanted: readonly (string | null)[] | null | undefined, value: unknown) => !wanted || wanted.length === 0 || [value].flat().some((one) => wanted.includes(String(one)));
  return found.find(({ entity }) => has(filters._type, entity._type) && has(filters._class, entity._class))?.id;
}

export const graph: Domain = {
  name: 'graph',
  about: 'Single entities and relationships, read and changed by their `_id`. What is made here has the `_source` api; what belongs to an integration is changed until its next run.',
  serviceName: 'graph',
  sdl,
  Query: {
    fetchEntityById: { needs: 'reader', resolve: async ({ entityId }: { entityId: string }, asking) => flatEntity(await findEntity(asking.api, entityId), asking) },
    fetchRelationshipById: { needs: 'reader', resolve: async ({ relationshipId }: { relationshipId: string }, asking) => flatRelationship(await findRelationship(asking.api, relationshipId), asking) },
    vertex: {
      needs: 'reader',
      async resolve(args: VertexArguments, asking) {
        const id = await vertexId(args, asking);
        return id === undefined ? null : (await entityAnswer(await findEntity(asking.api, id), asking)).vertex;
      },
    },
    ...rawDataFields,
  },
  Mutation: { ...entityChanges, ...relationshipChanges, ...rawDataChanges },
  types: rawDataTypes,
};
