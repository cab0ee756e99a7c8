import { ask, count } from '../store/ask.ts';
import type { Store } from '../store/store.ts';

export interface JoinCounts {
  readonly users: number;
  readonly persons: number;
  /** Users who are a person. */
  readonly joined: number;
  /** Joins by the rule that made them. */
  readonly byRule: Readonly<Record<string, number>>;
  /** Active users who are no person that is known. */
  readonly strangers: number;
  /** Active users of persons who have left. */
  readonly leavers: number;
}

/** How the Zoom users and the persons of the graph are joined. */
export async function countJoins(store: Pick<Store, 'query' | 'count'>, now: number): Promise<JoinCounts> {
  const number = (query: string) => count(store, query, { now });
  const rules = await ask(store, 'FIND zoom_user AS u THAT IS AS r Person RETURN r.matchedBy AS rule, count(u) AS n', { now });
  return {
    users: await number('FIND zoom_user'),
    persons: await number('FIND Person'),
    joined: await number('FIND UNIQUE zoom_user THAT IS Person'),
    byRule: Object.fromEntries(rules.type === 'table' ? rules.data.map(({ rule, n }) => [String(rule), Number(n)]) : []),
    strangers: await number('FIND zoom_user WITH active = true THAT !IS Person'),
    leavers: await number('FIND UNIQUE zoom_user WITH active = true THAT IS Person WITH active = false'),
  };
}
