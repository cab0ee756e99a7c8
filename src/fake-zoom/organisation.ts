import { idOf, indexOf } from './ids.ts';
import { DEPARTMENTS, DOMAINS, JOB_TITLES, NAME_POOLS } from './people.ts';
import { chance, pick } from './random.ts';
import { CUSTOM_ROLES, type FakeRole, roles } from './roles.ts';
import { ALL_WEAKNESSES, WEAKNESSES, type Weakness } from './settings.ts';

const DAY = 86_400_000;
/** The organisation's "now": fixed, so that the same seed gives the same bytes on any day. */
const EPOCH = Date.UTC(2026, 10, 1);
const DEPARTMENT_GROUPS = DEPARTMENTS.length;
/** Names of further groups: one of them is empty, one holds nearly everybody. */
const OTHER_GROUPS = ['All Staff', 'Contractors (empty since June)', 'Executives', 'Webinar Hosts', 'Recording Pilots'];

export type Status = 'active' | 'inactive' | 'pending';

/** What a change has overridden of a user that was derived. */
export interface Override {
  status?: Status;
  roleId?: string;
  groupIds?: readonly string[];
  dept?: string;
  /** Weaknesses switched over. */
  flip?: Weakness;
  deleted?: boolean;
}

/** One derived user. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly status: Status;
  readonly licensed: boolean;
  readonly roleId: string;
  readonly groupIds: readonly string[];
  readonly weaknesses: ReadonlySet<Weakness>;
  readonly list: Readonly<Record<string, unknown>>;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A company of any size: every record follows from seed and index; only what changed is kept. */
export class Organisation {
  readonly seed: number;
  readonly accountId: string;
  readonly accountNumber: number;
  readonly groups: readonly { id: string; name: string }[];
  readonly roles: readonly FakeRole[];
  readonly overrides = new Map<number, Override>();
  size: number;

  constructor(users: number, seed: number) {
    this.seed = seed;
    this.size = users;
    this.accountId = idOf(seed, 'account', 0);
    this.accountNumber = 7_000_000_000 + pick(seed, 0, 90, 900_000_000);
    const names = [...DEPARTMENTS, ...OTHER_GROUPS, ...Array.from({ length: Math.min(85, Math.floor(users / 250)) }, (_, i) => `Project ${String.fromCharCode(65 + (i % 26))}${Math.floor(i / 26) + 1}`)];
    this.groups = names.map((name, index) => ({ id: idOf(seed, 'group', index), name }));
    this.roles = roles(
      Array.from({ length: CUSTOM_ROLES }, (_, i) => idOf(seed, 'role', i)),
      this.groups.map((g) => g.id),
    );
  }

  /** The user at an index; undefined when he was deleted. */
  person(index: number): Person | undefined {
    const override = this.overrides.get(index);
    if (override?.deleted || index < 0 || index >= this.size) return undefined;
    const at = (salt: number) => chance(this.seed, index, salt);
    const status = this.status(index) ?? 'active';
    const licensed = index < 3 || at(2) < 0.6;
    const roleId = override?.roleId ?? this.#roleId(index);
    const groupIds = override?.groupIds ?? this.#groupIds(index);
    const id = idOf(this.seed, 'user', index);
    const weaknesses = new Set(ALL_WEAKNESSES.filter((w, i) => at(100 + i) < WEAKNESSES[w]));
    if (override?.flip) weaknesses[weaknesses.has(override.flip) ? 'delete' : 'add'](override.flip);
    const list = this.#list(index, { id, status, licensed, roleId, groupIds, dept: override?.dept });
    return { index, id, status, licensed, roleId, groupIds, weaknesses, list, detail: this.#detail(index, list, status) };
  }

  /** Status without building the record, for lists and totals. */
  status(index: number): Status | undefined {
    const override = this.overrides.get(index);
    if (override?.deleted) return undefined;
    if (override?.status) return override.status;
    if (index < 3) return 'active';
    const share = chance(this.seed, index, 1);
    if (share < 0.05) return 'pending';
    return share < 0.14 ? 'inactive' : 'active';
  }

  indexOfUser = (id: string): number | undefined => indexOf(this.seed, 'user', id);

  #roleId(index: number): string {
    if (index === 0) return '0';
    if (index < 3) return '1';
    const share = chance(this.seed, index, 3);
    if (share < 0.01) return '1';
    if (share < 0.05) return this.roles[3 + pick(this.seed, index, 4, CUSTOM_ROLES)]?.id as string;
    return '2';
  }

  #groupIds(index: number): string[] {
    const ids = [pick(this.seed, index, 5, DEPARTMENTS.length)];
    if (chance(this.seed, index, 6) < 0.9) ids.push(DEPARTMENT_GROUPS);
    if (chance(this.seed, index, 7) < 0.05) ids.push(DEPARTMENT_GROUPS + 2 + pick(this.seed, index, 8, 3));
    const projects = this.groups.length - DEPARTMENT_GROUPS - OTHER_GROUPS.length;
    if (projects > 0 && chance(this.seed, index, 9) < 0.4) ids.push(DEPARTMENT_GROUPS + OTHER_GROUPS.length + pick(this.seed, index, 10, projects));
    return ids.map((i) => this.groups[i]?.id as string);
  }

  /** The record of the users list: keys are left out as the real one leaves them out. */
  #list(index: number, p: { id: string; status: Status; licensed: boolean; roleId: string; groupIds: readonly string[]; dept: string | undefined }): Record<string, unknown> {
    const s = this.seed;
    const pool = NAME_POOLS[pick(s, index, 20, NAME_POOLS.length)] as (typeof NAME_POOLS)[number];
    const [first, firstPlain] = pool.first[pick(s, index, 21, pool.first.length)] as readonly [string, string];
    const [last, lastPlain] = pool.last[pick(s, index, 22, pool.last.length)] as readonly [string, string];
    const domain = DOMAINS[index < 3 || chance(s, index, 23) < 0.88 ? 0 : pick(s, index, 24, DOMAINS.length)] as string;
    const email = `${firstPlain}.${lastPlain}${index}@${domain}`;
    const created = EPOCH - Math.floor((30 + chance(s, index, 25) * 1800) * DAY);
    if (p.status === 'pending')
      return {
        email,
        first_name: first,
        last_name: last,
        display_name: `${first} ${last}`,
        type: 1,
        pmi: 0,
        verified: 0,
        dept: p.dept ?? this.#dept(index),
        created_at: iso(created),
        status: 'pending',
        role_id: p.roleId,
      };
    const never = chance(s, index, 26) < 0.03;
    // Leavers are still active but have not been seen for long.
    const lastSeen = EPOCH - Math.floor((chance(s, index, 27) < 0.06 ? 200 + chance(s, index, 28) * 300 : chance(s, index, 29) * 40) * DAY);
    return {
      id: p.id,
      first_name: first,
      last_name: last,
      display_name: pool.familyFirst ? `${last} ${first}` : `${first} ${last}`,
      email,
      type: p.licensed ? 2 : chance(s, index, 30) < 0.05 ? 4 : 1,
      pmi: p.licensed ? 1_000_000_000 + pick(s, index, 31, 8_999_999_999) : 0,
      timezone: chance(s, index, 32) < 0.1 ? '' : pool.timezone,
      verified: 1,
      ...(index > 0 && chance(s, index, 33) < 0.85 ? { dept: p.dept ?? this.#dept(index) } : p.dept === undefined ? {} : { dept: p.dept }),
      created_at: iso(created + DAY),
      ...(never ? {} : { last_login_time: iso(Math.max(lastSeen, created)), last_client_version: `6.${pick(s, index, 34, 4)}.${1000 + pick(s, index, 35, 8000)}(${chance(s, index, 36) < 0.5 ? 'mac' : 'win'})` }),
      ...(chance(s, index, 37) < 0.3 ? { pic_url: `https://pictures.example.com/p/${p.id}` } : {}),
      ...(p.groupIds.length > 0 ? { group_ids: p.groupIds } : {}),
      language: pool.language,
      phone_number: '',
      status: p.status,
      role_id: p.roleId,
      user_created_at: iso(created),
      ...(chance(s, index, 38) < 0.7 ? { employee_unique_id: `E${100000 + index}` } : {}),
      ...(p.licensed ? { license_info_list: [{ license_type: 'MEETING', license_option: 2 ** (1 + pick(s, index, 39, 59)), subscription_id: `sub-${pick(s, index, 40, 9)}` }] } : {}),
    };
  }

  #dept = (index: number): string => DEPARTMENTS[pick(this.seed, index, 5, DEPARTMENTS.length)] as string;

  /** What the single user's answer adds. */
  #detail(index: number, list: Readonly<Record<string, unknown>>, status: Status): Record<string, unknown> {
    if (status === 'pending') return list;
    const s = this.seed;
    const role = this.roles.find((r) => r.id === list.role_id);
    const password = index % 7 === 2 || chance(s, index, 50) < 0.12;
    return {
      ...list,
      role_name: role?.name ?? '',
      use_pmi: chance(s, index, 51) < 0.2,
      personal_meeting_url: `https://us06web.zoom.us/j/${list.pmi}?pwd=${idOf(s, 'pwd', index)}.1`,
      dept: list.dept ?? '',
      cms_user_id: '',
      jid: `${String(list.id).toLowerCase()}@xmpp.zoom.us`,
      group_ids: list.group_ids ?? [],
      im_group_ids: [],
      account_id: this.accountId,
      account_number: this.accountNumber,
      phone_country: '',
      job_title: JOB_TITLES[pick(s, index, 52, JOB_TITLES.length)],
      location: '',
      ...(index === 0 ? {} : { manager: `manager${pick(s, index, 53, Math.max(1, Math.floor(this.size / 12)))}@example.com` }),
      login_types: password ? (chance(s, index, 54) < 0.5 ? [100] : [100, 101]) : [101],
      cluster: 'us06',
    };
  }
}

const iso = (time: number): string => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
