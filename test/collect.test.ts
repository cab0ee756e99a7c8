import { describe, expect, it } from 'vitest';
import type { CollectEvents } from '../src/collect/steps.ts';
import { GraphZoomError } from '../src/lib/errors.ts';
import { Emitter } from '../src/lib/events.ts';
import { withCollection } from './support/collection.ts';
import { expectTruth, graphOf } from './support/truth.ts';

const total = (c: { created: number; updated: number; deleted: number }) => c.created + c.updated + c.deleted;

describe('a collection', () => {
  it('holds exactly what Zoom says: users of every status with every setting, groups, roles and edges', () =>
    withCollection({ users: 120 }, async ({ fake, store, collect }) => {
      const report = await collect();

      expect(report.steps.filter((s) => s.status !== 'complete')).toEqual([]);
      expect(report.status).toBe('complete');
      await expectTruth(store, fake);
    }));

  it('changes nothing when nothing changed', () =>
    withCollection({ users: 60 }, async ({ collect, store }) => {
      await collect();
      const before = await graphOf(store);

      const report = await collect();

      expect(total(report.changes.entities) + total(report.changes.relationships)).toBe(0);
      expect(await graphOf(store)).toEqual(before);
    }));

  it('reports exactly the changes of the organisation, with old and new values', () =>
    withCollection({ users: 80 }, async ({ fake, store, collect }) => {
      await collect();
      const [weakened, left, promoted] = [fake.world.org.person(10), fake.world.org.person(11), fake.world.org.person(12)].map((p) => p?.id);
      fake.world.org.overrides.set(10, { flip: 'noWaitingRoom' }).set(11, { status: 'inactive' }).set(12, { roleId: '1' });

      const report = await collect();

      const users = (await store.changes({ since: report.startedOn })).filter((c) => c.type === 'zoom_user');
      expect(users.map((c) => `${c.operation} ${c.key}`).sort()).toEqual([weakened, left, promoted].map((id) => `updated zoom_user:${id}`).sort());
      const names = (id: string | undefined) =>
        users
          .find((c) => c.key === `zoom_user:${id}`)
          ?.properties.map((p) => p.name)
          .sort();
      expect(names(weakened)).toEqual(['inMeetingWaitingRoom', 'meetingSecurityWaitingRoom']);
      expect(names(left)).toEqual(['active', 'status']);
      expect(names(promoted)).toEqual(['isAdmin', 'roleId', 'roleName']);
      const edges = (await store.changes({ since: report.startedOn })).filter((c) => c.type === 'zoom_user_assigned_role');
      expect(edges.map((c) => c.operation).sort()).toEqual(['created', 'deleted']);
      await expectTruth(store, fake);
    }));

  it('keeps history: a user who left is gone from the graph and still has his versions', () =>
    withCollection({ users: 30 }, async ({ fake, store, collect }) => {
      await collect();
      const key = `zoom_user:${fake.world.org.person(9)?.id}`;
      fake.world.org.overrides.set(9, { deleted: true });

      await collect();

      const versions = await store.history(key);
      expect(versions).toHaveLength(1);
      expect(versions[0]).toMatchObject({ version: 1, deleted: true });
      expect((await graphOf(store)).users.has(key)).toBe(false);
    }));

  it('is whole with only the three scopes of the mission, and says what the account lacks', () =>
    withCollection({ users: 40, scopes: ['user:read:admin', 'group:read:admin', 'role:read:admin'] }, async ({ fake, store, collect }) => {
      const report = await collect();

      expect(report.status).toBe('complete');
      expect(report.steps.find((s) => s.id === 'fetch-account-settings')).toMatchObject({ status: 'skipped', reason: expect.stringContaining('account:read:admin') });
      await expectTruth(store, fake);
      for await (const account of store.entities({ type: 'zoom_account' }))
        expect(account).toMatchObject({ id: fake.world.org.accountId, accountNumber: fake.world.org.accountNumber, lacks: expect.arrayContaining(['settings', 'locks', 'managed_domains']) });
    }));

  it("takes the account's answer where the account has locked it, and asks less", () =>
    withCollection({ users: 50, locks: { meetingAuthentication: true, recordingAuthentication: true } }, async ({ fake, store, collect }) => {
      await collect();

      const people = [...fake.world.truth()].filter(({ person }) => person.status !== 'pending').length;
      expect(fake.requests.byRoute['/users/{userId}/settings']).toBe(people * 2);
      await expectTruth(store, fake);
    }));

  it('goes on after a run that failed: it is on record, and what an interrupted one had read is not read again', () =>
    withCollection({ users: 60 }, async ({ fake, store, collect }) => {
      const stop = new AbortController();
      const events = new Emitter<CollectEvents>();
      // Past the first batches that the checkpoint takes.
      events.on('step-progress', ({ id, done }) => id === 'fetch-user-settings' && done >= 40 && stop.abort(new GraphZoomError('interrupted', 'Stopped.')));
      await expect(collect({ signal: stop.signal, events })).rejects.toMatchObject({ code: 'interrupted' });
      await expect(collect({ accessToken: 'not-a-token' })).rejects.toMatchObject({ code: 'zoom-token' });

      const report = await collect();

      expect((await store.runs.list()).map((run) => run.status)).toEqual(['complete', 'failed', 'running']);
      expect(report.resumedUsers).toBeGreaterThanOrEqual(40);
      await expectTruth(store, fake);
    }));

  it('refuses to put another account into the same instance', () =>
    withCollection({ users: 20 }, async ({ collect, store, fake }) => {
      await collect();

      await expect(collect({ accountId: 'another-account' })).rejects.toMatchObject({ code: 'config-invalid', hint: expect.stringContaining('--instance') });
      await expectTruth(store, fake);
    }));

  it('lets no secret through: not into the graph, raw data, changes or reports', () =>
    withCollection({ users: 40, canaries: true }, async ({ collect, store }) => {
      const report = await collect();

      const texts = [JSON.stringify(report), JSON.stringify(await store.changes({ since: 0 })), JSON.stringify(await store.runs.list())];
      for await (const entity of store.entities({ raw: true })) texts.push(JSON.stringify(entity));
      expect(texts.join('\n')).not.toMatch(/CANARY/);
      expect(texts.join('\n')).toMatch(/brand|meetingSecurity/); // the settings themselves are there
    }));
});
