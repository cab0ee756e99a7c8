import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from './support/fake-clock.ts';
import { jobPath, openJob, runJob, startUploadServer, type TestCaller, type UploadServer } from './support/upload-server.ts';

const JOBS = '/persister/synchronization/jobs';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const entity = (key: string, more: Record<string, unknown> = {}) => ({ _key: key, _type: 'thing', _class: 'Record', displayName: key, ...more });

let server: UploadServer;
beforeEach(async () => {
  server = await startUploadServer();
});
afterEach(() => server.close());

const refusal = async (body: unknown) => {
  const answer = await server.call('POST', JOBS, body);
  return { status: answer.status, code: answer.body.error?.code };
};

describe('opening a synchronization job', () => {
  it('of the API needs a scope to compare, and answers every counter', async () => {
    expect(await refusal({ source: 'api' })).toEqual({ status: 400, code: 'MISSING_SCOPE' });

    const { status, body } = await server.call('POST', JOBS, { source: 'api', scope: 'hr', syncMode: null, integrationInstanceId: null });

    expect(status).toBe(200);
    expect(body.job).toMatchObject({ source: 'api', scope: 'hr', syncMode: 'DIFF', status: 'AWAITING_UPLOADS', done: false, accountId: 'acme' });
    expect(body.job.id).toMatch(UUID);
    expect(body.job).not.toHaveProperty('integrationJobId');
    expect(Object.entries(body.job).filter(([name, value]) => name.startsWith('num') && value !== 0)).toEqual([]);
    expect(Object.keys(body.job).filter((name) => name.startsWith('num'))).toHaveLength(34);
  });

  it('of an integration needs an instance that there is, takes no scope, and is a run of that instance', async () => {
    const instance = server.platform.addInstance({ name: 'Acme' });
    expect(await refusal({ source: 'integration-managed' })).toEqual({ status: 400, code: 'MISSING_INTEGRATION_INSTANCE' });
    expect(await refusal({ source: 'integration-managed', integrationInstanceId: randomUUID() })).toEqual({ status: 404, code: 'INTEGRATION_INSTANCE_NOT_FOUND' });
    expect(await refusal({ source: 'integration-external', integrationInstanceId: instance.id, scope: 's' })).toEqual({ status: 400, code: 'SCOPE_NOT_ALLOWED' });
    expect(await refusal({ source: 'api', scope: 's', integrationInstanceId: instance.id })).toEqual({ status: 400, code: 'INTEGRATION_INSTANCE_NOT_ALLOWED' });

    const { body } = await server.call('POST', JOBS, { source: 'integration-managed', integrationInstanceId: instance.id });

    expect(body.job).toMatchObject({ integrationInstanceId: instance.id, integrationJobId: body.job.id, scope: instance.id });
    expect(server.platform.kept.jobs.get(body.job.id)).toMatchObject({ instanceId: instance.id, status: 'IN_PROGRESS', cause: 'upload' });
  });

  it('belongs to the integration job that the caller names, unless that is one of another instance', async () => {
    const [one, other] = [server.platform.addInstance({ name: 'One' }), server.platform.addInstance({ name: 'Other' })];
    const integrationJobId = randomUUID();
    const { body } = await server.call('POST', JOBS, { source: 'integration-managed', integrationInstanceId: one.id, integrationJobId });
    expect(body.job.integrationJobId).toBe(integrationJobId);
    expect(body.job.id).toBe(integrationJobId);
    const again = await server.call('POST', JOBS, { source: 'integration-managed', integrationInstanceId: one.id, integrationJobId });
    expect(again.body.job).toMatchObject({ integrationJobId, id: expect.not.stringContaining(integrationJobId) });
    expect(await refusal({ source: 'integration-managed', integrationInstanceId: other.id, integrationJobId })).toEqual({ status: 400, code: 'INTEGRATION_JOB_MISMATCH' });
  });

  it('says what it does not support', async () => {
    expect(await refusal({ source: 'api', scope: 's', syncMode: 'OVERRIDE' })).toEqual({ status: 400, code: 'NOT_SUPPORTED' });
    expect(await refusal({ source: 'api', scope: 's', syncMode: 'MERGE' })).toEqual({ status: 400, code: 'UNKNOWN_SYNC_MODE' });
    expect(await refusal({ source: 'system-internal', scope: 's' })).toEqual({ status: 400, code: 'UNKNOWN_SOURCE' });
    expect((await refusal(undefined)).status).toBe(400);
  });
});

describe('uploading', () => {
  it('changes nothing that can be seen before the job is finalized, in whatever order the parts come', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    const edge = { _key: 'a|has|b', _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b' };
    expect((await server.call('POST', jobPath(id, '/relationships'), { relationships: [edge] })).body.job.numRelationshipsUploaded).toBe(1);
    expect((await server.call('POST', jobPath(id, '/entities'), { entities: [entity('a'), entity('b')] })).body.job).toMatchObject({ numEntitiesUploaded: 2, status: 'AWAITING_UPLOADS' });
    expect((await server.store.counts()).entities).toEqual({});

    const { body } = await server.call('POST', jobPath(id, '/finalize'));

    expect(body.job).toMatchObject({ status: 'FINISHED', done: true, numEntitiesUploaded: 2, numEntitiesCreated: 2, numRelationshipsUploaded: 1, numRelationshipsCreated: 1 });
    expect(await server.store.counts()).toEqual({ entities: { thing: 2 }, relationships: { thing_has_thing: 1 } });
    expect((await server.call('GET', jobPath(id))).body.job).toEqual(body.job);
  });

  it('is refused to a job that is finished, aborted or unknown', async () => {
    const finished = await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a')] });
    const late = await server.call('POST', jobPath(finished.id, '/entities'), { entities: [entity('b')] });
    expect([late.status, late.body.error.code]).toEqual([400, 'JOB_NOT_AWAITING_UPLOADS']);

    const aborted = await openJob(server, { source: 'api', scope: 's' });
    await server.call('POST', jobPath(aborted, '/abort'));
    expect((await server.call('POST', jobPath(aborted, '/upload'), { entities: [] })).body.error.code).toBe('JOB_NOT_AWAITING_UPLOADS');
    expect((await server.call('POST', jobPath(randomUUID(), '/entities'), { entities: [] })).status).toBe(404);
  });

  it('of a batch that is sent again, with the same correlation id, counts once', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    const headers = { 'JupiterOne-Correlation-Id': randomUUID() };
    const send = (key: string) => server.call('POST', jobPath(id, '/entities'), { entities: [entity(key)] }, headers);

    expect((await Promise.all([send('a'), send('a'), send('a')])).map(({ status }) => status)).toEqual([200, 200, 200]);
    // Another batch is another batch, whatever it is called.
    expect((await send('b')).body.job.numEntitiesUploaded).toBe(2);
  });

  it('of a key that the job has already is an error, unless the caller lets the later object count', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    const send = (list: unknown[], query = '') => server.call('POST', jobPath(id, `/entities${query}`), { entities: list });
    expect((await send([entity('a', { n: 1 }), entity('a', { n: 2 })])).body.error.code).toBe('DUPLICATE_KEY');
    expect((await send([entity('a', { n: 1 })])).status).toBe(200);
    const again = await send([entity('b'), entity('a', { n: 2 })]);
    expect([again.status, again.body.error.code]).toEqual([400, 'DUPLICATE_KEY']);
    expect(again.body.error.message).toMatch(/entities\[1\]: the _key "a"/);

    expect((await send([entity('a', { n: 3 }), entity('a', { n: 4, _type: 'other' })], '?ignoreDuplicates=true')).status).toBe(200);
    await server.call('POST', jobPath(id, '/finalize'));

    const live = [];
    for await (const { _type, n } of server.store.entities()) live.push({ _type, n });
    expect(live).toEqual([{ _type: 'other', n: 4 }]);
  });

  it('takes a file at an address that stays the same for an hour, and reads it when the job is finalized', async () => {
    await server.close();
    const clock = new FakeClock();
    server = await startUploadServer({ clock });
    const id = await openJob(server, { source: 'api', scope: 's' });
    const first = (await server.call('POST', jobPath(id, '/uploadUrl'))).body;
    await clock.advance(30 * 60_000);
    expect((await server.call('POST', jobPath(id, '/uploadUrl'))).body).toEqual(first);
    expect(first.expiresAt).toBe(clock.now() + 30 * 60_000);

    server.caller = { ...server.caller, role: 'reader' };
    expect((await server.call('PUT', `${first.uploadUrl.slice(0, -3)}xyz`, '{}')).status).toBe(404);
    expect((await server.call('PUT', first.uploadUrl, '_key,_type,_class\nold,thing,Record\n', { 'content-type': 'text/csv' })).status).toBe(200);
    expect((await server.call('PUT', first.uploadUrl, JSON.stringify({ entities: [entity('filed')] }))).status).toBe(200);
    server.caller = { ...server.caller, role: 'administrator' };
    await server.call('POST', jobPath(id, '/upload'), { entities: [entity('sent')] });
    expect((await server.store.counts()).entities).toEqual({});

    expect((await server.call('POST', jobPath(id, '/finalize'))).body.job).toMatchObject({ numEntitiesUploaded: 2, numEntitiesCreated: 2 });

    const other = await openJob(server, { source: 'api', scope: 't' });
    const { uploadUrl } = (await server.call('POST', jobPath(other, '/uploadUrl'))).body;
    await clock.advance(61 * 60_000);
    expect((await server.call('PUT', uploadUrl, '{}')).body.error.code).toBe('UPLOAD_URL_EXPIRED');
    expect((await server.call('POST', jobPath(other, '/uploadUrl'))).body.uploadUrl).not.toBe(uploadUrl);
  });

  it('of a file that is wrong ends the job as one with bad data, and says so again', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    const { uploadUrl } = (await server.call('POST', jobPath(id, '/uploadUrl'))).body;
    await server.call('PUT', uploadUrl, JSON.stringify({ entities: [{ _type: 'thing' }] }));

    for (let round = 0; round < 2; round++) {
      const { status, body } = await server.call('POST', jobPath(id, '/finalize'));
      expect([status, body.error.code]).toEqual([400, 'INVALID_ENTITY']);
    }
    expect((await server.call('GET', jobPath(id))).body.job).toMatchObject({ status: 'ERROR_BAD_DATA', done: true });
  });
});

describe('finalizing', () => {
  it('is repeatable: the finished job is given again, also to two who ask at once', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    await server.call('POST', jobPath(id, '/upload'), { entities: [entity('a')] });

    const answers = await Promise.all(['{}', '', '{"partialDatasets":{"types":[]}}'].map((body) => server.call('POST', jobPath(id, '/finalize'), body)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of answers) expect(body.job).toMatchObject({ status: 'FINISHED', numEntitiesCreated: 1 });
    expect((await server.call('POST', jobPath(id, '/finalize'))).body).toEqual(answers[0]?.body);
    expect(server.platform.kept.audit).toEqual([{ who: 'test', role: 'administrator', action: 'sync.finalize', target: 'api s', detail: `DIFF, job ${id}`, outcome: 'done' }]);
  });

  it('twice with the same upload changes nothing; what a second upload lacks is deleted, but not types that are not whole', async () => {
    const all = { entities: [entity('a'), entity('b', { _type: 'other' })] };
    await runJob(server, { source: 'api', scope: 's' }, all);
    expect(await runJob(server, { source: 'api', scope: 's' }, all)).toMatchObject({ numEntitiesCreated: 0, numEntitiesUpdated: 0, numEntitiesDeleted: 0 });

    expect(await runJob(server, { source: 'api', scope: 's' }, {}, { partialTypes: ['other'] })).toMatchObject({ numEntitiesDeleted: 1 });
    expect((await server.store.counts()).entities).toEqual({ other: 1 });
  });

  it('leaves out relationships without an end, and counts them', async () => {
    const edge = (to: string) => ({ _key: `a|has|${to}`, _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: to });
    await runJob(server, { source: 'api', scope: 'elsewhere' }, { entities: [entity('far')] });
    expect(await runJob(server, { source: 'api', scope: 's' }, { entities: [entity('a')], relationships: [edge('a'), edge('nobody'), edge('far')] })).toMatchObject({
      status: 'FINISHED',
      numRelationshipsCreated: 1,
      numRelationshipCreateErrors: 2,
    });
  });

  it('stamps the objects of an instance with its name and tags, and completes its run', async () => {
    const instance = server.platform.addInstance({ name: 'Acme', config: { '@tag': { AccountName: true, Production: true } } });
    const edge = { _key: 'a|has|b', _type: 'thing_has_thing', _class: 'HAS', _fromEntityKey: 'a', _toEntityKey: 'b' };
    const job = await runJob(server, { source: 'integration-external', integrationInstanceId: instance.id }, { entities: [entity('a', { tags: ['mine'], 'tag.Production': false }), entity('b')], relationships: [edge] });

    const [a] = await all(server.store.entities({ keys: ['a'] }));
    expect(a).toMatchObject({ _scope: instance.scope, _source: instance.source, _integrationName: 'Acme', 'tag.AccountName': 'Acme', 'tag.Production': true, tags: ['mine', 'Production'] });
    const [found] = await all(server.store.relationships());
    expect(found).toMatchObject({ _integrationName: 'Acme' });
    expect(found).not.toHaveProperty('tag.AccountName');
    expect(server.platform.kept.jobs.get(job.id)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('aborting', () => {
  it('throws away what was uploaded, and fails the run of the instance', async () => {
    const instance = server.platform.addInstance({ name: 'Acme' });
    const id = await openJob(server, { source: 'integration-managed', integrationInstanceId: instance.id });
    await server.call('POST', jobPath(id, '/upload'), { entities: [entity('a')] });

    const { body } = await server.call('POST', jobPath(id, '/abort'), { reason: 'No such account', terminalStatus: 'ABORTED_DUE_TO_INVALID_CONFIGURATION' });

    expect(body.job).toMatchObject({ status: 'ABORTED_DUE_TO_INVALID_CONFIGURATION', done: true, reason: 'No such account' });
    expect(server.platform.kept.jobs.get(id)?.status).toBe('FAILED');
    expect(await server.store.uploads.counts(id)).toMatchObject({ entity: 0 });
    expect((await server.call('POST', jobPath(id, '/abort'))).body.job.status).toBe('ABORTED_DUE_TO_INVALID_CONFIGURATION');
    expect((await server.call('POST', jobPath(id, '/finalize'))).body.error.code).toBe('JOB_ABORTED');
  });

  it('comes too late for a finished job', async () => {
    const { id } = await runJob(server, { source: 'api', scope: 's' }, {});
    expect((await server.call('POST', jobPath(id, '/abort'), { reason: 'x' })).body.error.code).toBe('JOB_FINISHED');
    const open = await openJob(server, { source: 'api', scope: 's' });
    expect((await server.call('POST', jobPath(open, '/abort'), { terminalStatus: 'FINISHED' })).status).toBe(400);
  });

  it('happens by itself to a job that nobody finalizes for a week', async () => {
    await server.close();
    const clock = new FakeClock();
    server = await startUploadServer({ clock });
    const id = await openJob(server, { source: 'api', scope: 's' });
    await server.call('POST', jobPath(id, '/upload'), { entities: [entity('a')] });
    await clock.advance(8 * 86_400_000);
    await openJob(server, { source: 'api', scope: 's' });
    expect((await server.call('GET', jobPath(id))).body.job.status).toBe('ABORTED');
    expect((await server.store.uploads.counts(id)).entity).toBe(0);
  });
});

describe('events', () => {
  it('of an integration are kept with its run', async () => {
    const instance = server.platform.addInstance({ name: 'Acme' });
    const id = await openJob(server, { source: 'integration-managed', integrationInstanceId: instance.id });
    const { status, body } = await server.call('POST', jobPath(id, '/events'), { events: [{ name: 'step_start', description: 'Starting step "Fetch Account"...' }] });
    expect(status).toBe(200);
    expect(body.events).toEqual([{ id: expect.any(String), name: 'step_start', description: 'Starting step "Fetch Account"...', createDate: expect.any(Number) }]);
    expect(server.platform.kept.events).toMatchObject([{ jobId: id, instanceId: instance.id, name: 'step_start' }]);
  });

  it('of an API job are answered', async () => {
    const id = await openJob(server, { source: 'api', scope: 's' });
    expect((await server.call('POST', jobPath(id, '/events'), { events: [{ name: 'info', description: 'x' }] })).body.events).toMatchObject([{ name: 'info', description: 'x' }]);
    expect((await server.call('POST', jobPath(id, '/events'), { events: [{}] })).status).toBe(400);
  });
});

describe('who may upload', () => {
  const caller = (role: TestCaller['role'], instanceId?: string): TestCaller => ({ kind: 'key', id: 'k', name: 'k', role, ...(instanceId ? { instanceId } : {}) });

  it('is an administrator, or a key made for that very instance', async () => {
    const [own, other] = [server.platform.addInstance({ name: 'Own' }), server.platform.addInstance({ name: 'Other' })];
    const otherJob = await openJob(server, { source: 'integration-external', integrationInstanceId: other.id });
    for (const role of ['reader', 'operator'] as const) {
      server.caller = caller(role);
      expect((await refusal({ source: 'api', scope: 's' })).status).toBe(403);
      expect((await server.call('GET', jobPath(otherJob))).status).toBe(403);
    }
    for (const role of ['reader', 'administrator'] as const) {
      server.caller = caller(role, own.id);
      const job = await runJob(server, { source: 'integration-external', integrationInstanceId: own.id }, { entities: [entity('a')] });
      expect(job.status).toBe('FINISHED');
      expect((await refusal({ source: 'api', scope: 's' })).status).toBe(403);
      expect((await refusal({ source: 'integration-external', integrationInstanceId: other.id })).status).toBe(403);
      for (const more of ['', '/entities', '/relationships', '/upload', '/uploadUrl', '/finalize', '/abort', '/events'])
        expect((await server.call(more === '' ? 'GET' : 'POST', jobPath(otherJob, more))).status, more).toBe(403);
    }
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
