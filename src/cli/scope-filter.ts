import { scopesOf } from '../collect/scope-status.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Session } from './with-store.ts';

/** Names of configured instances by their scope, for which a person does not know another name. */
export async function namesOfScopes(session: Session): Promise<ReadonlyMap<string, string>> {
  if (session.server === undefined) return (await import('../platform/names-of-scopes.ts')).namesOfScopes(session.store.records);
  const { remoteAdministration } = await import('./administration/remote.ts');
  return new Map((await remoteAdministration(session.server).instances()).map(({ scope, name }) => [scope, name]));
}

/** The filter for `--instance`. */
export const scopeFilter = async (session: Session, name: string | undefined): Promise<{ scope?: string }> => (name === undefined ? {} : { scope: await scopeOf(session, name) });

/** The scope of an instance, by its name or that of the scope; one that is not there is an error that lists those there are. */
export async function scopeOf(session: Session, name: string): Promise<string> {
  const scopes = await scopesOf(session.store);
  if (scopes.includes(name)) return name;
  const names = await namesOfScopes(session);
  const configured = [...names].find(([, one]) => one.toLowerCase() === name.toLowerCase());
  if (configured) return configured[0];
  const known = scopes.map((scope) => names.get(scope) ?? scope);
  throw new GraphZoomError('usage', `There is no instance or scope "${name}" in the graph.`, {
    hint: known.length === 0 ? 'Nothing was collected or imported yet: run `graph-zoom collect` first.' : `There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.`,
  });
}
