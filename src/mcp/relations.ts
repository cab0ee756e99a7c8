import { z } from 'zod';
import { ask } from '../store/ask.ts';
import type { Store, StoredEntity } from '../store/store.ts';

/** Kinds of relations of one entity, each way; and related entities that are named of each. */
const MOST_KINDS = 30;
const EXAMPLES = 5;

/** How a kind of relation is answered. */
export const relation = z.object({
  direction: z.enum(['out', 'in']).describe('out: the entity HAS the other; in: the other HAS the entity'),
  verb: z.string(),
  type: z.string().describe('type of the relationship'),
  otherType: z.string(),
  count: z.number(),
  examples: z.array(z.object({ key: z.string(), name: z.string() })),
});
type Relation = z.infer<typeof relation>;

/** What an entity is related to now, counted by direction, verb and type, with the first by name of each. */
export async function relationsOf(store: Pick<Store, 'query'>, { _id, _type }: StoredEntity, now: number): Promise<Relation[]> {
  const relations: Relation[] = [];
  const table = async (text: string, variables: Readonly<Record<string, string>>): Promise<Record<string, unknown>[]> => {
    const result = await ask(store, text, { now, variables: { id: _id, type: _type, ...variables } });
    if (result.type !== 'table') throw new TypeError(`It must RETURN columns: ${text}`);
    return result.data;
  };
  for (const [direction, arrow] of [
    ['out', '>>'],
    ['in', '<<'],
  ] as const) {
    const from = `FIND * WITH _type = \${type} AND _id = \${id} AS e THAT RELATES TO ${arrow} AS r`;
    for (const one of await table(`${from} * AS o RETURN r._class AS verb, r._type AS type, o._type AS otherType, count(o) AS n ORDER BY n DESC LIMIT ${MOST_KINDS}`, {})) {
      const { verb, type, otherType } = { verb: String(one.verb), type: String(one.type), otherType: String(one.otherType) };
      const first = await table(`${from} * WITH _type = \${otherType} AS o WHERE r._type = \${relation} RETURN o._key AS key, o.displayName AS name ORDER BY name LIMIT ${EXAMPLES}`, { otherType, relation: type });
      relations.push({ direction, verb, type, otherType, count: Number(one.n), examples: first.map(({ key, name }) => ({ key: String(key), name: String(name ?? key) })) });
    }
  }
  return relations;
}
