import { GraphZoomError } from '../../lib/errors.ts';

/** The one that an id, or how an id begins, means. */
export function byId<T extends { readonly id: string }>(items: readonly T[], text: string, { what, hint }: { what: string; hint: string }): T {
  const exact = items.find(({ id }) => id === text);
  if (exact) return exact;
  const [only, another] = text === '' ? [] : items.filter(({ id }) => id.startsWith(text));
  if (only && another) throw new GraphZoomError('usage', `The ids of several ${what}s begin with "${text}".`, { hint: 'Give more of the id.' });
  if (only) return only;
  throw new GraphZoomError('not-found', `There is no ${what} "${text}".`, { hint });
}
