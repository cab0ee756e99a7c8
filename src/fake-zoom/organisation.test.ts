import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { changeOrganisation } from './changes.ts';
import { faultsOf } from './faults.ts';
import { Organisation } from './organisation.ts';
import { WEAKNESSES } from './settings.ts';
import { World } from './world.ts';

const MEGABYTE = 1024 * 1024;
const worldOf = (users: number, seed = 1) =>
  new World({ users, seed, locks: { meetingAuthentication: false, recordingAuthentication: false }, e2ee: true, canaries: false, pageTokenLifetimeMs: 900_000 }, faultsOf('none'));
const everything = (world: World) => JSON.stringify([...world.truth()].map(({ list, detail, settings }) => [list, detail, settings])) + JSON.stringify([world.groups(), world.roles(), world.tally.summary()]);

describe('the same seed', () => {
  it('gives the same bytes, and the same changes; another seed another company', () => {
    const [one, two, other] = [worldOf(150), worldOf(150), worldOf(150, 2)];
    expect(everything(one)).toBe(everything(two));
    expect(everything(other)).not.toBe(everything(one));

    expect(one.change(20)).toEqual(two.change(20));
    expect(everything(one)).toBe(everything(two));
  });

  it('gives the same changes whether they are made at once or one by one', () => {
    const [one, two] = [worldOf(80), worldOf(80)];
    one.change(12);
    for (let i = 0; i < 12; i++) two.change(1);
    expect(everything(one)).toBe(everything(two));
  });

  it('does not depend on the order in which records are read', () => {
    const [one, two] = [new Organisation(1000, 5), new Organisation(1000, 5)];
    const backwards = Array.from({ length: 1000 }, (_, i) => one.person(999 - i)?.list).reverse();
    expect(backwards).toEqual(Array.from({ length: 1000 }, (_, i) => two.person(i)?.list));
  });
});

describe('ids', () => {
  it('lead back to the record without a table, at any size, by id and by address', () => {
    const org = new Organisation(500_000, 3);
    for (const index of [0, 1, 2, 77, 65_536, 499_998, 499_999]) {
      const person = org.person(index);
      expect(org.indexOfUser(person?.id as string)).toBe(index);
      expect(org.indexOfUser(String(person?.list.email))).toBe(index);
    }
    expect(org.indexOfUser('NoSuchIdNoSuchIdNoSuch')).toBeUndefined();
    expect(org.indexOfUser('nobody12@example.com')).toBeUndefined();
  });

  it('are all different', () => {
    const org = new Organisation(20_000, 1);
    const ids = new Set(Array.from({ length: 20_000 }, (_, i) => org.person(i)?.id));
    expect(ids.size).toBe(20_000);
  });
});

describe('the company is believable:', () => {
  const world = worldOf(4000);
  const people = [...world.truth()].map(({ person }) => person);
  const share = (fits: (p: (typeof people)[number]) => boolean) => people.filter(fits).length / people.length;

  it('pending, inactive, leavers, people who never signed in, Basic, Licensed, Unassigned and None', () => {
    const old = Date.UTC(2026, 4, 1);
    expect(share((p) => p.status === 'pending')).toBeGreaterThan(0.02);
    expect(share((p) => p.status === 'inactive')).toBeGreaterThan(0.05);
    expect(share((p) => p.status === 'active' && Date.parse(String(p.list.last_login_time)) < old)).toBeGreaterThan(0.01);
    expect(share((p) => p.status === 'active' && p.list.last_login_time === undefined)).toBeGreaterThan(0.01);
    expect([...new Set(people.map((p) => p.list.type))].sort()).toEqual([1, 2, 4, 99]);
    expect(share((p) => (p.detail.login_types as number[] | undefined)?.join() === '100')).toBeGreaterThan(0.02);
  });

  it('names of many scripts, departments, time zones, several groups, custom roles', () => {
    const names = people.map((p) => `${p.list.first_name} ${p.list.last_name}`).join(' ');
    for (const script of ['Latin', 'Cyrillic', 'Greek', 'Han', 'Hiragana', 'Hangul', 'Arabic', 'Hebrew', 'Devanagari', 'Thai']) expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    expect(new Set(people.map((p) => p.list.dept)).size).toBeGreaterThan(9);
    expect(new Set(people.map((p) => p.list.timezone)).size).toBeGreaterThan(9);
    expect(people.some((p) => p.groupIds.length > 3)).toBe(true);
    expect(new Set(people.map((p) => p.roleId)).size).toBe(world.org.roles.length);
    expect(people.every((p) => /^[\w.]+@[\w.]+$/.test(String(p.list.email)))).toBe(true);
  });

  it('every weak spot on about its share of people', () => {
    for (const [name, expected] of Object.entries(WEAKNESSES)) expect(Math.abs(share((p) => p.weaknesses.has(name as keyof typeof WEAKNESSES)) - expected), name).toBeLessThan(0.04);
  });

  it('keys that a licence gives are absent without it, never null', () => {
    for (const person of people) {
      expect('license_info_list' in person.list).toBe(person.status !== 'pending' && person.licensed);
      expect(Object.values({ ...person.list, ...person.detail }).every((value) => value !== null && value !== undefined)).toBe(true);
    }
    expect(people.filter((p) => p.status === 'pending').every((p) => !('id' in p.list))).toBe(true);
  });

  it('an empty group, one that holds nearly everybody, and in a large company sixty roles, most limited to groups', () => {
    const members = world.groups().map(({ total_members }) => Number(total_members));
    expect(Math.min(...members)).toBe(0);
    expect(Math.max(...members) / people.length).toBeGreaterThan(0.8);
    const { roles } = new Organisation(500_000, 1);
    expect(roles).toHaveLength(60);
    expect(roles.filter((role) => role.privilege_scopes).length).toBeGreaterThan(50);
  });

  it('is changed without end, down to the last', () => {
    for (const users of [1, 3, 5, 40]) {
      const org = new Organisation(users, 1);
      expect(changeOrganisation(org, 0, 60)).toHaveLength(60);
      expect(org.status(0)).toBe('active');
    }
  });
});

describe('totals', () => {
  it('are what a walk over all records counts, and follow every change', () => {
    const world = worldOf(500);
    const check = () => {
      const people = [...world.truth()].map(({ person }) => person);
      const there = people.filter((p) => p.status !== 'pending');
      for (const status of ['active', 'inactive', 'pending']) expect(world.users(status, null).total).toBe(people.filter((p) => p.status === status).length);
      expect(world.users('active', '1').total).toBe(people.filter((p) => p.status === 'active' && p.roleId === '1').length);
      for (const { id, total_members } of world.groups()) expect(total_members).toBe(there.filter((p) => p.groupIds.includes(String(id))).length);
      for (const { id, total_members } of world.roles()) expect(total_members).toBe(there.filter((p) => p.roleId === id).length);
      const count = (types: number[]) => there.filter((p) => types.includes(Number(p.list.type))).length;
      expect(world.tally.summary()).toEqual({
        licensed_users_count: count([2]),
        basic_users_count: count([1]),
        on_prem_users_count: 0,
        room_users_count: 0,
        join_only_users_count: count([4, 99]),
        pending_users_count: people.length - there.length,
        total_users_count: there.length,
      });
    };
    check();
    world.change(16);
    check();
    world.org.overrides.set(7, { deleted: true });
    check();
  });

  it('are counted once for each change, not for each question', () => {
    const world = worldOf(1000);
    const { tally } = world;
    expect(tally.totals()).toBe(tally.totals());
    const before = tally.totals();
    world.change(1);
    expect(tally.totals()).not.toBe(before);
  });
});

describe('500,000 users', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const heap = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  it('are walked without being held', () => {
    const world = worldOf(500_000);
    const before = heap();
    let count = 0;
    for (const source of ['active', 'inactive', 'pending'].map((status) => world.users(status, null)))
      for (let position: number | undefined = 0; position !== undefined; ) {
        const page: ReturnType<typeof source.take> = source.take(position, 2000);
        count += page.items.length;
        position = page.next;
      }
    expect(count).toBe(500_000);
    expect(heap() - before).toBeLessThan(50 * MEGABYTE);
  });

  it('are counted by group, role, status and type alike', () => {
    const world = worldOf(500_000);
    expect(world.roles().reduce((sum, role) => sum + role.total_members, 0)).toBe(world.tally.summary().total_users_count);
  });
});
