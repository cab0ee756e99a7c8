import { GraphZoomError } from '../lib/errors.ts';
import type { Named, Store } from '../store/store.ts';

const SUGGESTED = 5;

/** The `_key` of the entity a person means by its key, e-mail address or display name, living or gone; else an error that suggests some. */
export async function findEntity(store: Pick<Store, 'find'>, text: string): Promise<string> {
  const { found, near } = await store.find(text);
  const [only] = found;
  if (only && found.length === 1) return only.key;
  if (only) throw new GraphZoomError('usage', `${found.length} entities are called "${text}".`, { hint: `Give the key of one: ${listed(found)}.` });
  throw new GraphZoomError('not-found', `The graph never had an entity with the key, e-mail address or name "${text}".`, near.length === 0 ? {} : { hint: `Did you mean ${listed(near)}?` });
}

const listed = (found: readonly Named[]): string =>
  found
    .slice(0, SUGGESTED)
    .map(({ key, name }) => `${key} (${name})`)
    .join(', ');
