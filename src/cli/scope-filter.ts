import { GraphZoomError } from '../lib/errors.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './with-store.ts';

/** Every instance that was collected and every scope that was imported. */
export async function scopesOf(store: Store): Promise<string[]> {
  return [...new Set([...(await store.runs.scopes()), ...(await store.scopes())])].sort();
}

/** Names of configured instances by their scope, for which a person does not know another name. */
export async function namesOfScopes(session: Session): Promise<ReadonlyMap<string, string>> {
  const { administrationOf } = await import('./administration/with-administration.ts');
  const administration = await administrationOf(session);
  try {
    return new Map((await administration.instances()).map(({ scope, name }) => [scope, name]));
  } finally {
    await administration.close();
  }
}

/** The filter for `--instance`; a name that is not there is an error that lists those there are. */
export async function scopeFilter(session: Session, name: string | undefined): Promise<{ scope?: string }> {
  if (name === undefined) return {};
  const scopes = await scopesOf(session.store);
  if (scopes.includes(name)) return { scope: name };
  const names = await namesOfScopes(session);
  const configured = [...names].find(([, one]) => one.toLowerCase() === name.toLowerCase());
  if (configured) return { scope: configured[0] };
  const known = scopes.map((scope) => names.get(scope) ?? scope);
  throw new GraphZoomError('usage', `There is no instance or scope "${name}" in the graph.`, {
    hint: known.length === 0 ? 'Nothing was collected or imported yet: run `graph-zoom collect` first.' : `There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.`,
  });
}
