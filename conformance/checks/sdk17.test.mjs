import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ownOfAll, servedGraph, uploadedGraph, versionsOf } from '../lib/graph.mjs';
import { createInstance, eventsOf, jobsOf } from '../lib/instances.mjs';
import { counts, newProject, upload } from '../lib/sdk.mjs';
import { sdk17 } from '../lib/sdk17.mjs';

describe("the runtime of JupiterOne's SDK 17.4", () => {
  const project = newProject();
  let instance;
  before(async () => {
    instance = await createInstance('acme of sdk17');
  });

  test('a run creates what it uploads', async () => {
    const { code, output, job } = await sdk17('run', project, { instance });
    assert.equal(code, 0, output);
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.numEntitiesCreated, 21);
    const [uploaded, served] = [await uploadedGraph(project), await servedGraph(instance)];
    assert.deepEqual(ownOfAll(served.entities), ownOfAll(uploaded.entities));
    assert.deepEqual(ownOfAll(served.relationships), ownOfAll(new Map([...uploaded.relationships].filter(([, { _mapping }]) => _mapping === undefined))));
  });

  test('a second run with gzip uploads changes nothing', async () => {
    const before = await servedGraph(instance);
    const { job } = await sdk17('run', project, { instance, compress: true });
    assert.deepEqual(counts(job), { entities: '21 uploaded, 0 created, 0 updated, 0 deleted', relationships: '44 uploaded, 0 created, 0 updated, 0 deleted' });
    assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
  });

  test('gzip uploads create as others do', async () => {
    const other = await createInstance('acme of gzip');
    const { job } = await sdk17('run', newProject(), { instance: other, compress: true, wish: { users: 300 } });
    assert.equal(job.numEntitiesCreated, 1 + 300 + 30 + 150);
  });

  test('a failing step keeps its types, and is told with its name', async () => {
    const { job } = await sdk17('run', project, { instance, wish: { fails: 'fetch-groups' } });
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.numEntitiesDeleted, 0);
    assert.equal(job.numRelationshipsDeleted, 0);
    const [newest] = await jobsOf(instance);
    assert.equal(newest.errorsOccurred, true);
    assert.ok((await eventsOf(instance, newest.id)).some(({ name, description }) => name === 'step_failure' && /Fetch groups/.test(description)));
  });

  test('a refused run is aborted', async () => {
    const { job } = await sdk17('run', project, { instance, wish: { refuse: true } });
    assert.equal(job.status, 'ABORTED');
    assert.equal((await servedGraph(instance)).entities.size, 21);
  });

  test('a folder that SDK 8 collected is synchronized by SDK 17, without a change', async () => {
    const folder = newProject();
    await upload('run', folder, { instance });
    const { job } = await sdk17('sync', folder, { instance });
    assert.equal(job.status, 'FINISHED');
    assert.deepEqual([job.numEntitiesCreated, job.numEntitiesUpdated, job.numEntitiesDeleted], [0, 0, 0]);
  });

  test('a scope of the source api is uploaded to, without events', async () => {
    const { code, output, job } = await sdk17('run', project, { scope: 'acme of sdk17' });
    assert.equal(code, 0, output);
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.integrationJobId, undefined);
  });
});
