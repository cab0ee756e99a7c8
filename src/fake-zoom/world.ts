import { changeOrganisation, type OrganisationChange } from './changes.ts';
import { type Edit, editOrganisation } from './edit.ts';
import type { Faults } from './faults.ts';
import { Organisation, type Person } from './organisation.ts';
import { STATUSES, type Status } from './overrides.ts';
import { Pages, type Source } from './pages.ts';
import { groupMember, peopleSource, roleMember } from './people-source.ts';
import { chance } from './random.ts';
import { type AccountPolicy, SETTINGS_OPTIONS, type SettingsOf, type SettingsOption, userSettings } from './settings.ts';
import { Tally } from './tally.ts';

const CANARY = 'CANARY';
type Json = Record<string, unknown>;

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
  readonly tally: Tally;
  readonly pages: Pages;
  readonly policy: AccountPolicy;
  readonly #canaries: boolean;
  #changes = 0;
  faults: Faults;

  constructor(options: WorldOptions, faults: Faults) {
    this.org = new Organisation(options.users, options.seed);
    this.tally = new Tally(this.org);
    this.pages = new Pages(options.pageTokenLifetimeMs);
    this.policy = { accountId: this.org.accountId, ...options.locks, e2ee: options.e2ee };
    this.#canaries = options.canaries;
    this.faults = faults;
  }

  change(count: number): OrganisationChange[] {
    const made = changeOrganisation(this.org, this.#changes, count);
    this.#changes += count;
    return made;
  }

  edit(wanted: Edit): OrganisationChange {
    return editOrganisation(this.org, wanted);
  }

  /** Users of one status; a wrong one silently means active (reference/zoom-api.md, section 3.0). */
  users(asked: string | null, roleId: string | null): Source {
    const { org } = this;
    const status = STATUSES.find((known) => known === asked) ?? 'active';
    const total = this.tally.totals().users.get(roleId === null ? status : `${status}/${roleId}`) ?? 0;
    const fits = (index: number) => org.status(index) === status && (roleId === null || org.roleId(index) === roleId);
    return peopleSource(org, total, fits, (person) => this.finishUser(person, person.list));
  }

  groupMembers = (id: string): Source => this.#members(this.tally.totals().byGroup.get(id), (index) => this.org.groupIds(index).includes(id), groupMember);
  roleMembers = (id: string): Source => this.#members(this.tally.totals().byRole.get(id), (index) => this.org.roleId(index) === id, roleMember);

  #members(total: number | undefined, belongs: (index: number) => boolean, record: (person: Person) => Json): Source {
    const here = (status: Status | undefined) => status !== undefined && status !== 'pending';
    return peopleSource(this.org, total ?? 0, (index) => here(this.org.status(index)) && belongs(index), record);
  }

  /** A user by id, e-mail or `me` (the owner); undefined when there is none, or none any more. */
  find(id: string): Person | undefined {
    const index = id === 'me' ? 0 : this.org.indexOfUser(id);
    const person = index === undefined ? undefined : this.org.person(index);
    return person && !this.vanished(person) ? person : undefined;
  }

  /** True for users that a fault lets disappear between list and detail; never the owner. */
  vanished = ({ index, status }: Pick<Person, 'index' | 'status'>): boolean => this.faults.vanishing > 0 && index > 2 && status !== 'pending' && chance(this.org.seed, index, 300) < this.faults.vanishing;

  /** A fault: when a list is turned to its next page, some of the users just shown and of those to come are deleted for good. */
  removeAround(position: number, size: number): void {
    const { org, faults } = this;
    if (faults.removing === 0) return;
    for (let index = Math.max(3, position - size); index < Math.min(org.size, position + size); index++) {
      const here = org.status(index);
      if (here !== undefined && here !== 'pending' && chance(org.seed, index, 302) < faults.removing) org.overrides.set(index, { deleted: true });
    }
  }

  groups = (): Json[] => this.org.groups.map(({ id, name }) => ({ id, name, total_members: this.tally.totals().byGroup.get(id) ?? 0, in_directory: false, directory_privacy: 2 }));
  roles = () => this.org.roles.map((role) => ({ ...role, total_members: this.tally.totals().byRole.get(role.id) ?? 0 }));

  passcode = ({ index }: Pick<Person, 'index'>): string => (this.#canaries ? `${CANARY}-pmi-${index}` : String(100000 + Math.floor(chance(this.org.seed, index, 301) * 900000)));

  /** One of a user's four settings answers, with what the switches add. */
  settings(person: Person, option: SettingsOption): Json {
    const of: SettingsOf = { licensed: person.licensed, weaknesses: person.weaknesses, passcode: this.passcode(person) };
    const answer = userSettings(option, of, this.policy);
    return this.finish(this.faults.unknownKeys ? { ...answer, brand_new_section: { switch: person.index % 2 === 0 } } : answer);
  }

  /** Adds what the switches say to a user's record. */
  finishUser(person: Person, record: Readonly<Json>): Json {
    const extra = this.faults.unknownKeys ? { brand_new_key: `value ${person.index % 3}`, nested_new: { depth: person.index % 2 } } : {};
    const canaries = this.#canaries
      ? { host_key: `${CANARY}-host-${person.index}`, meeting_passcode: `${CANARY}-pass-${person.index}`, newApiToken: `${CANARY}-token`, devices: [{ name: 'desk', pin: `${CANARY}-pin` }] }
      : {};
    return { ...record, ...extra, ...canaries };
  }

  finish(answer: Json): Json {
    if (!this.#canaries) return answer;
    return { ...answer, extra_section: { webinar_password: `${CANARY}-webinar`, api_secret: `${CANARY}-secret`, deep: [{ accessToken: `${CANARY}-deep` }], link: `https://zoom.us/j/1?pwd=${CANARY}-url` } };
  }

  /** What a perfect collector holds now: every user that exists with everything Zoom says of him. */
  *truth(): Generator<{ person: Person; detail: Json; list: Json; settings: Record<string, Json> }> {
    for (let index = 0; index < this.org.size; index++) {
      const person = this.org.person(index);
      if (!person || this.vanished(person)) continue;
      const settings = person.status === 'pending' ? [] : SETTINGS_OPTIONS.map((option) => [option, this.settings(person, option)]);
      yield { person, list: this.finishUser(person, person.list), detail: this.finishUser(person, person.detail), settings: Object.fromEntries(settings) };
    }
  }
}
