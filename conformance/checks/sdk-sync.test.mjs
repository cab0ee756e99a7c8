import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ownOfAll, servedGraph, uploadedGraph, versionsOf } from '../lib/graph.mjs';
import { createInstance, eventsOf, jobsOf } from '../lib/instances.mjs';
import { counts, j1Integration, newProject, upload } from '../lib/sdk.mjs';
import { finalize, jobOf, uploadTo } from '../lib/sync.mjs';

const direct = ({ relationships }) => new Map([...relationships].filter(([, { _mapping }]) => _mapping === undefined));

describe('j1-integration collect and sync (SDK 8.41)', () => {
  const project = newProject();
  let instance;
  before(async () => {
    instance = await createInstance('acme of sdk-sync');
    const { code, output } = await j1Integration('collect', project);
    assert.equal(code, 0, output);
  });

  test('a collected folder is synchronized', async () => {
    const { code, output, job } = await upload('sync', project, { instance });
    assert.equal(code, 0, output);
    assert.match(output, /Synchronization job status: FINISHED/);
    assert.equal(job.numEntitiesCreated, 21);
    const [uploaded, served] = [await uploadedGraph(project), await servedGraph(instance)];
    assert.deepEqual(ownOfAll(served.entities), ownOfAll(uploaded.entities));
    assert.deepEqual(ownOfAll(served.relationships), ownOfAll(direct(uploaded)));
  });

  test('its job tells when the upload began and ended', async () => {
    const [job] = await jobsOf(instance);
    const events = await eventsOf(instance, job.id);
    assert.deepEqual(
      events.map(({ name, description }) => `${name}: ${description}`),
      ['sync_upload_start: Uploading collected data for synchronization...', 'sync_upload_end: Upload complete.'],
    );
  });

  test('the same folder again, in other batches, changes nothing', async () => {
    const before = await servedGraph(instance);
    const { job } = await upload('sync', project, { instance, args: ['--upload-batch-size', '3', '--upload-relationship-batch-size', '5'] });
    assert.deepEqual(counts(job), { entities: '21 uploaded, 0 created, 0 updated, 0 deleted', relationships: '44 uploaded, 0 created, 0 updated, 0 deleted' });
    assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
  });

  test('integration-external is a source like integration-managed', async () => {
    const { code, job } = await upload('sync', project, { instance, args: ['--source', 'integration-external'] });
    assert.equal(code, 0);
    assert.equal(job.source, 'integration-external');
    assert.equal(job.status, 'FINISHED');
  });

  test('with --skip-finalize the job stays open for others, who may add to it and finalize it', async () => {
    const other = await createInstance('acme of skip-finalize');
    const { code, output, job } = await upload('sync', project, { instance: other, args: ['--skip-finalize'] });
    assert.equal(code, 0, output);
    assert.match(output, /Synchronization job status: AWAITING_UPLOADS/);
    assert.equal(job.status, 'AWAITING_UPLOADS');
    assert.equal(job.numEntitiesUploaded, 21);
    assert.equal((await servedGraph(other)).entities.size, 0);
    assert.equal((await jobsOf(other))[0].status, 'IN_PROGRESS');
    await uploadTo(job.id, 'entities', { entities: [{ _key: 'acme_user:late', _type: 'acme_user', _class: ['User'], displayName: 'Late' }] });
    const done = await finalize(job.id);
    assert.equal(done.status, 'FINISHED');
    assert.equal(done.numEntitiesCreated, 22);
    assert.equal((await servedGraph(other)).entities.size, 22);
    assert.equal((await jobsOf(other))[0].status, 'COMPLETED');
    assert.deepEqual(counts(await finalize(job.id)), counts(done), 'finalizing again gives the same answer');
  });

  test('run with --skip-finalize leaves it open as well', async () => {
    const { code, job } = await upload('run', newProject(), { instance, args: ['--skip-finalize'] });
    assert.equal(code, 0);
    assert.equal(job.status, 'AWAITING_UPLOADS');
  });
});

describe('j1-integration with a scope instead of an instance (SDK 8.41)', () => {
  const project = newProject();
  const scope = 'acme of scope';

  test('run --source api --scope uploads to that scope, and has no integration job', async () => {
    const { code, output, job } = await upload('run', project, { scope });
    assert.equal(code, 0, output);
    assert.equal(job.scope, scope);
    assert.equal(job.source, 'api');
    assert.equal(job.integrationJobId, undefined);
    const [uploaded, served] = [await uploadedGraph(project), await servedGraph(scope)];
    assert.deepEqual(ownOfAll(served.entities), ownOfAll(uploaded.entities));
    assert.deepEqual(ownOfAll(served.relationships), ownOfAll(direct(uploaded)));
    const entity = served.entities.get('acme_user:1');
    assert.equal(entity._source, 'api');
    assert.equal(entity._integrationInstanceId, undefined);
  });

  test('another scope is another graph, in which the same keys are other entities', async () => {
    const { job } = await upload('run', project, { scope: `${scope} 2`, wish: { users: 5 } });
    assert.equal(job.numEntitiesCreated, 1 + 5 + 1 + 2);
    const [first, second] = [await servedGraph(scope), await servedGraph(`${scope} 2`)];
    assert.equal(first.entities.size, 21);
    assert.notEqual(first.entities.get('acme_user:1')._id, second.entities.get('acme_user:1')._id);
  });

  test('fewer people are fewer users, groups, devices and relationships', async () => {
    const { job } = await upload('run', project, { scope, wish: { users: 9 } });
    // The raw data of the group that is left half full names its members: with other raw data it is another version.
    assert.deepEqual(counts(job), { entities: '15 uploaded, 0 created, 1 updated, 6 deleted', relationships: '32 uploaded, 0 created, 0 updated, 9 deleted' });
    assert.equal((await jobOf(job.id)).status, 'FINISHED');
  });
});
