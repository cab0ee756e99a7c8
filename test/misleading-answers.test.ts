import { describe, expect, it } from 'vitest';
import { withCollection } from './support/collection.ts';
import { type Meddle, startMeddlingProxy } from './support/meddling-proxy.ts';
import { expectTruth, graphOf } from './support/truth.ts';

const step = (report: { steps: readonly { id: string; status: string; reason?: string; missed: number }[] }, id: string) => report.steps.find((s) => s.id === id);

/** A good collection, then one through a proxy that meddles. */
const through = (
  meddle: (userId: string | undefined) => Meddle,
  check: (bench: { report: Awaited<ReturnType<Parameters<Parameters<typeof withCollection>[1]>[0]['collect']>>; before: unknown; after: unknown }) => void,
) =>
  withCollection({ users: 30 }, async ({ fake, store, collect }) => {
    await collect();
    const before = await graphOf(store);
    const someone = Array.from({ length: 30 }, (_, i) => fake.world.org.person(i)).find((p) => p?.status === 'active' && p.index > 5);
    const proxy = await startMeddlingProxy(fake.apiUrl, meddle(someone?.id));
    try {
      const report = await collect({ apiUrl: proxy.apiUrl });
      check({ report, before, after: await graphOf(store) });
      await expectTruth(store, fake);
    } finally {
      await proxy.close();
    }
  });

describe('an answer that misleads deletes nothing and hides nothing:', () => {
  it('a refusal of every call but the token’s: the run has failed, with one sentence, whatever the configuration tells of the account', () =>
    withCollection({ users: 20 }, async ({ fake, store, collect }) => {
      await collect();
      const before = await graphOf(store);
      const proxy = await startMeddlingProxy(fake.apiUrl, () => ({ status: 404, body: { error: 'no such route' } }));
      try {
        await expect(collect({ apiUrl: proxy.apiUrl, accountId: fake.credentials.accountId })).rejects.toMatchObject({
          code: 'zoom-unavailable',
          message: expect.stringMatching(/^Nothing could be read from Zoom: .*404/),
        });
      } finally {
        await proxy.close();
      }
      expect(await graphOf(store)).toEqual(before);
      expect((await store.runs.list())[0]?.status).toBe('failed');
    }));

  it("a 404 that is not Zoom's: the users stay, and the steps say what failed", () =>
    through(
      () => (path) => (/^\/v2\/users\/[^/]+(\/settings.*)?$/.test(path) ? { status: 404, body: { error: 'no such route' } } : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(step(report, 'fetch-user-settings')).toMatchObject({ status: 'failed', reason: expect.stringContaining('404') });
        expect(step(report, 'fetch-user-details')?.status).toBe('failed');
        expect(report.status).toBe('partial');
      },
    ));

  it('one user for whom Zoom refuses what it answers for others: only that one stays as it was', () =>
    through(
      (id) => (path) => (path.startsWith(`/v2/users/${id}/settings`) ? { status: 400, body: { code: 200, message: 'No permission.' } } : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(step(report, 'fetch-user-settings')).toMatchObject({ status: 'partial', missed: 4, reason: expect.stringContaining('No permission') });
      },
    ));

  it('a role that Zoom lists and then does not know: it stays with who holds it, and with the privileges it was seen with', () =>
    through(
      () => (path) => (path === '/v2/roles/1' ? { status: 400, body: { code: 1034, message: 'Role does not exist.' } } : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(report.status).toBe('complete');
      },
    ));

  it('settings that Zoom refuses to everybody: the step is skipped after a few calls', () =>
    through(
      () => (path) => (path.includes('/settings') && path.startsWith('/v2/users/') ? { status: 400, body: { code: 200, message: 'Only available for Paid account.' } } : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(step(report, 'fetch-user-settings')).toMatchObject({ status: 'skipped', reason: expect.stringContaining('Paid') });
      },
    ));

  it('parameters that Zoom finds invalid for one user: the others are read', () =>
    through(
      (id) => (path) => (path.startsWith(`/v2/users/${id}/settings`) ? { status: 400, body: { code: 300, message: 'Validation Failed.', errors: [] } } : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(step(report, 'fetch-user-settings')).toMatchObject({ status: 'partial', missed: 4 });
      },
    ));

  for (const [name, answer] of Object.entries({ 'code 4700': { status: 401, body: { code: 4700, message: 'Token cannot be empty.' } }, 'a 403 without a body': { status: 403, body: undefined } }))
    it(`groups that are refused with ${name}: their step is skipped, and the rest is read`, () =>
      through(
        () => (path) => (path.startsWith('/v2/groups') ? answer : undefined),
        ({ report, before, after }) => {
          expect(after).toEqual(before);
          expect(report.steps.filter((s) => s.status !== 'complete')).toEqual([expect.objectContaining({ id: 'fetch-groups', status: 'skipped' })]);
        },
      ));

  const tokenRefused = { status: 401, body: { code: 124, message: 'Invalid access token.' } };

  it('groups that refuse the token which Zoom accepts elsewhere: their step fails, and the rest is read', () =>
    through(
      () => (path) => (path.startsWith('/v2/groups') ? tokenRefused : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(report.steps.filter((s) => s.status !== 'complete')).toEqual([expect.objectContaining({ id: 'fetch-groups', status: 'failed' })]);
      },
    ));

  it("one user's settings that refuse the token: only that user stays as it was", () =>
    through(
      (id) => (path) => (path.startsWith(`/v2/users/${id}/settings`) ? tokenRefused : undefined),
      ({ report, before, after }) => {
        expect(after).toEqual(before);
        expect(report.steps.filter((s) => s.status !== 'complete')).toEqual([expect.objectContaining({ id: 'fetch-user-settings', status: 'partial', missed: 4 })]);
      },
    ));

  it('a pending user with an id is asked nothing', () =>
    withCollection({ users: 10 }, async ({ fake, store, collect }) => {
      const asked: string[] = [];
      const proxy = await startMeddlingProxy(fake.apiUrl, (path) => {
        asked.push(path);
        const invited = { id: 'invited-1', email: 'Invited@example.com', status: 'pending', type: 1, role_id: '2' };
        return path.includes('status=pending') ? { status: 200, body: { next_page_token: '', users: [invited] } } : undefined;
      });
      try {
        expect(await collect({ apiUrl: proxy.apiUrl })).toMatchObject({ status: 'complete' });
        expect((await graphOf(store)).users.get('zoom_user:invited-1')).toMatchObject({ status: 'pending', active: false });
        expect(asked.filter((path) => path.includes('invited-1'))).toEqual([]);
      } finally {
        await proxy.close();
      }
    }));
});
