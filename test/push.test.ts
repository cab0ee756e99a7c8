import { describe, expect, it } from 'vitest';
import { planPush } from '../src/jupiterone/push/dry-run.ts';
import { type PushEvents, type PushOptions, type PushReport, push } from '../src/jupiterone/push/push.ts';
import { systemClock } from '../src/lib/clock.ts';
import { Emitter } from '../src/lib/events.ts';
import { account, company, graph, group, has, holds, role, user } from '../src/rules/packs/fixture.ts';
import type { Store } from '../src/store/store.ts';
import { withGraph } from './support/asked-graph.ts';
import { withCollection } from './support/collection.ts';
import { type Fault, type JupiterOne, startJupiterOne } from './support/jupiterone-service.ts';

const [larch, staff, owner] = [account(), group('Staff'), role('Owner')];
const people = Array.from({ length: 40 }, (_one, index) => user(`User ${index}`, { dept: 'x'.repeat(500) }));
const COMPANY = graph(
  ...company(larch, staff, owner, ...people).entities,
  ...company(larch, staff, owner, ...people).relationships,
  ...people.map((one) => has(staff, one)),
  holds(people[0] as (typeof people)[0], owner),
);
const MEMBERS = { entities: 43, relationships: 42 + 40 + 1 };
/** Small enough that there are many. */
const BATCH_BYTES = 2_000;

interface Desk {
  readonly store: Store;
  readonly service: JupiterOne;
  push(more?: Partial<PushOptions> & { signal?: AbortSignal; events?: Emitter<PushEvents>; apiKey?: string }): Promise<PushReport>;
}

/** Waits of a retry are cut: the schedule itself is tested beside it. */
const hurried = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal) };

const withService = (work: (desk: Desk) => Promise<void>, options: Parameters<typeof startJupiterOne>[0] = {}, faults: Fault[] = []): Promise<void> =>
  withGraph({ entities: [], relationships: [] }, async ({ store }) => {
    const sync = await store.beginSync({ source: 'api', scope: 'zoom', on: 1 });
    await sync.entities(COMPANY.entities);
    await sync.relationships(COMPANY.relationships);
    await sync.commit({ completeTypes: '*' });
    const service = await startJupiterOne(options);
    service.faults.push(...faults);
    try {
      await work({ store, service, push: pusher(store, service) });
    } finally {
      await service.close();
    }
  });
const pusher =
  (store: Store, service: JupiterOne): Desk['push'] =>
  ({ signal = new AbortController().signal, events = new Emitter<PushEvents>(), apiKey = service.apiKey, ...more } = {}) =>
    push(
      { store, clock: hurried, events, signal },
      { scope: 'zoom', instance: 'Larch', mapPeople: false, batchBytes: BATCH_BYTES, target: { apiUrl: service.url, account: service.account, apiKey, destination: { scope: 'graph-zoom:Larch' } }, ...more },
    );
const held = ({ members }: ReturnType<JupiterOne['job']>) => ({ entities: members.entities.size, relationships: members.relationships.size });

describe('a push to JupiterOne', () => {
  it('uploads every entity and relationship once, compressed, six requests at a time, and waits until the service has taken it', () =>
    withService(
      async ({ service, push }) => {
        const report = await push();
        const job = service.job();
        expect(job).toMatchObject({ status: 'FINISHED', body: { source: 'api', scope: 'graph-zoom:Larch', syncMode: 'DIFF' }, partialTypes: [] });
        expect(held(job)).toEqual(MEMBERS);
        expect(job.members.entities.get('zoom_user:user.1')).toMatchObject({ _type: 'zoom_user', _class: ['User'], email: ['user.1@larch.example'], firstName: null });
        expect(job.members.relationships.get('zoom_group:staff|has|zoom_user:user.1')).toMatchObject({ _fromEntityKey: 'zoom_group:staff', _toEntityKey: 'zoom_user:user.1' });
        const uploads = service.requests.filter(({ name }) => /entities|relationships/.test(name));
        expect(uploads.length).toBeGreaterThan(10);
        expect(uploads.every(({ headers }) => headers['content-encoding'] === 'gzip')).toBe(true);
        expect(new Set(uploads.map(({ headers }) => headers['jupiterone-correlation-id'])).size).toBe(uploads.length);
        expect(service.most).toBe(6);
        expect(report).toMatchObject({ status: 'complete', job: { status: 'FINISHED' }, uploaded: { entities: { zoom_user: 40 } }, resumed: 0, requests: { retried: 0 } });
      },
      { latencyMs: 30 },
    ));

  it('belongs to an integration instance where one is named', () =>
    withService(async ({ service, push }) => {
      await push({ target: { apiUrl: service.url, account: 'acme', apiKey: service.apiKey, destination: { integrationInstanceId: 'b1946ac9-0000-4000-8000-000000000001' } } });
      expect(service.job().body).toEqual({ source: 'integration-managed', integrationInstanceId: 'b1946ac9-0000-4000-8000-000000000001' });
    }));

  it.each<[string, Fault[]]>([
    ['a server error', [{ on: 'POST entities', status: 503, times: 3 }]],
    ['a rate limit', [{ on: 'POST relationships', status: 429, headers: { 'retry-after': '1' }, times: 8 }]],
    ['a job that cannot be begun at first', [{ on: 'POST jobs', status: 502 }]],
    ['an upload whose answer was lost', [{ on: 'POST entities', drop: true }]],
    ['a page of something in between', [{ on: 'GET job', status: 504, times: 2 }]],
  ])('goes on after %s', (_what, faults) =>
    withService(
      async ({ service, push }) => {
        const report = await push();
        expect(held(service.job())).toEqual(MEMBERS);
        expect(report.requests.retried).toBeGreaterThan(0);
      },
      {},
      faults,
    ),
  );

  it('does not finalize twice where the answer to the first was lost', () =>
    withService(
      async ({ service, push }) => {
        expect((await push()).job.status).toBe('FINISHED');
        expect(service.names().filter((name) => name === 'POST finalize')).toHaveLength(1);
        expect(service.jobs.size).toBe(1);
      },
      {},
      [{ on: 'POST finalize', drop: true }],
    ));

  it('sends what is too large in halves, and what is too large alone without its raw answers', () =>
    withService(
      async ({ store, service, push }) => {
        const sync = await store.beginSync({ source: 'api', scope: 'zoom', on: 2 });
        await sync.entities([{ ...user('Grace'), _rawData: [{ name: 'default', rawData: { text: 'x'.repeat(5_000) } }] }]);
        await sync.commit({ completeTypes: [] });
        await push({ batchBytes: 20_000 });
        expect(held(service.job()).entities).toBe(MEMBERS.entities + 1);
        expect(service.job().members.entities.get('zoom_user:grace')?._rawData).toEqual([{ name: 'default', rawData: 'TRUNCATED' }]);
      },
      { mostBytes: 3_000 },
    ));

  it('is aborted where the service refuses, and says what it said', () =>
    withService(
      async ({ service, push }) => {
        await expect(push()).rejects.toMatchObject({ code: 'jupiterone-refused', message: expect.stringContaining('ENTITY_HAS_ILLEGAL_PROPERTY') });
        expect(service.job()).toMatchObject({ status: 'ABORTED', reason: expect.stringContaining('ENTITY_HAS_ILLEGAL_PROPERTY') });
        expect(service.names()).not.toContain('POST finalize');
        await push();
        expect(service.jobs.size).toBe(2);
      },
      {},
      [{ on: 'POST relationships', status: 400, code: 'ENTITY_HAS_ILLEGAL_PROPERTY' }],
    ));

  it('sends nothing more once a part was refused', () =>
    withService(
      async ({ service, push }) => {
        await expect(push()).rejects.toMatchObject({ code: 'jupiterone-refused' });
        const sent = service.names().filter((name) => name === 'POST entities').length;
        expect(sent).toBeLessThanOrEqual(12); // what six workers had in hand; there are 22
      },
      { latencyMs: 20 },
      [{ on: 'POST entities', status: 400, code: 'ENTITY_HAS_ILLEGAL_PROPERTY' }],
    ));

  it('reads no answer without end', () =>
    withService(
      async ({ push }) => {
        const error = (await push().catch((thrown: unknown) => thrown)) as Error;
        expect(error).toMatchObject({ code: 'jupiterone-unreachable' });
        expect(error.message.length).toBeLessThan(200);
      },
      {},
      [{ on: 'POST jobs', status: 400, code: 'x'.repeat(2_000_000), times: 5 }],
    ));

  it('ends where somebody else has ended the job, which it then leaves alone', () =>
    withService(
      async ({ service, push }) => {
        await expect(push()).rejects.toMatchObject({ code: 'jupiterone-job' });
        expect(service.names()).not.toContain('POST abort');
      },
      {},
      [{ on: 'POST relationships', status: 400, code: 'JOB_NOT_AWAITING_UPLOADS' }],
    ));

  it('fails where the service could not take the upload', () =>
    withService(async ({ service, push }) => {
      const events = new Emitter<PushEvents>();
      events.on('finalizing', () => {
        service.job().status = 'ERROR_BAD_DATA';
      });
      await expect(push({ events })).rejects.toMatchObject({ code: 'jupiterone-job', message: expect.stringContaining('ERROR_BAD_DATA') });
    }));

  it('says which account does not take the key, and not the key', () =>
    withService(async ({ push }) => {
      const error = await push({ apiKey: 'a-wrong-key' }).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code: 'jupiterone-key', exitCode: 2, message: expect.stringContaining('acme') });
      expect(JSON.stringify(error)).not.toContain('a-wrong-key');
    }));

  it('goes on where it was interrupted, and sends nothing twice', () =>
    withService(async ({ service, push }) => {
      const control = new AbortController();
      const events = new Emitter<PushEvents>();
      let taken = 0;
      events.on('uploaded', () => {
        if (++taken === 8) control.abort(new Error('Ctrl-C'));
      });
      await expect(push({ signal: control.signal, events })).rejects.toThrow('Ctrl-C');
      expect(service.job().status).toBe('AWAITING_UPLOADS');
      const before = service.requests.length;
      const report = await push();
      expect(service.jobs.size).toBe(1);
      expect(held(service.job())).toEqual(MEMBERS);
      expect(report.resumed).toBeGreaterThan(0);
      expect(service.requests.length).toBeLessThan(before + 40);
    }));

  it('goes on where an upload was taken and nobody heard of it, which it sends as the same upload', () =>
    withService(
      async ({ service, push }) => {
        const control = new AbortController();
        const events = new Emitter<PushEvents>();
        events.on('retry', () => control.abort(new Error('Ctrl-C')));
        await expect(push({ signal: control.signal, events })).rejects.toThrow('Ctrl-C');
        expect(service.job().members.entities.size).toBeGreaterThan(0);
        await push();
        expect([service.jobs.size, held(service.job())]).toEqual([1, MEMBERS]);
        const uploads = service.requests.filter(({ name }) => name === 'POST entities').map(({ headers }) => headers['jupiterone-correlation-id']);
        expect(new Set(uploads).size).toBeLessThan(uploads.length);
      },
      {},
      [{ on: 'POST entities', drop: true }],
    ));

  it.each([
    { what: 'the graph', scope: 'zoom', mapPeople: false, more: 1 },
    { what: 'an employee', scope: 'people', mapPeople: true, more: 0 },
  ])('begins anew where $what has changed since it was interrupted, and takes the half upload away', ({ scope, mapPeople, more }) =>
    withService(async ({ store, service, push }) => {
      const control = new AbortController();
      const events = new Emitter<PushEvents>();
      events.on('uploaded', () => control.abort(new Error('Ctrl-C')));
      await expect(push({ signal: control.signal, events, mapPeople })).rejects.toThrow('Ctrl-C');
      const sync = await store.beginSync({ source: 'api', scope, on: Date.now() + 1 });
      await sync.entities([user('Grace')]);
      await sync.commit({ completeTypes: [] });
      const report = await push({ mapPeople });
      expect([...service.jobs.values()].map(({ status }) => status)).toEqual(['ABORTED', 'FINISHED']);
      expect(report.resumed).toBe(0);
      expect(held(service.job()).entities).toBe(MEMBERS.entities + more);
    }),
  );

  it('lets JupiterOne join users with persons where that is wanted', () =>
    withService(async ({ service, push }) => {
      await push({ mapPeople: true });
      const mapped = [...service.job().members.relationships.values()].filter(({ _mapping }) => _mapping !== undefined);
      expect(mapped).toHaveLength(40);
      expect(mapped.find(({ _key }) => _key.startsWith('zoom_user:user.0|'))).toEqual({
        _key: 'zoom_user:user.0|is|person:user.0@larch.example',
        _type: 'zoom_user_is_person',
        _class: 'IS',
        displayName: 'IS',
        _mapping: {
          relationshipDirection: 'FORWARD',
          sourceEntityKey: 'zoom_user:user.0',
          targetEntity: { _class: 'Person', email: ['user.0@larch.example'] },
          targetFilterKeys: [['_class', 'email']],
          skipTargetCreation: true,
        },
      });
    }));

  it('tells beforehand what it would send', () =>
    withService(async ({ store, service, push }) => {
      const plan = await planPush(store, { scope: 'zoom', mapPeople: false, batchBytes: BATCH_BYTES });
      expect(plan.entities).toEqual({ zoom_account: 1, zoom_group: 1, zoom_role: 1, zoom_user: 40 });
      expect(service.requests).toHaveLength(0);
      const { uploaded, bytes } = await push();
      expect({ entities: uploaded.entities, relationships: uploaded.relationships, bytes }).toEqual({ entities: plan.entities, relationships: plan.relationships, bytes: plan.bytes });
      expect(plan.batches).toBe(service.names().filter((name) => /entities|relationships/.test(name)).length);
    }));

  it('says what the last collection could not read whole, so that nothing of it is deleted', () =>
    withCollection({ users: 10, scopes: ['user:read:admin', 'role:read:admin'] }, async ({ store, collect }) => {
      await collect();
      const service = await startJupiterOne();
      try {
        const report = await pusher(store, service)({ scope: 'test' });
        expect(report.partialTypes).toEqual(['zoom_account_has_group', 'zoom_group']);
        expect(service.job().partialTypes).toEqual(['zoom_account_has_group', 'zoom_group']);
        expect(service.job().events.map(({ name, description }) => `${name}: ${description}`)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^warn_missing_permission: Groups was not read: Add the scope group:read/)]),
        );
      } finally {
        await service.close();
      }
    }));
});
