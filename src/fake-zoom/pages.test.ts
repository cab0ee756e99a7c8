import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { type Session, withFake } from '../../test/support/fake-session.ts';

const EXPIRED = { code: 300, message: 'The next page token is invalid or expired.' };
const MINUTE = 60_000;

/** All ids (or addresses) of a list, page by page. */
async function traverse(get: Session['get'], path: string, items: 'users' | 'members' = 'users'): Promise<string[][]> {
  const pages: string[][] = [];
  for (let token = ''; ; ) {
    const { body } = await get(`${path}&next_page_token=${token}`);
    pages.push(body[items].map(({ id, email }) => String(id ?? email)));
    if (body.next_page_token === '') return pages;
    token = body.next_page_token;
  }
}

describe('pages by token', () => {
  it('have the full envelope first and the short one after, and end with an empty token', () =>
    withFake({ users: 60 }, async ({ get }) => {
      const first = await get('/users?page_size=40');
      const second = await get(`/users?page_size=40&next_page_token=${first.body.next_page_token}`);

      expect(Object.keys(first.body)).toEqual(['page_count', 'page_number', 'page_size', 'total_records', 'next_page_token', 'users']);
      expect(Object.keys(second.body)).toEqual(['page_size', 'total_records', 'next_page_token', 'users']);
      expect(first.body).toMatchObject({ page_count: 2, page_number: 1, page_size: 40 });
      expect(second.body.next_page_token).toBe('');
      expect(first.body.users.length + second.body.users.length).toBe(first.body.total_records);
    }));

  it('hold every user once, by status, whatever the page size', () =>
    withFake({ users: 200 }, async ({ get, fake }) => {
      for (const size of [1, 7, 199, 2000])
        for (const status of size === 1 ? ['pending'] : ['active', 'inactive', 'pending']) {
          const all = (await traverse(get, `/users?status=${status}&page_size=${size}`)).flat();
          const truth = [...fake.world.truth()].filter(({ person }) => person.status === status).map(({ list }) => String(list.id ?? list.email));
          expect(all, `${status} by ${size}`).toEqual(truth);
        }
    }));

  it('are bound to the route and to all other parameters, but not to keys that Zoom does not know', () =>
    withFake({ users: 200 }, async ({ get, fake }) => {
      const token = (await get('/users?page_size=30&status=active')).body.next_page_token;
      const again = (more: string) => get(`${more}&next_page_token=${token}`);

      expect((await again('/users?status=active&page_size=30&colour=blue')).status).toBe(200);
      for (const other of [
        '/users?page_size=30&status=inactive',
        '/users?page_size=31&status=active',
        '/users?page_size=30&status=active&role_id=2',
        `/groups/${fake.world.org.groups[0]?.id}/members?page_size=30&status=active`,
      ]) {
        const { status, body } = await again(other);
        expect([status, body], other).toEqual([400, EXPIRED]);
      }
      expect((await get('/users?next_page_token=made-up')).body).toEqual(EXPIRED);
      expect((await get(`/users?page_size=30&status=active&next_page_token=${token.slice(0, -1)}!`)).body).toEqual(EXPIRED);
    }));

  it('live 15 minutes', () => {
    const clock = new FakeClock();
    return withFake({ users: 100, clock }, async ({ get }) => {
      const token = (await get('/users')).body.next_page_token;
      await clock.advance(15 * MINUTE - 1);
      expect((await get(`/users?next_page_token=${token}`)).status).toBe(200);
      await clock.advance(1);
      expect((await get(`/users?next_page_token=${token}`)).body).toEqual(EXPIRED);
    });
  });

  it('go on from their place when the company changes meanwhile', () =>
    withFake({ users: 200 }, async ({ get, fake }) => {
      const first = await get('/users?page_size=50');
      const shown = new Set(first.body.users.map(({ id }) => id));
      fake.world.org.overrides.set(4, { deleted: true });

      const second = await get(`/users?page_size=50&next_page_token=${first.body.next_page_token}`);

      expect(second.body.users.filter(({ id }) => shown.has(id))).toEqual([]);
      expect(second.body.total_records).toBeLessThan(first.body.total_records + 1);
    }));
});

describe('parameters that Zoom does not refuse', () => {
  it.each([
    ['-5', 30],
    ['abc', 30],
    ['0', 30],
    ['', 30],
    ['2.5', 30],
    ['999999', 2000],
    ['2000', 2000],
    ['7', 7],
  ])('page_size=%s is served as %i', (asked, served) =>
    withFake({ users: 100 }, async ({ get }) => {
      const { status, body } = await get(`/users?page_size=${asked}`);

      expect([status, body.page_size]).toEqual([200, served]);
      expect(body.users.length).toBe(Math.min(served, body.total_records));
    }),
  );

  it('a list with a smaller maximum clamps to that', () =>
    withFake({}, async ({ get }) => {
      expect((await get('/groups?page_size=999999')).body.page_size).toBe(300);
      expect((await get('/roles/2/members?page_size=999999')).body.page_size).toBe(300);
    }));

  it('a wrong status lists the active users; unknown keys change nothing', () =>
    withFake({ users: 100 }, async ({ get }) => {
      const active = (await get('/users?status=active&page_size=300')).text;

      for (const query of ['status=actve', 'status=', 'colour=blue', 'status=ACTIVE']) expect((await get(`/users?${query}&page_size=300`)).text, query).toBe(active);
    }));
});

describe('pages by number', () => {
  it('hold every user once, echo the number and have no token', () =>
    withFake({ users: 100 }, async ({ get, fake }) => {
      const pages = await Promise.all([1, 2, 3, 4, 5].map((n) => get(`/users?page_size=25&page_number=${n}`)));

      expect(pages[0]?.body.page_count).toBe(Math.ceil(Number(pages[0]?.body.total_records) / 25));
      expect(pages.map(({ body }) => body.page_number)).toEqual([1, 2, 3, 4, 5]);
      expect(pages.some(({ body }) => 'next_page_token' in body)).toBe(false);
      expect(pages[4]?.body.users).toEqual([]);
      const active = [...fake.world.truth()].filter(({ person }) => person.status === 'active').map(({ person }) => person.id);
      expect(pages.flatMap(({ body }) => body.users.map(({ id }) => id))).toEqual(active);
      expect((await get('/users?page_number=x')).body.page_number).toBe(1);
    }));
});

describe('faults of lists', () => {
  it('duplicates: the last of a page comes again on the next', () =>
    withFake({ users: 100, faults: 'duplicates' }, async ({ get, fake }) => {
      const pages = await traverse(get, '/users?page_size=20');
      expect(pages.length).toBeGreaterThan(2);
      expect(pages.flat().length).toBeGreaterThan(new Set(pages.flat()).size);
      expect(new Set(pages.flat()).size).toBe(fake.world.users('active', null).total);
    }));

  it('the second page comes twice, and the list still ends', () =>
    withFake({ users: 100, faults: { repeatedPage: true } }, async ({ get }) => {
      const pages = await traverse(get, '/users?page_size=20');
      expect(pages[2]).toEqual(pages[1]);
      expect(pages[3]).not.toEqual(pages[1]);
    }));

  it('users are removed while a list is read: some that were shown, some that were to come, never the owner', () =>
    withFake({ users: 200, faults: { removing: 0.2 } }, async ({ get, fake }) => {
      const before = [...fake.world.truth()].length;
      const shown = new Set((await traverse(get, '/users?page_size=50')).flat());
      const left = [...fake.world.truth()];

      expect(left.length).toBeLessThan(before);
      const gone = [...shown].filter((id) => !left.some(({ person }) => person.id === id));
      expect(gone.length).toBeGreaterThan(0);
      expect((await get(`/users/${gone[0]}`)).body).toEqual({ code: 1001, message: `User does not exist: ${gone[0]}.` });
      expect(left.filter(({ person }) => person.status === 'active').every(({ person }) => shown.has(person.id))).toBe(true);
      expect(left[0]?.person.roleId).toBe('0');
    }));

  it('totals drift from page to page', () =>
    withFake({ users: 100, faults: { totalsDrift: true } }, async ({ get }) => {
      const first = await get('/users?page_size=20');
      const second = await get(`/users?page_size=20&next_page_token=${first.body.next_page_token}`);
      expect(second.body.total_records).not.toBe(first.body.total_records);
    }));
});
