import type { ApiContext } from '../../../context.ts';

/** `_accountId` where none is configured: a server has one account. */
const ONLY_ACCOUNT = 'graph-zoom';

export const accountIdOf = ({ account }: Pick<ApiContext, 'account'>): string => account ?? ONLY_ACCOUNT;
