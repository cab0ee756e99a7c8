import { z } from 'zod';
import { LIST_IDS, typesOfList } from '../../model/lists.ts';
import type { Store } from '../../store/store.ts';

/** As much of a collection's report as is looked at; a run that failed as a whole has no steps. */
const report = z.object({ steps: z.array(z.object({ id: z.string(), status: z.string() })).default([]) });

/** Types whose list the last collection of a scope did not read to its end; where nothing was collected, none. */
export async function partialTypes({ runs }: Pick<Store, 'runs'>, scope: string | undefined): Promise<string[]> {
  const partial = new Set<string>();
  for (const one of scope === undefined ? await runs.scopes() : [scope]) {
    const last = (await runs.list({ scope: one })).find(({ endedOn }) => endedOn !== undefined);
    if (last === undefined) continue;
    const { steps } = report.parse(last.report ?? {});
    for (const list of LIST_IDS) if (steps.find(({ id }) => id === list)?.status !== 'complete') for (const type of typesOfList(list)) partial.add(type);
  }
  return [...partial].sort();
}
