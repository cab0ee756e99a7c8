import { idOf, indexOf } from './ids.ts';
import { type Override, Overrides, type Status } from './overrides.ts';
import { DEPARTMENTS } from './people.ts';
import { chance, pick } from './random.ts';
import { detailRecord, type Facts, listRecord } from './records.ts';
import { customRoleCount, type FakeRole, roles } from './roles.ts';
import { ALL_WEAKNESSES, WEAKNESSES, type Weakness } from './settings.ts';

const DEPARTMENT_GROUPS = DEPARTMENTS.length;
/** Names of further groups: one of them is empty, one holds nearly everybody. */
const OTHER_GROUPS = ['All Staff', 'Contractors (empty since June)', 'Executives', 'Webinar Hosts', 'Recording Pilots'];

/** Zoom's user types (reference/zoom-api.md, section 3.1). */
export const USER_TYPE = { basic: 1, licensed: 2, unassigned: 4, none: 99 } as const;

/** One derived user. What costs time is made when it is asked for. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly status: Status;
  readonly licensed: boolean;
  readonly roleId: string;
  readonly groupIds: readonly string[];
  readonly weaknesses: ReadonlySet<Weakness>;
  /** The record of the users list. */
  readonly list: Readonly<Record<string, unknown>>;
  /** The answer for this user alone. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A company of any size: every record follows from seed and index; only what changed is kept. */
export class Organisation {
  readonly seed: number;
  readonly accountId: string;
  readonly accountNumber: number;
  readonly groups: readonly { id: string; name: string }[];
  readonly roles: readonly FakeRole[];
  readonly overrides = new Overrides();
  size: number;

  constructor(users: number, seed: number) {
    this.seed = seed;
    this.size = users;
    this.accountId = idOf(seed, 'account', 0);
    this.accountNumber = 7_000_000_000 + pick(seed, 0, 90, 900_000_000);
    const names = [...DEPARTMENTS, ...OTHER_GROUPS, ...Array.from({ length: Math.min(85, Math.floor(users / 250)) }, (_, i) => `Project ${String.fromCharCode(65 + (i % 26))}${Math.floor(i / 26) + 1}`)];
    this.groups = names.map((name, index) => ({ id: idOf(seed, 'group', index), name }));
    this.roles = roles(
      Array.from({ length: customRoleCount(users) }, (_, i) => idOf(seed, 'role', i)),
      this.groups.map((g) => g.id),
    );
  }

  /** Grows with every change: what was counted at another revision is out of date. */
  get revision(): string {
    return `${this.size}.${this.overrides.revision}`;
  }

  /** The user at an index; undefined when he was deleted. With another override than his own: as he would be, or was. */
  person(index: number, override = this.overrides.get(index)): Person | undefined {
    const status = this.status(index, override);
    if (status === undefined) return undefined;
    const type = this.type(index, override);
    const facts: Facts = { seed: this.seed, index, id: idOf(this.seed, 'user', index), status, type, roleId: this.roleId(index, override), groupIds: this.groupIds(index, override), dept: override?.dept };
    const list = once(() => listRecord(facts));
    const detail = once(() => detailRecord(facts, list(), this));
    const weaknesses = once(() => this.#weaknesses(index, override));
    return {
      index,
      id: facts.id,
      status,
      licensed: type === USER_TYPE.licensed,
      roleId: facts.roleId,
      groupIds: facts.groupIds,
      get weaknesses() {
        return weaknesses();
      },
      get list() {
        return list();
      },
      get detail() {
        return detail();
      },
    };
  }

  /** Status without building the record, for lists and totals; undefined when there is nobody. */
  status(index: number, override = this.overrides.get(index)): Status | undefined {
    if (index < 0 || index >= this.size) return undefined;
    if (override?.deleted) return undefined;
    if (override?.status) return override.status;
    if (index < 3) return 'active';
    const share = chance(this.seed, index, 1);
    if (share < 0.05) return 'pending';
    return share < 0.14 ? 'inactive' : 'active';
  }

  type(index: number, override = this.overrides.get(index)): number {
    if (this.status(index, override) === 'pending') return USER_TYPE.basic;
    if (index < 3 || chance(this.seed, index, 2) < 0.6) return USER_TYPE.licensed;
    const share = chance(this.seed, index, 30);
    if (share < 0.05) return USER_TYPE.unassigned;
    return share < 0.06 ? USER_TYPE.none : USER_TYPE.basic;
  }

  roleId(index: number, override = this.overrides.get(index)): string {
    if (override?.roleId !== undefined) return override.roleId;
    if (index === 0) return '0';
    if (index < 3) return '1';
    const share = chance(this.seed, index, 3);
    if (share < 0.01) return '1';
    if (share < 0.05) return this.roles[3 + pick(this.seed, index, 4, this.roles.length - 3)]?.id as string;
    return '2';
  }

  /** The groups of a user, the primary one first. */
  groupIds(index: number, override = this.overrides.get(index)): readonly string[] {
    if (override?.groupIds !== undefined) return override.groupIds;
    const ids = [pick(this.seed, index, 5, DEPARTMENTS.length)];
    if (chance(this.seed, index, 6) < 0.9) ids.push(DEPARTMENT_GROUPS);
    if (chance(this.seed, index, 7) < 0.05) ids.push(DEPARTMENT_GROUPS + 2 + pick(this.seed, index, 8, 3));
    const projects = this.groups.length - DEPARTMENT_GROUPS - OTHER_GROUPS.length;
    if (projects > 0 && chance(this.seed, index, 9) < 0.4) ids.push(DEPARTMENT_GROUPS + OTHER_GROUPS.length + pick(this.seed, index, 10, projects));
    return ids.map((i) => this.groups[i]?.id as string);
  }

  /** The index behind an id or an e-mail address; both lead back without a table. */
  indexOfUser(idOrEmail: string): number | undefined {
    const numbered = /^\D*(\d+)@/.exec(idOrEmail); // addresses carry the index before the @
    if (!numbered) return indexOf(this.seed, 'user', idOrEmail);
    const index = Number(numbered[1]);
    return this.person(index)?.list.email === idOrEmail.toLowerCase() ? index : undefined;
  }

  #weaknesses(index: number, override: Override | undefined): ReadonlySet<Weakness> {
    const weaknesses = new Set(ALL_WEAKNESSES.filter((w, i) => chance(this.seed, index, 100 + i) < WEAKNESSES[w]));
    const flip = override?.flip;
    if (flip) weaknesses[weaknesses.has(flip) ? 'delete' : 'add'](flip);
    return weaknesses;
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
