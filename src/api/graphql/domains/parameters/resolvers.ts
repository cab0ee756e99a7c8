import { COLLECTION, listParameters, MOST, type Parameter, parameter } from '../../../../rules/parameters.ts';
import type { StoredRecord } from '../../../../store/store.ts';
import { audit } from '../../audit.ts';
import { codedError } from '../../codes.ts';
import type { Domain } from '../../domain.ts';
import { pageOf } from '../../page.ts';
import { sdl } from './schema.graphql.ts';

const NAME = /^[\w.-]{1,100}$/;

const shown = ({ id, on, value }: StoredRecord<Parameter>) => ({ name: id, value: value.value, secret: false, lastUpdatedOn: new Date(on).toISOString() });

export const parameters: Domain = {
  name: 'parameters',
  about: 'Values kept for queries.',
  serviceName: 'parameter-service',
  sdl,
  Query: {
    parameter: {
      needs: 'reader',
      async resolve({ name }: { name: string }, { api }) {
        const record = await api.store.records.get<Parameter>(COLLECTION, name);
        return record ? shown(record) : null;
      },
    },
    parameterList: {
      needs: 'reader',
      async resolve(args: { limit?: number; cursor?: string }, { api }) {
        const { items, pageInfo } = pageOf(await listParameters(api.store.records), args);
        return { items: items.map(shown), pageInfo };
      },
    },
  },
  Mutation: {
    setParameter: {
      needs: 'administrator',
      async resolve({ name, secret, ...given }: { name: string; value: unknown; secret?: boolean }, asking) {
        const { store, clock } = asking.api;
        if (secret) throw codedError('NOT_SUPPORTED', 'Secret parameters are not supported: a query would show them to everybody who may read.');
        if (!NAME.test(name)) throw codedError('BAD_USER_INPUT', 'The name of a parameter has letters, digits, "_", "." and "-", at most 100.');
        const value = parameter.parse(given);
        const others = await listParameters(store.records);
        if (others.length >= MOST && !others.some(({ id }) => id === name)) throw codedError('BAD_USER_INPUT', `There are ${MOST} parameters; there may be no more.`);
        await store.records.write([{ collection: COLLECTION, id: name, on: clock.now(), value }]);
        await audit(asking, 'parameter.set', name);
        return { success: true };
      },
    },
    deleteParameter: {
      needs: 'administrator',
      async resolve({ name }: { name: string }, asking) {
        const { records } = asking.api.store;
        const success = (await records.get(COLLECTION, name)) !== undefined;
        await records.write([{ collection: COLLECTION, id: name, value: undefined }]);
        if (success) await audit(asking, 'parameter.delete', name);
        return { success };
      },
    },
  },
};
