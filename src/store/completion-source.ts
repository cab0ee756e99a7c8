import type { CompletionSource } from '../j1ql/editor/completion.ts';
import { describeProperty } from '../model/describe.ts';
import { SMART_CLASSES } from './ask.ts';
import type { Store } from './store.ts';

/** Values that are proposed: more would not be looked through. */
const VALUES = 50;
/** A text longer than this is no value that one picks from a list. */
const LONGEST = 80;

/** What an editor or a prompt proposes from: the graph's own types, properties with their descriptions, and the values there are. */
export async function completionSource(store: Pick<Store, 'catalog' | 'values'>): Promise<CompletionSource> {
  const catalog = await store.catalog();
  return {
    catalog,
    describe: describeProperty,
    smartClasses: Object.keys(SMART_CLASSES),
    values: async (types, property) => (await store.values(property, { types, limit: VALUES })).filter((value) => value.length <= LONGEST),
  };
}
