import type { Endpoint } from './define-endpoint.ts';

export type Coverage = 'covered' | 'missing' | 'unknown';

/** Whether the token's scopes open an endpoint; unknown when Zoom did not say which scopes the token has. */
export const coverage = (endpoint: Pick<Endpoint, 'scopes'>, scopes: ReadonlySet<string> | undefined): Coverage => {
  if (!scopes) return 'unknown';
  return [...endpoint.scopes.classic, ...endpoint.scopes.granular].some((scope) => scopes.has(scope)) ? 'covered' : 'missing';
};

/** Granular names look like `user:read:settings:admin`, classic ones like `user:read:admin`. */
const isGranular = (scope: string): boolean => scope.split(':').length > 3;

/** The scope to add for an endpoint, in the names that the app already uses: granular or classic depending on its age (reference/zoom-api.md, 1.6); granular where that is not known. */
export const scopeToAdd = ({ scopes: { granular, classic } }: Pick<Endpoint, 'scopes'>, scopes: ReadonlySet<string> | undefined): string | undefined => {
  const used = [...(scopes ?? [])];
  return used.length === 0 || used.some(isGranular) ? (granular[0] ?? classic[0]) : (classic[0] ?? granular[0]);
};

/** What to add, as a sentence. */
export const missingScopeMessage = (endpoint: Pick<Endpoint, 'scopes' | 'purpose'>, scopes?: ReadonlySet<string>): string => {
  const name = scopeToAdd(endpoint, scopes);
  const [granular] = endpoint.scopes.granular;
  const [classic] = endpoint.scopes.classic;
  const other = name === granular ? classic : granular;
  return `Add the scope ${name}${(scopes?.size ?? 0) === 0 && other ? ` (or, in an older app, ${other})` : ''} to the app: it opens ${endpoint.purpose}.`;
};
