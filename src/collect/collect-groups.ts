import { typesOfList } from '../model/lists.ts';
import { listGroups } from '../zoom/endpoints/list-groups.ts';
import { groupRecord } from '../zoom/schemas.ts';
import { type Context, runStep } from './context.ts';
import { convertGroup } from './convert/group.ts';

/** Reads the groups and emits them. Gives their keys, for the account's edges; undefined when they could not all be read. */
export async function collectGroups(context: Context): Promise<string[] | undefined> {
  const keys: string[] = [];
  await runStep(context, 'fetch-groups', async () => {
    for await (const page of context.client.list(listGroups)) {
      const groups = page.map((record) => convertGroup(groupRecord.parse(record), context.tags));
      await context.sync.entities(groups);
      keys.push(...groups.map((group) => group._key));
      context.book.progress('fetch-groups', groups.length);
    }
  });
  return context.book.status('fetch-groups') === 'complete' ? keys : undefined;
}

/** What a complete list of groups may delete. */
export const GROUP_TYPES: readonly string[] = typesOfList('fetch-groups');
