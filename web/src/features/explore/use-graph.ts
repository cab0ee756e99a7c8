import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Thing, Tie } from '../../shared/graph/types.ts';
import { countAround, countGroup, MANY, manyMembers, membersOf, type Piece, startIds, thingsById, thingsByKey, thingsByQuery, tiesAmong } from './fetch-graph.ts';
import type { GroupRef, View } from './view.ts';

/** Alone, a thing is shown with what is around it, where that is so little. */
const AROUND_ALONE = 12;

export interface Group extends GroupRef {
  count: number;
}
export interface Graph {
  things: Thing[];
  ties: Tie[];
  groups: Group[];
  /** What the view named of its own: where it begins. */
  roots: string[];
}

/** What a view names, fetched. Only what decides about fetching is part of the key: colours and filters ask nobody. */
export function useGraph({ ids, q, key, groups, on, colour, size }: View) {
  // What gives colour and size to many has to be fetched for them.
  const more = groups.some(({ open }) => open) ? [colour, size].filter((name) => name !== undefined && name !== 'relations' && /^[\w.]+$/.test(name)) : [];
  const wanted = { ids, q, key, groups, deleted: on !== undefined, more: more as string[] };
  return useQuery({ queryKey: ['POST /api/query', 'explore', wanted], queryFn: ({ signal }) => fetchGraph(wanted, signal), placeholderData: keepPreviousData, staleTime: 60_000 });
}

type Wanted = Pick<View, 'ids' | 'q' | 'key' | 'groups'> & { deleted: boolean; more: string[] };

async function fetchGraph({ ids, q, key, groups, deleted, more }: Wanted, signal: AbortSignal): Promise<Graph> {
  const nothing = ids.length === 0 && q === undefined && key === undefined && groups.length === 0;
  const pieces: Piece[] = [];
  const named = await Promise.all([
    thingsById(nothing ? await startIds(signal) : ids, signal),
    q === undefined ? [] : thingsByQuery(q, signal),
    key === undefined ? [] : thingsByKey(key, signal),
    thingsById(
      [...new Set(groups.map(({ from }) => from))].filter((from) => !ids.includes(from)),
      signal,
    ),
  ]);
  pieces.push(...named.map((things) => ({ things, ties: [] })));
  const roots = named.flat().map(({ id }) => id);
  const counted: Group[] = [];
  for (const group of groups) {
    const count = await countGroup(group, signal);
    counted.push({ ...group, count });
    if (group.open) pieces.push(count > MANY ? await manyMembers(group, more, signal) : await membersOf(group, { limit: MANY, signal }));
  }
  const [only] = roots;
  if (roots.length === 1 && only !== undefined && groups.length === 0) {
    for (const around of await countAround(only, signal)) {
      const ref = { from: only, verb: around.verb, type: around.type };
      if (around.count <= AROUND_ALONE) pieces.push(await membersOf(ref, { signal }));
      else counted.push({ ...ref, open: false, count: around.count });
    }
  }
  // Whole ones come later, and stay.
  const things = [
    ...new Map(
      pieces
        .toReversed()
        .flatMap((piece) => piece.things)
        .map((thing) => [thing.id, thing]),
    ).values(),
  ];
  const among = await tiesAmong(roots, { deleted, signal });
  const ties = [...new Map([...pieces.flatMap((piece) => piece.ties), ...among].map((tie) => [tie.id, tie])).values()];
  return { things, ties, groups: counted, roots };
}
