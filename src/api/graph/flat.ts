import type { FastifyRequest } from 'fastify';
import type { StoredEntity, StoredRelationship } from '../../store/store.ts';
import type { ApiContext } from '../context.ts';

/** A member with its metadata beside its properties (reference/jupiterone-platform.md, section 5.1). */
export const asFlat = (object: StoredEntity | StoredRelationship, { account, endOn }: { account: string; endOn?: number | undefined }): Record<string, unknown> => ({
  ...object,
  _accountId: account,
  _deleted: endOn !== undefined,
  ...(endOn === undefined ? {} : { _endOn: endOn }),
});

/** The configured account, or the one that the client names. */
export function accountOf(request: FastifyRequest, context: Pick<ApiContext, 'account'>): string {
  const named = request.headers['jupiterone-account'] ?? request.headers['lifeomic-account'];
  return context.account ?? (typeof named === 'string' && named !== '' ? named : 'graph-zoom');
}
