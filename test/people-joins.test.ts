import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../src/lib/clock.ts';
import type { Entity } from '../src/model/graph.ts';
import { followPeople } from '../src/people/follow.ts';
import { openDuckdbStore } from '../src/store/dialects/duckdb/open.ts';
import type { Store } from '../src/store/store.ts';

const user = (key: string, more: Record<string, unknown> = {}): Entity => ({ _key: `zoom_user:${key}`, _type: 'zoom_user', _class: ['User'], displayName: key, ...more }) as Entity;
const person = (key: string, more: Record<string, unknown> = {}): Entity => ({ _key: `person:${key}`, _type: 'person', _class: ['Person'], displayName: key, ...more }) as Entity;

const thrown = (error: unknown): never => {
  throw error;
};

interface Graph {
  readonly store: Store;
  /** The same without anybody who follows. */
  readonly own: Store;
  users(...list: Entity[]): Promise<void>;
  people(...list: Entity[]): Promise<void>;
  joins(): Promise<string[]>;
}

async function withGraph(work: (graph: Graph) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'graph-zoom-people-'));
  const own = await openDuckdbStore(directory, { clock: systemClock });
  const store = followPeople(own, systemClock, thrown);
  let on = 0;
  const put = async (source: 'integration-managed' | 'api', scope: string, list: readonly Entity[]) => {
    const sync = await store.beginSync({ source, scope, on: ++on });
    await sync.entities(list);
    await sync.commit({ completeTypes: '*' });
  };
  try {
    await work({
      store,
      own,
      users: (...list) => put('integration-managed', 'zoom', list),
      people: (...list) => put('api', 'hr', list),
      async joins() {
        const found: string[] = [];
        for await (const { _class, _fromEntityKey, _toEntityKey, matchedBy, ambiguous } of store.relationships({ source: 'system-mapper' }))
          found.push(`${_fromEntityKey} ${_class} ${_toEntityKey} ${matchedBy}${ambiguous ? ' ?' : ''}`);
        return found.map((text) => text.replaceAll(/zoom_user:|person:/g, '')).sort();
      },
    });
  } finally {
    await own.close();
    await rm(directory, { recursive: true, force: true });
  }
}

describe('users are joined to persons', () => {
  it('by employee id, address, alias, user id and user name, in small or large letters, each with its rule', () =>
    withGraph(async ({ users, people, joins }) => {
      await people(
        person('ada', { employeeId: 'E-7', email: ['ada@old.example'] }),
        person('bob', { email: ['BOB@x.example'] }),
        person('cyd', { email: ['cyd@x.example'], aliases: ['Sales@x.example'] }),
        person('dan', { userId: 'dan@x.example' }),
        person('eve', { username: 'EVE.X' }),
      );
      await users(
        user('1', { employeeUniqueId: 'e-7 ', email: ['ada@new.example'] }),
        user('2', { email: ['bob@X.example'] }),
        user('3', { email: ['sales@x.example'] }),
        user('4', { email: ['dan@x.example'] }),
        user('5', { username: ['eve.x'] }),
        user('6', { email: ['nobody@x.example'] }),
      );
      expect(await joins()).toEqual(['1 IS ada employee-id', '2 IS bob email', '3 IS cyd alias', '4 IS dan user-id', '5 IS eve username']);
    }));

  it('to each of several whose mailbox it is, and says that it is not sure', () =>
    withGraph(async ({ users, people, joins }) => {
      await users(user('desk', { email: ['desk@x.example'] }));
      await people(person('ada', { aliases: ['desk@x.example'] }), person('bob', { aliases: ['desk@x.example'] }));
      expect(await joins()).toEqual(['desk IS ada alias ?', 'desk IS bob alias ?']);
    }));

  it('by a name only where one user and one person have it, and neither is joined by anything surer', () =>
    withGraph(async ({ users, people, joins }) => {
      await people(
        person('ada', { name: 'Ada Lovelace', email: ['ada@x.example'] }),
        person('kim1', { name: 'Kim Lee' }),
        person('kim2', { name: 'Kim Lee' }),
        person('max', { name: 'Max Roe' }),
        person('joe', { name: 'Joe Doe', email: ['joe@x.example'] }),
        person('support', { name: 'Support' }),
      );
      await users(
        user('1', { firstName: 'Ada', lastName: 'Lovelace', email: ['ada@private.example'] }),
        user('2', { name: 'Kim Lee' }),
        user('3', { name: 'max roe' }),
        user('4', { name: 'Max Roe' }),
        user('5', { name: 'Joe Doe', email: ['other@x.example'] }),
        user('6', { email: ['joe@x.example'] }),
        user('7', { name: 'Support' }),
      );
      expect(await joins()).toEqual(['1 IS ada name', '6 IS joe email']);
    }));

  it('at once, whichever side changes', () =>
    withGraph(async ({ users, people, joins }) => {
      await users(user('1', { email: ['ada@x.example'] }));
      expect(await joins()).toEqual([]);
      await people(person('ada', { email: ['ada@x.example'] }));
      expect(await joins()).toEqual(['1 IS ada email']);
      await users(user('1', { email: ['ada@married.example'] }));
      expect(await joins()).toEqual([]);
      await people(person('ada', { email: ['ada@married.example'], aliases: ['ada@x.example'] }));
      expect(await joins()).toEqual(['1 IS ada email']);
      await people();
      expect(await joins()).toEqual([]);
    }));

  it('and persons to their managers, by id, address or a name that is one person’s', () =>
    withGraph(async ({ people, joins }) => {
      await people(
        person('ada', { employeeId: '1', email: ['ada@x.example'], name: 'Ada Lovelace', managerId: '1' }),
        person('bob', { managerId: '1' }),
        person('cyd', { managerEmail: 'ADA@x.example' }),
        person('dan', { manager: 'Ada Lovelace' }),
        person('eve', { manager: 'Nobody Known' }),
      );
      expect(await joins()).toEqual(['ada MANAGES bob employee-id', 'ada MANAGES cyd email', 'ada MANAGES dan name']);
    }));

  it('also those of a commit whose process ended before they were made', () =>
    withGraph(async ({ own, users, people, joins }) => {
      await people(person('ada', { email: ['ada@x.example'] }));
      // What a killed process leaves: the commit and its mark, and no joins.
      const sync = await own.beginSync({ source: 'integration-managed', scope: 'zoom', on: 100 });
      await sync.entities([user('1', { email: ['ada@x.example'] })]);
      await sync.commit({ completeTypes: '*', records: () => [{ collection: 'joins-due', id: 'of the killed one', on: 100, value: {} }] });
      expect(await joins()).toEqual([]);
      await users(user('1', { email: ['ada@x.example'] }));
      expect(await joins()).toEqual(['1 IS ada email']);
      expect(await own.records.list('joins-due')).toEqual([]);
    }));

  it('without writing anything where nothing that tells them apart changed', () =>
    withGraph(async ({ store, users, people }) => {
      await users(user('1', { email: ['ada@x.example'], dept: 'Sales' }));
      await people(person('ada', { email: ['ada@x.example'] }));
      const before = await store.changes({ scope: 'people' });
      await users(user('1', { email: ['ada@x.example'], dept: 'Marketing' }));
      expect(await store.changes({ scope: 'people' })).toEqual(before);
      expect(before).toHaveLength(1);
    }));
});

const TEXTS = ['ada@x.example', 'ADA@X.example', 'bob@x.example', 'desk@x.example'];
const text = fc.constantFrom(...TEXTS);
const texts = fc.array(text, { maxLength: 2 });
const name = fc.constantFrom('Ada Lovelace', 'ada lovelace', 'Bob Roe', 'Support');
const record = fc.record({ email: texts, name, employee: fc.constantFrom('1', '2', ' 1') }, { requiredKeys: [] });
const oneUser = record.map(({ email, name: n, employee }) => ({ ...(email ? { email } : {}), ...(n ? { name: n } : {}), ...(employee ? { employeeUniqueId: employee } : {}) }));
const onePerson = fc
  .record({ email: texts, aliases: texts, userId: text, username: text, name, employeeId: fc.constantFrom('1', '2') }, { requiredKeys: [] })
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
type Fields = Record<string, unknown>;

/** The rules once more, the slow way: each pair by itself. */
function naive(users: readonly Fields[], persons: readonly Fields[]): string[] {
  const low = (value: unknown): string[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) => String(one).trim().toLowerCase());
  const meet = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one));
  const sure = users.map((u) =>
    persons.map((p) => {
      if (meet(low(u.employeeUniqueId), low(p.employeeId))) return 'employee-id';
      if (meet(low(u.email), low(p.email))) return 'email';
      if (meet(low(u.email), low(p.aliases))) return 'alias';
      if (meet(low(u.email), low(p.userId))) return 'user-id';
      return meet(low(u.email), low(p.username)) ? 'username' : undefined;
    }),
  );
  return users.flatMap((u, i) => {
    const found = (sure[i] as (string | undefined)[]).flatMap((rule, j) => (rule === undefined ? [] : [{ rule, j }]));
    if (found.length > 0) return found.map(({ rule, j }) => `${i} IS ${j} ${rule}${found.length > 1 ? ' ?' : ''}`);
    const [own] = low(u.name);
    if (own === undefined || !own.includes(' ') || users.filter((other) => low(other.name)[0] === own).length > 1) return [];
    const same = persons.flatMap((p, j) => (low(p.name)[0] === own ? [j] : []));
    const [j] = same;
    return same.length === 1 && j !== undefined && !sure.some((row) => row[j] !== undefined) ? [`${i} IS ${j} name`] : [];
  });
}

describe('any order of imports and collections', () => {
  it('ends in the joins that follow from what is there at the end', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.record({ users: fc.array(oneUser, { maxLength: 4 }) }), fc.record({ people: fc.array(onePerson, { maxLength: 4 }) })), { minLength: 1, maxLength: 6 }), (steps) =>
        withGraph(async ({ users, people, joins }) => {
          let last: { users: Fields[]; people: Fields[] } = { users: [], people: [] };
          for (const step of steps) {
            last = { ...last, ...step };
            if ('users' in step) await users(...step.users.map((fields, i) => user(String(i), { ...fields, displayName: 'x' })));
            else await people(...step.people.map((fields, i) => person(String(i), { ...fields, displayName: 'x' })));
          }
          expect(await joins()).toEqual(naive(last.users, last.people).sort());
        }),
      ),
      { numRuns: 12 },
    ));
});
