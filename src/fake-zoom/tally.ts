import { type Organisation, USER_TYPE } from './organisation.ts';
import { STATUSES } from './overrides.ts';

/** How many users there are of each kind; groups and roles do not count the pending. */
export interface Totals {
  /** By status, and by `status/role id`. */
  readonly users: ReadonlyMap<string, number>;
  readonly byGroup: ReadonlyMap<string, number>;
  readonly byRole: ReadonlyMap<string, number>;
  /** Users that are not pending, by their type. */
  readonly byType: ReadonlyMap<number, number>;
}

/** Counts the whole company in one walk that builds no record, and again only after a change. */
export class Tally {
  readonly #org: Organisation;
  #counted: { revision: string; totals: Totals } | undefined;

  constructor(org: Organisation) {
    this.#org = org;
  }

  totals(): Totals {
    const { revision } = this.#org;
    if (this.#counted?.revision !== revision) this.#counted = { revision, totals: count(this.#org) };
    return this.#counted.totals;
  }

  /** `GET /users/summary`: the total leaves the pending out (reference/zoom-api.md, section 3.1). */
  summary(): Record<string, number> {
    const { byType, users } = this.totals();
    const of = (type: number) => byType.get(type) ?? 0;
    return {
      licensed_users_count: of(USER_TYPE.licensed),
      basic_users_count: of(USER_TYPE.basic),
      on_prem_users_count: 0,
      room_users_count: 0,
      join_only_users_count: of(USER_TYPE.unassigned) + of(USER_TYPE.none),
      pending_users_count: users.get('pending') ?? 0,
      total_users_count: [...byType.values()].reduce((sum, n) => sum + n, 0),
    };
  }
}

function count(org: Organisation): Totals {
  const users = new Map<string, number>(STATUSES.map((status) => [status, 0]));
  const [byGroup, byRole, byType] = [new Map<string, number>(), new Map<string, number>(), new Map<number, number>()];
  for (let index = 0; index < org.size; index++) {
    const status = org.status(index);
    if (status === undefined) continue;
    const roleId = org.roleId(index);
    more(users, status);
    more(users, `${status}/${roleId}`);
    if (status === 'pending') continue;
    more(byRole, roleId);
    more(byType, org.type(index));
    for (const id of org.groupIds(index)) more(byGroup, id);
  }
  return { users, byGroup, byRole, byType };
}

const more = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
