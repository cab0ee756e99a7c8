import { createHash } from 'node:crypto';
import { changeOrganisation, type OrganisationChange } from './changes.ts';
import type { Faults } from './faults.ts';
import { Organisation, type Person, type Status } from './organisation.ts';
import { Pages, type Source } from './pages.ts';
import { chance } from './random.ts';
import { type AccountPolicy, SETTINGS_OPTIONS, userSettings } from './settings.ts';

const STATUSES: readonly string[] = ['active', 'inactive', 'pending'];
const CANARY = 'CANARY';

export interface WorldOptions {
  readonly users: number;
  readonly seed: number;
  readonly locks: { readonly meetingAuthentication: boolean; readonly recordingAuthentication: boolean };
  readonly e2ee: boolean;
  readonly canaries: boolean;
  readonly pageTokenLifetimeMs: number;
}

/** The organisation as the API shows it now. */
export class World {
  readonly org: Organisation;
  readonly pages: Pages;
  readonly policy: AccountPolicy;
  readonly #canaries: boolean;
  readonly #totals = new Map<string, number>();
  #changes = 0;
  faults: Faults;

  constructor(options: WorldOptions, faults: Faults) {
    this.org = new Organisation(options.users, options.seed);
    this.pages = new Pages(options.pageTokenLifetimeMs);
    this.policy = { accountId: this.org.accountId, ...options.locks, e2ee: options.e2ee };
    this.#canaries = options.canaries;
    this.faults = faults;
  }

  change(count: number): OrganisationChange[] {
    const made = changeOrganisation(this.org, this.#changes, count);
    this.#changes += count;
    this.#totals.clear();
    return made;
  }

  /** Users of one status; a wrong one silently means active (reference/zoom-api.md, section 3.0). */
  users(asked: string | null, roleId: string | null): Source {
    const status = (STATUSES.includes(asked ?? '') ? asked : 'active') as Status;
    return this.#people(
      `${status}/${roleId}`,
      (p) => roleId === null || p.roleId === roleId,
      (p) => this.finishUser(p, p.list),
      status,
    );
  }

  members(belongs: (person: Person) => boolean, kind: 'group' | 'role'): Source {
    const record = ({ list }: Person) => ({
      id: list.id,
      ...(kind === 'group' ? { member_id: createHash('sha384').update(String(list.id)).digest('base64url') } : {}),
      email: list.email,
      first_name: list.first_name,
      last_name: list.last_name,
      type: list.type,
      ...(kind === 'group' ? { primary_group: true } : {}),
      // Only role members carry it, and only where it is set.
      ...(kind === 'role' && list.dept ? { department: list.dept } : {}),
    });
    return this.#people(undefined, (p) => p.status !== 'pending' && belongs(p), record);
  }

  #people(totalKey: string | undefined, belongs: (p: Person) => boolean, record: (p: Person) => Record<string, unknown>, status?: Status): Source {
    const { org } = this;
    const fits = (index: number) => status === undefined || org.status(index) === status;
    const anyRole = totalKey?.endsWith('/null') ?? false;
    const count = () => {
      let n = 0;
      for (let i = 0; i < org.size; i++) {
        if (!fits(i)) continue;
        const person = anyRole ? undefined : org.person(i);
        if (anyRole || (person && belongs(person))) n++;
      }
      return n;
    };
    const total = totalKey === undefined ? count() : (this.#totals.get(totalKey) ?? count());
    if (totalKey !== undefined) this.#totals.set(totalKey, total);
    return {
      total,
      take: (position, size) => {
        const items: Record<string, unknown>[] = [];
        let index = position;
        for (; index < org.size && items.length < size; index++) {
          const person = fits(index) ? org.person(index) : undefined;
          if (person && belongs(person)) items.push(record(person));
        }
        return { items, ...(index < org.size ? { next: index } : {}) };
      },
    };
  }

  /** A user by id, e-mail or `me` (the owner); undefined when there is none, or none any more. */
  find(id: string): Person | undefined {
    const index = id === 'me' ? 0 : this.org.indexOfUser(id);
    const person = index === undefined ? undefined : this.org.person(index);
    return person && person.status !== 'pending' && !this.vanished(person) ? person : undefined;
  }

  /** True for users that a fault lets disappear between list and detail; never the owner. */
  vanished = ({ index, status }: Person): boolean => this.faults.vanishing > 0 && index > 2 && status !== 'pending' && chance(this.org.seed, index, 300) < this.faults.vanishing;

  groups = (): Record<string, unknown>[] => {
    const counts = this.#groupCounts();
    return this.org.groups.map(({ id, name }) => ({ id, name, total_members: counts.get(id) ?? 0, in_directory: false, directory_privacy: 2 }));
  };

  roles = () => {
    const counts = this.#roleCounts();
    return this.org.roles.map((role) => ({ ...role, total_members: counts.get(role.id) ?? 0 }));
  };

  summary = () => ({ licensed_users_count: this.org.size, basic_users_count: 0, total_users_count: this.org.size, pending_users_count: this.users('pending', null).total });

  passcode = ({ index }: Person): string => (this.#canaries ? `${CANARY}-pmi-${index}` : String(100000 + Math.floor(chance(this.org.seed, index, 301) * 900000)));

  /** Adds what the switches say to a user's record. */
  finishUser(person: Person, record: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const extra = this.faults.unknownKeys ? { brand_new_key: `value ${person.index % 3}`, nested_new: { depth: person.index % 2 } } : {};
    const canaries = this.#canaries
      ? { host_key: `${CANARY}-host-${person.index}`, meeting_passcode: `${CANARY}-pass-${person.index}`, newApiToken: `${CANARY}-token`, devices: [{ name: 'desk', pin: `${CANARY}-pin` }] }
      : {};
    return { ...record, ...extra, ...canaries };
  }

  finishSettings(person: Person, answer: Record<string, unknown>): Record<string, unknown> {
    return this.finish(this.faults.unknownKeys ? { ...answer, brand_new_section: { switch: person.index % 2 === 0 } } : answer);
  }

  finish(answer: Record<string, unknown>): Record<string, unknown> {
    if (!this.#canaries) return answer;
    return { ...answer, extra_section: { webinar_password: `${CANARY}-webinar`, api_secret: `${CANARY}-secret`, deep: [{ accessToken: `${CANARY}-deep` }], link: `https://zoom.us/j/1?pwd=${CANARY}-url` } };
  }

  /** What a perfect collector holds now: every user that exists with everything Zoom says of him. */
  *truth(): Generator<{ person: Person; detail: Record<string, unknown>; list: Record<string, unknown>; settings: Record<string, Record<string, unknown>> }> {
    for (let index = 0; index < this.org.size; index++) {
      const person = this.org.person(index);
      if (!person || this.vanished(person)) continue;
      const settings = person.status === 'pending' ? [] : SETTINGS_OPTIONS.map((option) => [option, this.finishSettings(person, userSettings(option, { ...person, passcode: this.passcode(person) }, this.policy))]);
      yield { person, list: this.finishUser(person, person.list), detail: this.finishUser(person, person.detail), settings: Object.fromEntries(settings) };
    }
  }

  #groupCounts(): Map<string, number> {
    return this.#tally('groups', (p) => p.groupIds);
  }

  #roleCounts(): Map<string, number> {
    return this.#tally('roles', (p) => [p.roleId]);
  }

  readonly #tallies = new Map<string, { changes: number; counts: Map<string, number> }>();
  #tally(name: string, keys: (p: Person) => readonly string[]): Map<string, number> {
    const known = this.#tallies.get(name);
    if (known?.changes === this.#changes) return known.counts;
    const counts = new Map<string, number>();
    for (let index = 0; index < this.org.size; index++) {
      const person = this.org.person(index);
      if (person && person.status !== 'pending') for (const key of keys(person)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    this.#tallies.set(name, { changes: this.#changes, counts });
    return counts;
  }
}
