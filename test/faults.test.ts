import { describe, expect, it } from 'vitest';
import { parseFaults } from '../src/fake-zoom/fault-text.ts';
import { withCollection } from './support/collection.ts';
import { expectTruth, graphOf } from './support/truth.ts';

const step = (report: { steps: readonly { id: string; status: string; reason?: string }[] }, id: string) => report.steps.find((s) => s.id === id);

/** Every fault that passes: the graph must equal the truth, and the report must be complete. Small pages, so that there are pages to turn. */
const PASSING: Record<string, string> = {
  'server errors with HTML bodies': 'serverError=0.1',
  'the HTML page of a 502': 'badGateway=0.1',
  'connections that are reset': 'reset=0.1',
  'headers that come after the time-out': 'slow=0.01,slowMs=2500',
  'bodies that stop half way beyond the time-out': 'slowBody=0.01,slowMs=2500',
  'truncated answers': 'truncated=0.1',
  'answers that are no JSON': 'badJson=0.1',
  'errors in the body of a 200': 'errorBody=0.1',
  'a 401 in the middle of the run': 'unauthorized=0.02',
  'an expired page token': 'pageTokenExpired',
  'duplicates across pages': 'duplicates',
  'a page that comes twice': 'repeatedPage',
  'users that vanish between list and detail': 'vanishing=0.1',
  'users that are removed between two pages': 'removing=0.1',
  'a storm of per-second 429s': 'storm429=0.1',
  'unknown keys and drifting totals': 'unknownKeys,totalsDrift',
  'all that moves at once': 'churn,serverError=0.02,reset=0.02',
};

describe('a fault that passes leaves no trace:', () => {
  for (const [name, faults] of Object.entries(PASSING))
    it(name, () =>
      withCollection({ users: 40, maxPageSize: 10, faults: parseFaults(faults, 'faults') }, async ({ fake, store, collect }) => {
        const report = await collect();

        expect(report.steps.filter((s) => s.status !== 'complete')).toEqual([]);
        await expectTruth(store, fake);
      }),
    );

  it('a token that expires every second', () =>
    withCollection({ users: 60, tokenLifetimeS: 1, latencyMs: 20 }, async ({ fake, store, collect }) => {
      await collect();

      await expectTruth(store, fake);
    }));
});

describe('a fault that stays deletes nothing:', () => {
  it('an outage: the run fails with one sentence and the graph is as it was', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      const before = await graphOf(store);
      fake.set({ faults: 'outage' });

      await expect(collect()).rejects.toMatchObject({ code: 'zoom-unavailable' });

      expect(await graphOf(store)).toEqual(before);
      fake.set({ faults: 'none' });
      fake.change(8);
      await collect();
      await expectTruth(store, fake);
    }));

  it('an outage that begins after the token: every step says so and the graph is as it was', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      const before = await graphOf(store);
      fake.set({ faults: { serverError: 1 } });

      const report = await collect({ accountId: fake.credentials.accountId }).catch((error: unknown) => error);

      // With every request hit twice at most, a right client still gets through.
      expect(report).toMatchObject({ status: 'complete' });
      expect(await graphOf(store)).toEqual(before);
    }));

  it('a daily limit: what was read is kept, the rest stays, and the next run goes on without reading it again', () =>
    withCollection({ users: 100 }, async ({ fake, store, collect }) => {
      fake.set({ faults: { dailyLimit: { label: 'MEDIUM', after: 200, form: 'iso' } } });

      const first = await collect();

      expect(first.status).toBe('partial');
      expect(step(first, 'fetch-users')?.status).toBe('complete');
      expect(step(first, 'fetch-user-settings')).toMatchObject({ status: 'partial', reason: expect.stringMatching(/daily|day/i) });
      expect(Object.keys(first.dailyLimits)).toEqual(['MEDIUM']);

      fake.set({ faults: 'none' });
      // The store still holds the reset that Zoom named; one request finds out that the limit is gone.
      const already = fake.requests.byRoute['/users/{userId}/settings'] ?? 0;
      const second = await collect();
      const people = [...fake.world.truth()].filter(({ person }) => person.status !== 'pending').length;
      expect(second.status).toBe('complete');
      expect(second.resumedUsers).toBeGreaterThan(30);
      expect((fake.requests.byRoute['/users/{userId}/settings'] ?? 0) - already).toBeLessThan(people * 4 - 120);
      await expectTruth(store, fake);
    }));

  for (const form of ['http', 'seconds'] as const)
    it(`a daily limit whose reset is told as ${form}`, () =>
      withCollection({ users: 40, faults: { dailyLimit: { label: 'MEDIUM', after: 30, form } } }, async ({ collect }) => {
        const report = await collect();

        expect(report.dailyLimits.MEDIUM).toBeGreaterThan(Date.now());
        expect(report.status).toBe('partial');
      }));

  it('a scope that was taken away: its data stays, and the step names the scope', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      fake.change(8);
      fake.set({ scopes: ['user:read:admin', 'role:read:admin'] });

      const report = await collect();

      expect(report.status).toBe('partial');
      expect(step(report, 'fetch-groups')).toMatchObject({ status: 'skipped', reason: expect.stringContaining('group:read:admin') });
      await expectTruth(store, fake);
    }));

  it('a scope that is lost in the middle: what was read is kept, nothing is deleted, and the step names the scope', () =>
    withCollection({ users: 60, maxPageSize: 20 }, async ({ fake, store, collect }) => {
      await collect();
      fake.set({ faults: { scopeLost: { scope: 'user:read:admin', after: 60 } } });

      const report = await collect();

      expect(report.status).toBe('partial');
      expect(step(report, 'fetch-user-settings')).toMatchObject({ status: expect.stringMatching(/partial|skipped/), reason: expect.stringContaining('user:read:admin') });
      await expectTruth(store, fake);
    }));

  it('a 401 that is not about the token: no new token is fetched for it, and what it closes is named', () =>
    withCollection({ users: 40, faults: { oddUnauthorized: true } }, async ({ fake, store, collect }) => {
      const report = await collect();

      expect(fake.requests.tokens()).toBe(1);
      expect(report.steps.find(({ id }) => id === 'fetch-users')?.status).toBe('complete');
      for await (const account of store.entities({ type: 'zoom_account' })) expect(account).toMatchObject({ lacks: expect.arrayContaining(['managed_domains', 'trusted_domains']) });
      await expectTruth(store, fake);
    }));

  it('a deactivated app: one sentence that says so, and the graph is as it was', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      const before = await graphOf(store);
      fake.set({ faults: { appDisabled: true } });

      await expect(collect()).rejects.toMatchObject({ code: 'zoom-credentials', message: expect.stringContaining('not activated') });

      expect(await graphOf(store)).toEqual(before);
    }));

  it('granular scopes without settings: the users are there, with the settings of the last good run', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      fake.set({ scopes: ['user:read:list_users:admin', 'user:read:user:admin', 'group:read:list_groups:admin', 'role:read:list_roles:admin', 'role:read:role:admin'] });

      const report = await collect();

      expect(step(report, 'fetch-user-settings')).toMatchObject({ status: 'skipped', reason: expect.stringContaining('user:read:settings:admin') });
      expect(report.status).toBe('partial');
      await expectTruth(store, fake);
    }));

  it('no scope to list users: nobody is deleted', () =>
    withCollection({ users: 40 }, async ({ fake, store, collect }) => {
      await collect();
      fake.set({ scopes: ['group:read:admin', 'role:read:admin'] });

      const report = await collect();

      expect(step(report, 'fetch-users')?.status).toBe('skipped');
      await expectTruth(store, fake);
    }));

  it('a Free plan: groups and privileges are skipped with the reason, users are collected', () =>
    withCollection({ users: 4, plan: 'free' }, async ({ store, collect }) => {
      const report = await collect({}).catch((error: unknown) => error);

      expect(report).toMatchObject({ status: 'partial' });
      expect(step(report as never, 'fetch-groups')).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/paid/i) });
      expect((await graphOf(store)).users.size).toBe(4);
    }));

  it('wrong credentials: one sentence, nothing stored', () =>
    withCollection({ users: 10 }, async ({ store, collect }) => {
      await expect(collect({ accessToken: 'not-a-token' })).rejects.toMatchObject({ code: 'zoom-token' });

      expect((await graphOf(store)).users.size).toBe(0);
    }));
});
