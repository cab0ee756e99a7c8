import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../../test/support/fake-clock.ts';
import { type Session, withFake } from '../../test/support/fake-session.ts';
import type { Faults } from './faults.ts';
import { FAULT_PROFILES, FAULTS, faultsOf } from './faults.ts';
import { Injector, type InjectRequest } from './inject.ts';

const request = (n: number): InjectRequest => ({ path: `/users/user-number-${n}/settings?option=`, label: 'MEDIUM', hasPageToken: false, now: 0 });
const kinds = (seed: number, faults: Partial<Faults>, order: readonly number[]) => {
  const injector = new Injector(seed);
  return new Map(order.map((n) => [n, injector.decide(faultsOf(faults), request(n))?.kind] as const));
};
const NUMBERS = Array.from({ length: 4000 }, (_, i) => i);

describe('the injector', () => {
  it('hits about the share asked for, the same requests for the same seed in any order, and others for another', () => {
    const faults = { reset: 0.05, badGateway: 0.05 };
    const hits = kinds(1, faults, NUMBERS);
    const backwards = kinds(1, faults, NUMBERS.toReversed());

    for (const kind of ['reset', 'server-error']) expect([...hits.values()].filter((k) => k === kind).length / NUMBERS.length).toBeCloseTo(0.05, 1);
    for (const n of NUMBERS) expect(backwards.get(n)).toBe(hits.get(n));
    const other = kinds(2, faults, NUMBERS);
    expect(NUMBERS.some((n) => other.get(n) !== hits.get(n))).toBe(true);
  });

  it('lets whoever asks a third time through', () => {
    const injector = new Injector(1);
    const tries = [1, 2, 3, 4].map(() => injector.decide(faultsOf({ reset: 1 }), request(1))?.kind);
    expect(tries).toEqual(['reset', 'reset', undefined, undefined]);
  });

  it('has every fault off in profile none, and something on in each other', () => {
    expect(Object.entries(faultsOf('none')).filter(([name, value]) => name !== 'slowMs' && value)).toEqual([]);
    for (const [name, profile] of Object.entries(FAULT_PROFILES)) expect(Object.keys(profile).length > 0, name).toBe(name !== 'none');
  });
});

/** How each fault of single requests looks on the wire; every other one is tested where it belongs. */
const ON_THE_WIRE: Partial<Record<keyof typeof FAULTS, (session: Session) => Promise<void>>> = {
  serverError: async ({ get }) => {
    const seen = new Set<number>();
    for (const path of ['/roles', '/groups', '/users', '/users/me', '/users?a', '/users?ab']) seen.add((await get(path)).status);
    expect([...seen].every((status) => [500, 502, 503, 504].includes(status))).toBe(true);
    expect(seen.size).toBeGreaterThan(1);
  },
  badGateway: async ({ get }) => {
    const { status, headers, text } = await get('/roles');
    expect([status, headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
    expect(text).toMatch(/^<html>/);
  },
  reset: async ({ get }) => expect(get('/roles')).rejects.toThrow('fetch failed'),
  truncated: async ({ get }) => expect(get('/roles')).rejects.toThrow('terminated'),
  badJson: async ({ get }) => expect(get('/roles')).rejects.toThrow(SyntaxError),
  errorBody: async ({ get }) => {
    const { status, body } = await get('/users');
    expect([status, body]).toEqual([200, { code: 500, message: 'Internal server error.' }]);
  },
  unauthorized: async ({ get, newToken }) => {
    const { status, body } = await get('/users');
    expect([status, body]).toEqual([401, { code: 124, message: 'Access token is expired.' }]);
    expect((await get('/users')).status).toBe(401);
    expect((await get('/users', await newToken())).status).toBe(200);
  },
  storm429: async ({ get }) => {
    const { status, headers } = await get('/users');
    expect([status, headers.get('x-ratelimit-type'), headers.get('retry-after')]).toEqual([429, 'QPS', null]);
  },
  pageTokenExpired: async ({ get }) => {
    const token = (await get('/users')).body.next_page_token;
    expect((await get(`/users?next_page_token=${token}`)).body.code).toBe(300);
    expect((await get(`/users?next_page_token=${token}`)).status).toBe(200);
  },
  unknownKeys: async ({ get }) => {
    expect((await get('/users')).body.users[0]).toHaveProperty('brand_new_key');
    expect((await get('/users/me/settings')).body).toHaveProperty('brand_new_section');
  },
  oddUnauthorized: async ({ get }) => {
    const { status, body } = await get('/accounts/me/managed_domains');
    expect([status, body.code]).toEqual([401, 30031002]);
    expect((await get('/users')).status).toBe(200);
  },
  outage: async ({ fake }) => {
    for (const url of [`${fake.apiUrl}/users`, `${fake.oauthUrl}/token`, `${fake.oauthUrl}/authorize`]) expect((await fetch(url)).status).toBe(503);
  },
  vanishing: async ({ get, fake }) => {
    const id = fake.world.org.person(5)?.id;
    expect((await get('/users?page_size=300')).body.users.some((user) => user.id === id)).toBe(true);
    expect((await get(`/users/${id}`)).body.code).toBe(1001);
  },
};

describe('a fault on the wire:', () => {
  for (const [name, expectIt] of Object.entries(ON_THE_WIRE))
    it(`${name}: ${FAULTS[name as keyof typeof FAULTS].what}`, () => withFake({ users: 60, faults: { [name]: FAULTS[name as keyof typeof FAULTS].kind === 'switch' ? true : 1 } }, expectIt));

  it('slow: nothing comes before its time', () =>
    slowly({ slow: 1 }, async (clock, answer, headersAt) => {
      expect(headersAt()).toBeUndefined();
      await clock.advance(1999);
      expect(headersAt()).toBeUndefined();
      await clock.advance(1);
      expect(JSON.parse(await (await answer).text()).total_records).toBeGreaterThan(0);
    }));

  it('slowBody: headers come at once, the rest of the body in its time', () =>
    slowly({ slowBody: 1 }, async (clock, answer) => {
      const response = await answer;
      const text = response.text();
      await clock.advance(2000);
      expect(JSON.parse(await text).total_records).toBeGreaterThan(0);
    }));

  it.each([
    ['iso', /^\d{4}-\d\d-\d\dT00:00:00Z$/],
    ['http', /^\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT$/],
    ['seconds', /^\d+$/],
  ] as const)('dailyLimit: the label stops after so many requests, with the reset as %s; other labels go on', (form, shape) =>
    withFake({ faults: { dailyLimit: { label: 'MEDIUM', after: 2, form } } }, async ({ get }) => {
      const answers = [await get('/roles'), await get('/roles'), await get('/roles')];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(answers[2]?.headers.get('x-ratelimit-type')).toBe('Daily-limit');
      expect(answers[2]?.headers.get('retry-after')).toMatch(shape);
      expect((await get('/users/me')).status).toBe(200);
    }),
  );
});

/** Asks once on a clock that stands; gives the answer to be and when its headers came. */
const slowly = (faults: Partial<Faults>, work: (clock: FakeClock, answer: Promise<Response>, headersAt: () => number | undefined) => Promise<void>) => {
  const clock = new FakeClock();
  return withFake({ clock, faults }, async ({ fake, newToken }) => {
    const token = await newToken();
    let at: number | undefined;
    const answer = fetch(`${fake.apiUrl}/roles`, { headers: { authorization: `Bearer ${token}` } });
    answer.then(
      () => {
        at = clock.now();
      },
      () => {},
    );
    while (clock.sleeping === 0) await settle();
    await work(clock, answer, () => at);
  });
};
