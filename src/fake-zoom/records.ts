import { idOf } from './ids.ts';
import type { Status } from './overrides.ts';
import { DEPARTMENTS, DOMAINS, JOB_TITLES, NAME_POOLS } from './people.ts';
import { chance, pick } from './random.ts';
import type { FakeRole } from './roles.ts';

const DAY = 86_400_000;
/** The organisation's "now": fixed, so that the same seed gives the same bytes on any day. */
const EPOCH = Date.UTC(2026, 10, 1);
const LICENSED = 2;

type Json = Record<string, unknown>;

/** What is settled about a user before his records are written. */
export interface Facts {
  readonly seed: number;
  readonly index: number;
  readonly id: string;
  readonly status: Status;
  readonly type: number;
  readonly roleId: string;
  readonly groupIds: readonly string[];
  /** A department that a change gave him. */
  readonly dept: string | undefined;
}

/** The record of the users list; keys are in the recorded order, and left out as the real one leaves them out (reference/zoom-api.md, sections 3.1 and 9.3). */
export function listRecord({ seed: s, index, id, status, type, roleId, groupIds, dept }: Facts): Json {
  const pool = NAME_POOLS[pick(s, index, 20, NAME_POOLS.length)] as (typeof NAME_POOLS)[number];
  const [first, firstPlain] = pool.first[pick(s, index, 21, pool.first.length)] as readonly [string, string];
  const [last, lastPlain] = pool.last[pick(s, index, 22, pool.last.length)] as readonly [string, string];
  const domain = DOMAINS[index < 3 || chance(s, index, 23) < 0.88 ? 0 : pick(s, index, 24, DOMAINS.length)] as string;
  const email = `${firstPlain}.${lastPlain}${index}@${domain}`;
  const created = EPOCH - Math.floor((30 + chance(s, index, 25) * 1800) * DAY);
  const department = dept ?? (DEPARTMENTS[pick(s, index, 5, DEPARTMENTS.length)] as string);
  // Invited, not yet in: no id, and nothing that only a signed-in person has.
  if (status === 'pending') return { email, first_name: first, last_name: last, display_name: `${first} ${last}`, type, pmi: 0, verified: 0, dept: department, created_at: iso(created), status, role_id: roleId };
  // Owner and admins do sign in; leavers are still active but have not been seen for long.
  const leads = index < 3;
  const never = !leads && chance(s, index, 26) < 0.03;
  const lastSeen = EPOCH - Math.floor((!leads && chance(s, index, 27) < 0.06 ? 200 + chance(s, index, 28) * 300 : chance(s, index, 29) * 40) * DAY);
  return {
    id,
    first_name: first,
    last_name: last,
    display_name: pool.familyFirst ? `${last} ${first}` : `${first} ${last}`,
    email,
    type,
    pmi: type === LICENSED ? 1_000_000_000 + pick(s, index, 31, 8_999_999_999) : 0,
    timezone: !leads && chance(s, index, 32) < 0.1 ? '' : pool.timezone,
    verified: 1,
    ...(dept !== undefined || (index > 0 && chance(s, index, 33) < 0.85) ? { dept: department } : {}),
    created_at: iso(created + DAY),
    ...(never ? {} : { last_login_time: iso(Math.max(lastSeen, created)), last_client_version: `6.${pick(s, index, 34, 4)}.${1000 + pick(s, index, 35, 8000)}(${chance(s, index, 36) < 0.5 ? 'mac' : 'win'})` }),
    ...(index > 0 && chance(s, index, 37) < 0.3 ? { pic_url: `https://pictures.example.com/p/${id}` } : {}),
    ...(groupIds.length > 0 ? { group_ids: groupIds } : {}),
    language: pool.language,
    phone_number: '',
    status,
    role_id: roleId,
    user_created_at: iso(created),
    ...(chance(s, index, 38) < 0.7 ? { employee_unique_id: `E${100000 + index}` } : {}),
    ...(type === LICENSED ? { license_info_list: [{ license_type: 'MEETING', license_option: 2 ** (1 + pick(s, index, 39, 59)), subscription_id: `sub-${pick(s, index, 40, 9)}` }] } : {}),
  };
}

/** What detail records take from the company. */
export interface Company {
  readonly accountId: string;
  readonly accountNumber: number;
  readonly size: number;
  readonly roles: readonly FakeRole[];
}

/** The single user's answer: the list's keys with more between them, in the recorded order; empty strings and lists where Zoom prints them. */
export function detailRecord({ seed: s, index, id, status, roleId }: Facts, list: Readonly<Json>, company: Company): Json {
  if (status === 'pending') return list;
  const { type, pmi, timezone, verified, dept, created_at, language, phone_number, group_ids, user_created_at, ...rest } = list;
  const { first_name, last_name, display_name, email, last_login_time, last_client_version, pic_url, employee_unique_id, license_info_list } = rest;
  const password = index % 7 === 2 || chance(s, index, 50) < 0.12;
  return {
    id,
    first_name,
    last_name,
    display_name,
    email,
    type,
    role_name: company.roles.find((role) => role.id === roleId)?.name ?? '',
    pmi,
    use_pmi: chance(s, index, 51) < 0.2,
    personal_meeting_url: `https://us06web.zoom.us/j/${pmi}?pwd=${idOf(s, 'pwd', index)}.1`,
    timezone,
    verified,
    dept: dept ?? '',
    created_at,
    ...present({ last_login_time, last_client_version, pic_url }),
    cms_user_id: '',
    jid: `${id.toLowerCase()}@xmpp.zoom.us`,
    group_ids: group_ids ?? [],
    im_group_ids: [],
    account_id: company.accountId,
    language,
    phone_country: '',
    phone_number,
    status,
    job_title: index === 0 ? '' : JOB_TITLES[pick(s, index, 52, JOB_TITLES.length)],
    location: '',
    login_types: password ? (chance(s, index, 54) < 0.5 ? [100] : [100, 101]) : [101],
    role_id: roleId,
    account_number: company.accountNumber,
    cluster: 'us06',
    user_created_at,
    ...present({ employee_unique_id, license_info_list }),
    ...(index === 0 ? {} : { manager: `manager${pick(s, index, 53, Math.max(1, Math.floor(index / 12)))}@example.com` }),
  };
}

const present = (record: Json): Json => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const iso = (time: number): string => new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
