import { readRule } from './books.ts';
import { setOf } from './evaluate.ts';
import type { Engine } from './parts.ts';

/** Rows of one answer that can be read. */
const MOST = 10_000;
const SOME = 500;

/** The rows of the last evaluation of a rule, entities as they are now; undefined where another evaluation has taken its place. */
export async function readRows({ store }: Pick<Engine, 'store'>, rawDataKey: string): Promise<unknown> {
  const [, ruleId, number, query] = /^([^/.]+)\.(\d+)\/(.+)$/s.exec(rawDataKey) ?? [];
  if (ruleId === undefined || query === undefined) return undefined;
  const rule = await readRule(store.records, ruleId);
  if (rule?.state.evaluations !== Number(number)) return undefined;
  const members = await store.results.members(setOf(ruleId, query), { limit: MOST });
  if (members.every(({ row }) => row !== undefined)) return members.map(({ row }) => row);
  const entities = new Map<string, unknown>();
  for (let start = 0; start < members.length; start += SOME) {
    const { entities: some } = await store.byId(members.slice(start, start + SOME).map(({ identity }) => identity));
    for (const entity of some) entities.set(entity._id, entity);
  }
  return members.map(({ identity, name, row }) => row ?? entities.get(identity) ?? { _id: identity, displayName: name });
}
