import { GraphZoomError } from '../lib/errors.ts';
import type { Store } from '../store/store.ts';

/** Every instance that was collected and every scope that was imported. */
export async function scopesOf(store: Store): Promise<string[]> {
  return [...new Set([...(await store.runs.scopes()), ...(await store.scopes())])].sort();
}

/** The filter for `--instance`; a name that is not there is an error that lists those there are. */
export async function scopeFilter(store: Store, name: string | undefined): Promise<{ scope?: string }> {
  if (name === undefined) return {};
  const scopes = await scopesOf(store);
  if (scopes.includes(name)) return { scope: name };
  throw new GraphZoomError('usage', `There is no instance or scope "${name}" in the graph.`, {
    hint: scopes.length === 0 ? 'Nothing was collected or imported yet: run `graph-zoom collect` first.' : `There ${scopes.length === 1 ? 'is' : 'are'}: ${scopes.join(', ')}.`,
  });
}
