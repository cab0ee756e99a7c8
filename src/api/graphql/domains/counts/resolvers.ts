import { codedError } from '../../codes.ts';
import type { Domain } from '../../domain.ts';
import { countEntities, countProperties, entityTypes, sumBy, type TypeCount } from './counts.ts';
import { sdl } from './schema.graphql.ts';

const CLASS = /^[A-Z]/;
/** As JupiterOne names them. */
const VALUE_TYPES: Readonly<Record<string, string>> = { boolean: 'boolean', number: 'number', string: 'string' };
/** Metadata that every entity has. */
const EVERYWHERE = ['_beginOn', '_class', '_createdOn', '_deleted', '_id', '_key', '_scope', '_source', '_type', '_version'];

interface Filters {
  readonly _id?: string | null;
  readonly _key?: string | null;
  readonly _type?: readonly (string | null)[] | null;
  readonly _class?: readonly (string | null)[] | null;
}

const has = (wanted: readonly (string | null)[] | null | undefined, values: readonly string[]) => !wanted || wanted.length === 0 || values.some((value) => wanted.includes(value));
const matches =
  ({ _type, _class }: Filters) =>
  (count: TypeCount) =>
    has(_type, [count.type]) && has(_class, count.classes);
const sum = (counts: readonly TypeCount[]) => counts.reduce((total, { count }) => total + count, 0);

export const counts: Domain = {
  name: 'counts',
  about: 'What the graph holds, in numbers and names.',
  serviceName: 'query',
  sdl,
  Query: {
    getEntityCounts: {
      needs: 'reader',
      async resolve(_args, { api }) {
        const all = await countEntities(api.store);
        return { classes: sumBy(all, ({ classes }) => classes), types: sumBy(all, ({ type }) => [type]) };
      },
    },
    allEntityCounts: { needs: 'reader', resolve: async (_args, { api }) => sumBy(await countEntities(api.store), ({ type }) => [type]) },
    typeCounts: {
      needs: 'reader',
      async resolve({ classes, propertyFilters, search }: { classes?: string[] | null; propertyFilters?: unknown; search?: string | null }, { api }) {
        onlyNames({ propertyFilters, search });
        return sumBy((await countEntities(api.store)).filter(matches({ _class: classes ?? null })), ({ type }) => [type]);
      },
    },
    entityCount: {
      needs: 'reader',
      async resolve({ filters, search }: { filters?: Filters | null; search?: string | null }, { api }) {
        onlyNames({ search, _id: filters?._id, _key: filters?._key });
        return sum((await countEntities(api.store)).filter(matches(filters ?? {})));
      },
    },
    getAllAssetProperties: {
      needs: 'reader',
      async resolve(_args, { api }) {
        const names = new Set((await entityTypes(api.store)).flatMap(({ columns }) => columns.map(({ property }) => property)));
        return [...new Set([...EVERYWHERE, ...names])].sort();
      },
    },
    queryProperties: {
      needs: 'reader',
      async resolve({ entity }: { entity?: string | null }, { api, account }) {
        const found = (await entityTypes(api.store)).filter(({ type, classSets }) => !entity || (CLASS.test(entity) ? classSets.some((set) => set.includes(entity)) : type === entity));
        const byName = new Map<string, { kind: string; count: number }>();
        for (const type of found)
          for (const { name, kind, count } of await countProperties(api.store, type)) {
            const before = byName.get(name);
            byName.set(name, { kind: before?.kind ?? kind, count: count + (before?.count ?? 0) });
          }
        const of = entity ?? '*';
        return [...byName].sort(([a], [b]) => a.localeCompare(b)).map(([name, { kind, count }]) => ({ id: `${of}.${name}`, accountId: account, valueType: VALUE_TYPES[kind] ?? 'array', name, entity: of, count }));
      },
    },
  },
};

/** Counting by anything but types and classes is a question in J1QL. */
function onlyNames(others: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(others).find(([, value]) => value !== null && value !== undefined);
  if (given) throw codedError('NOT_SUPPORTED', `${given[0]} is not supported here: count with queryV1, as in FIND User WITH active = true AS u RETURN COUNT(u).`);
}
