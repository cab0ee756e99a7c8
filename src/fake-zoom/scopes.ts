import type { Endpoint } from '../zoom/define-endpoint.ts';
import { type Answer, lacksScopes } from './answers.ts';

export type Scopes = Endpoint['scopes'];

/** `user:read:list_users:admin` and `role:read:list_roles` are granular, `user:read:admin` is classic. */
const isGranular = (scope: string): boolean => {
  const { length, 2: third = 'admin' } = scope.split(':');
  return length > 3 || !['admin', 'master'].includes(third);
};

/**
 * Zoom's refusal where a token lacks every scope of a route (reference/zoom-api.md, sections 1.6 and 6). Older apps have classic
 * names and are told classic ones; those for whole families of accounts are named only on routes that name an account.
 */
export function missingScopes(wanted: Scopes, has: readonly string[], route: { readonly account: boolean; readonly phone: boolean }): Answer | undefined {
  const { classic, granular } = wanted;
  if ([...classic, ...granular].some((scope) => has.includes(scope))) return undefined;
  const classicApp = has.length > 0 && !has.some(isGranular);
  const names = (classicApp && classic.length > 0) || granular.length === 0 ? classic : granular;
  const named = route.account ? names : names.filter((scope) => !scope.endsWith(':master'));
  return lacksScopes(named.length > 0 ? named : names, route.phone);
}
