import type { Domain } from '../../domain.ts';
import { sdl } from './schema.graphql.ts';

export const account: Domain = {
  name: 'account',
  about: 'The account that clients ask for before anything else.',
  serviceName: 'account',
  sdl,
  Query: {
    iamGetAccount: {
      needs: 'reader',
      resolve(_args, { account: id }) {
        return { id, accountId: id, accountSubdomain: id, accountName: id, accountOwner: '', accountType: 'ENTERPRISE', status: 'ENABLED' };
      },
    },
  },
};
