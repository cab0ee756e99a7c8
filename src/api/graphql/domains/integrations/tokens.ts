import type { ApiKey } from '../../../../platform/platform.ts';
import { MASKED } from '../../../../platform/platform.ts';
import { codedError } from '../../codes.ts';
import type { RootField } from '../../domain.ts';
import { pageOf } from '../../page.ts';
import { findInstance } from './instances.ts';

/** The end of the year 9999: later than any that the date types of clients know (Python's end there). */
const NEVER = 253_402_300_799_000;

const shownToken = (key: ApiKey, token: string) => ({ tokenId: key.id, token, createdAt: key.createdOn, expiresAt: key.expiresOn ?? NEVER });

export const tokenFields: Readonly<Record<string, RootField>> = {
  integrationInstanceTokens: {
    needs: 'administrator',
    async resolve({ id, ...page }: { id: string; cursor?: string | null; limit?: number | null }, asking) {
      await findInstance(asking, id);
      const keys = (await asking.api.platform.keys.list()).filter(({ instanceId, revokedOn }) => instanceId === id && revokedOn === undefined);
      const { items, pageInfo } = pageOf(keys, page);
      return { tokens: items.map((key) => shownToken(key, `${key.prefix}${MASKED}`)), pageInfo };
    },
  },
};

export const tokenChanges: Readonly<Record<string, RootField>> = {
  createIntegrationInstanceToken: {
    needs: 'administrator',
    async resolve({ id }: { id: string }, asking) {
      const { name } = await findInstance(asking, id);
      const { key, secret } = await asking.api.platform.keys.create({ name: `Uploads to ${name}`, role: 'reader', instanceId: id }, asking.caller);
      return shownToken(key, secret);
    },
  },
  revokeIntegrationInstanceToken: {
    needs: 'administrator',
    async resolve({ tokenId }: { tokenId: string }, { api, caller }) {
      // Other keys are not this call's business.
      const key = (await api.platform.keys.list()).find(({ id, instanceId }) => id === tokenId && instanceId !== undefined);
      if (!key) throw codedError('NOT_FOUND', `Integration instance token not found: ${tokenId}`);
      await api.platform.keys.revoke(tokenId, caller);
      return { success: true };
    },
  },
};
