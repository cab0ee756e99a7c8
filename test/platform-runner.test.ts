import { describe, expect, it } from 'vitest';
import { type FakeZoom, type FakeZoomOptions, startFakeZoom } from '../src/fake-zoom/server.ts';
import { systemClock } from '../src/lib/clock.ts';
import { CUSTOM } from '../src/platform/definition-custom.ts';
import { ZOOM } from '../src/platform/definition-zoom.ts';
import { createOperation, type Operation } from '../src/platform/operate.ts';
import { type Instance, type JobEvent, MASKED } from '../src/platform/platform.ts';
import { keySource } from '../src/platform/secret-key.ts';
import { createVault } from '../src/platform/vault.ts';
import type { Store } from '../src/store/store.ts';
import { ADA, withPlatform } from './support/platform.ts';

interface Bench {
  readonly operation: Operation;
  readonly fake: FakeZoom;
  readonly store: Store;
  readonly errors: unknown[];
  again(): Operation;
  /** An instance of the fake's account. */
  create(config?: Record<string, unknown>, more?: object): Promise<Instance>;
}

async function withOperation(options: Partial<FakeZoomOptions>, work: (bench: Bench) => Promise<void>): Promise<void> {
  const fake = await startFakeZoom({ users: 6, plan: 'unlimited', ...options });
  try {
    await withPlatform(async ({ store, directory }) => {
      const errors: unknown[] = [];
      const operations: Operation[] = [];
      const again = () => {
        operations.push(
          createOperation({
            store,
            // A long wait is a short one: what the client waits for is shorter.
            clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms >= 30_000 ? 10 : ms, signal) },
            vault: createVault(keySource(directory, undefined, () => {})),
            dataDir: directory,
            defaults: { plan: 'business', share: 1, oauthUrl: fake.oauthUrl, resumeAgeMs: 86_400_000 },
            onError: (error) => errors.push(error),
          }),
        );
        return operations.at(-1) as Operation;
      };
      const operation = again();
      const create: Bench['create'] = (config = {}, more = {}) =>
        operation.platform.instances.create({ name: 'Example Inc', definitionId: ZOOM.id, config: { ...fake.credentials, apiUrl: fake.apiUrl, ...config }, ...more }, ADA);
      try {
        await work({ operation, fake, store, errors, again, create });
      } finally {
        for (const one of operations) await one.stop();
      }
    });
  } finally {
    await fake.close();
  }
}

const eventsOf = async ({ platform }: Operation, jobId: string): Promise<JobEvent[]> => (await platform.jobs.events(jobId, { limit: 1_000 })).items;
const names = (events: readonly JobEvent[]) => events.map(({ name }) => name);

describe('a run of an instance', () => {
  it('collects into its own scope, tells what it does, and stamps all that it writes', () =>
    withOperation({}, async ({ operation, store, create }) => {
      const instance = await create({ '@tag': { AccountName: true, Production: true } });
      const statuses: string[] = [];
      operation.platform.events.on('job-changed', ({ status }) => statuses.at(-1) !== status && statuses.push(status));
      const { job, done } = await operation.runner.run(instance.id, 'request', ADA);
      const report = await done;
      expect(report.status).toBe('complete');
      expect(statuses).toEqual(['IN_PROGRESS', 'PERSISTING_DATA', 'COMPLETED']);
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'COMPLETED', errorsOccurred: false, cause: 'request', report: { status: 'complete' } });
      const events = await eventsOf(operation, job.id);
      expect(events.map(({ description }) => description)).toEqual(expect.arrayContaining(['Starting step "Fetch Users"...', 'Completed step "Fetch Users".']));
      expect(names(events).slice(-3)).toEqual(['sync_upload_start', 'sync_upload_end', 'stats']);
      let users = 0;
      for await (const entity of store.entities()) {
        expect(entity).toMatchObject({
          _scope: instance.id,
          _source: 'integration-managed',
          _integrationInstanceId: instance.id,
          _integrationName: 'Example Inc',
          _integrationType: 'zoom',
          'tag.AccountName': 'Example Inc',
          'tag.Production': true,
        });
        expect(entity.tags).toContain('Production');
        if (entity._type === 'zoom_user') users++;
      }
      expect(users).toBeGreaterThanOrEqual(6);
      let relationships = 0;
      for await (const relationship of store.relationships()) {
        expect(relationship).toMatchObject({ _scope: instance.id, _integrationInstanceId: instance.id });
        expect(relationship['tag.AccountName']).toBeUndefined();
        relationships++;
      }
      expect(relationships).toBeGreaterThan(6);
      const second = await (await operation.runner.run(instance.id, 'request', ADA)).done;
      expect(second.changes.entities).toEqual({ created: 0, updated: 0, deleted: 0 });
    }));
  it('is one at a time', () =>
    withOperation({ latencyMs: 20 }, async ({ operation, create }) => {
      const { id } = await create();
      const { done } = await operation.runner.run(id, 'request', ADA);
      await expect(operation.runner.run(id, 'request', ADA)).rejects.toMatchObject({ code: 'job-running' });
      await done;
    }));
  it('that lacks a scope skips the step and says which', () =>
    withOperation({}, async ({ operation, fake, create }) => {
      fake.set({ scopes: ['user:read:admin', 'group:read:admin'] });
      const { id } = await create();
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      await done;
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'COMPLETED', hasSkippedSteps: true });
      expect((await eventsOf(operation, job.id)).filter(({ name }) => name === 'step_skip')).toContainEqual(expect.objectContaining({ description: expect.stringMatching(/^Skipped step "Fetch Roles"\. .*role/) }));
    }));
  it('with wrong credentials fails and says so, without showing them', () =>
    withOperation({}, async ({ operation, create }) => {
      const { id } = await create({ clientSecret: 'not-the-secret' });
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      await expect(done).rejects.toMatchObject({ code: 'zoom-credentials' });
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'FAILED', errorsOccurred: true });
      const events = await eventsOf(operation, job.id);
      expect(events.at(-1)).toMatchObject({ name: 'validation_failure', level: 'error' });
      expect(JSON.stringify(events)).not.toContain('not-the-secret');
      // Only a person can mend it: the next run is at the next interval.
      expect(await operation.platform.jobs.runState(id)).toMatchObject({ failures: 0 });
    }));
  it('keeps the refresh token that Zoom gave in place of the old one', () =>
    withOperation({}, async ({ operation, fake, create }) => {
      const refreshToken = await connect(fake);
      const { id, config } = await create({ accountId: null, refreshToken });
      for (let n = 0; n < 2; n++) await (await operation.runner.run(id, 'request', ADA)).done;
      expect((await operation.platform.instances.secrets(id)).refreshToken).not.toBe(refreshToken);
      expect(config.refreshToken).toBe(MASKED);
    }));
  it('that somebody ends says who it was, and is not taken up before its time', () =>
    withOperation({ users: 80, latencyMs: 30 }, async ({ operation, fake, create }) => {
      const { id } = await create();
      await expect(operation.runner.cancel(id, ADA)).rejects.toMatchObject({ code: 'not-found' });
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      const failed = expect(done).rejects.toMatchObject({ code: 'interrupted' });
      while (fake.requests.total < 100) await new Promise((resolve) => setImmediate(resolve));
      await operation.runner.cancel(id, ADA);
      await failed;
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'FAILED' });
      expect((await eventsOf(operation, job.id)).at(-1)).toMatchObject({ description: expect.stringContaining(`${ADA.name} stopped it. What was fetched is kept`) });
      expect(await operation.platform.jobs.runState(id)).toMatchObject({ failures: 0 });
      expect((await operation.platform.audit.list()).items[0]).toMatchObject({ who: ADA.name, action: 'instance.stop' });
    }));
  it('that is stopped keeps its checkpoint, says so, and the next one goes on', () =>
    withOperation({ users: 80, latencyMs: 30 }, async ({ operation, fake, create, again }) => {
      const { id } = await create();
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      const failed = expect(done).rejects.toMatchObject({ code: 'interrupted' });
      while (fake.requests.total < 200) await new Promise((resolve) => setImmediate(resolve)); // amid the users
      await operation.stop();
      await failed;
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'FAILED' });
      expect((await eventsOf(operation, job.id)).at(-1)).toMatchObject({ description: expect.stringMatching(/the server is stopping\. .* goes on/) });
      await expect(operation.runner.run(id, 'request', ADA)).rejects.toMatchObject({ code: 'interrupted' });
      const next = again();
      expect(await next.platform.jobs.runState(id)).toMatchObject({ failures: 1 });
      const report = await (await next.runner.run(id, 'request', ADA)).done;
      expect(report.resumedUsers).toBeGreaterThan(0);
    }));
  it('ends when its instance is removed, and leaves nothing', () =>
    withOperation({ users: 80, latencyMs: 30 }, async ({ operation, fake, store, create }) => {
      const { id } = await create();
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      const failed = expect(done).rejects.toMatchObject({ code: 'interrupted' });
      while (fake.requests.total < 200) await new Promise((resolve) => setImmediate(resolve)); // amid the users
      await operation.platform.instances.remove(id, ADA);
      await failed;
      expect((await eventsOf(operation, job.id)).at(-1)).toMatchObject({ description: 'The run was interrupted: the instance was removed.' });
      expect(await store.counts()).toEqual({ entities: {}, relationships: {} });
      expect(await store.checkpoint.count(id, 0)).toBe(0);
      await expect(operation.runner.run(id, 'request', ADA)).rejects.toMatchObject({ code: 'not-found' });
    }));
  it('whose end cannot be written is ended as soon as it can be', () =>
    withOperation({}, async ({ operation, store, create }) => {
      const { id } = await create({ clientSecret: 'not-the-secret' });
      const write = store.records.write;
      let refused = 0;
      const full = Object.assign(store.records, {
        write: (writes: Parameters<typeof write>[0]) => {
          if (refused >= 3 || !writes.some(({ collection }) => collection === 'job-event')) return write(writes);
          refused++;
          return Promise.reject(new Error('the disk is full'));
        },
      });
      const { job, done } = await operation.runner.run(id, 'request', ADA);
      await expect(done).rejects.toMatchObject({ code: 'zoom-credentials' });
      expect(await operation.platform.jobs.get(job.id)).toMatchObject({ status: 'FAILED' });
      expect(refused).toBe(3);
      Object.assign(full, { write });
    }));
  it('is refused for what its owner runs', () =>
    withOperation({}, async ({ operation, create }) => {
      const { id } = await create({}, { definitionId: CUSTOM.id });
      await expect(operation.runner.run(id, 'request', ADA)).rejects.toMatchObject({ code: 'config-invalid' });
    }));
});

describe('a server that was started', () => {
  it('polls an instance by itself', () =>
    withOperation({}, async ({ operation, create, errors }) => {
      await operation.start();
      const ended = new Promise<string>((resolve) => operation.platform.events.on('job-changed', ({ status, cause }) => status === 'COMPLETED' && resolve(cause)));
      const { id } = await create({}, { polling: { interval: 'ONE_HOUR' } });
      expect(await ended).toBe('polling');
      expect(errors).toEqual([]);
      expect(await operation.scheduler.next(id)).toMatchObject({ run: false, reason: expect.stringMatching(/not-yet|running/) });
    }));
});

describe('testing a configuration', () => {
  it('asks every endpoint and keeps nothing', () =>
    withOperation({}, async ({ operation, fake, store }) => {
      const result = await operation.probe({ ...fake.credentials, apiUrl: fake.apiUrl }, undefined);
      expect(result).toMatchObject({ credentials: 'server-to-server' });
      expect(result.probes.every(({ status }) => status === 'ok')).toBe(true);
      expect(await store.records.list('instance')).toEqual([]);
      await expect(operation.probe({ ...fake.credentials, clientSecret: 'wrong', apiUrl: fake.apiUrl }, undefined)).rejects.toMatchObject({ code: 'zoom-credentials' });
      await expect(operation.probe({ clientId: 'only' }, undefined)).rejects.toMatchObject({ code: 'config-invalid' });
    }));
  it('uses the secrets that are stored where they are masked', () =>
    withOperation({}, async ({ operation, create }) => {
      const instance = await create();
      expect((await operation.probe(instance.config, instance)).probes.length).toBeGreaterThan(5);
    }));
  it('uses up no refresh token: who saves the form gets the living one', () =>
    withOperation({}, async ({ operation, fake, create }) => {
      const refreshToken = await connect(fake);
      const { clientId, clientSecret } = fake.credentials;
      for (let n = 0; n < 2; n++) await operation.probe({ clientId, clientSecret, refreshToken, apiUrl: fake.apiUrl }, undefined);
      const instance = await create({ accountId: null, refreshToken });
      await operation.probe(instance.config, instance);
      expect((await (await operation.runner.run(instance.id, 'request', ADA)).done).status).toBe('complete');
    }));
});

/** What a person does who connects an OAuth app with Zoom; gives the refresh token. */
async function connect(fake: FakeZoom): Promise<string> {
  const { clientId, clientSecret } = fake.credentials;
  const redirect = 'http://localhost:5000/redirect';
  const allowed = await fetch(`${fake.oauthUrl}/authorize?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: redirect, approve: 'true' })}`, { redirect: 'manual' });
  const code = new URL(allowed.headers.get('location') as string).searchParams.get('code') as string;
  const answer = await fetch(`${fake.oauthUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect }),
  });
  return ((await answer.json()) as { refresh_token: string }).refresh_token;
}
