import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { ownOfAll, servedGraph, uploadedGraph, versionsOf } from '../lib/graph.mjs';
import { ask, graphql, rest } from '../lib/http.mjs';
import { createInstance, eventsOf, jobsOf } from '../lib/instances.mjs';
import { counts, newProject, upload } from '../lib/sdk.mjs';
import { replaceScope } from '../lib/sync.mjs';

/** 12 people make 12 users, 2 groups, 6 devices and their account; 12 + 2 + 12 + 6 relationships, and 12 mapped ones. */
const ENTITIES = 21;
const DIRECT = 32;
const MAPPED = 12;
const UNCHANGED = { entities: `${ENTITIES} uploaded, 0 created, 0 updated, 0 deleted`, relationships: `${DIRECT + MAPPED} uploaded, 0 created, 0 updated, 0 deleted` };

describe('j1-integration run (SDK 8.41)', () => {
  let instance;
  const project = newProject();
  const runIt = (wish = {}, more = {}) => upload('run', project, { instance, wish, ...more });
  before(async () => {
    instance = await createInstance('acme of sdk-run', { config: { '@tag': { AccountName: true, Production: false } } });
  });

  test('the first run creates what it uploads', async () => {
    const { code, job } = await runIt();
    assert.equal(code, 0);
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.done, true);
    assert.deepEqual(counts(job), { entities: `${ENTITIES} uploaded, ${ENTITIES} created, 0 updated, 0 deleted`, relationships: `${DIRECT + MAPPED} uploaded, ${DIRECT} created, 0 updated, 0 deleted` });
    assert.equal(job.numRelationshipCreateErrors, 0);
  });

  test('the graph is what was uploaded, property by property', async () => {
    const uploaded = await uploadedGraph(project);
    const served = await servedGraph(instance);
    assert.deepEqual(ownOfAll(served.entities), ownOfAll(uploaded.entities));
    // Nobody has uploaded persons yet, so no mapped relationship has a target.
    const direct = new Map([...uploaded.relationships].filter(([, { _mapping }]) => _mapping === undefined));
    assert.deepEqual(ownOfAll(served.relationships), ownOfAll(direct));
  });

  test('relationships lead from and to the entities that were named', async () => {
    const uploaded = await uploadedGraph(project);
    const { entities, relationships } = await servedGraph(instance);
    for (const [key, relationship] of relationships) {
      const { _fromEntityKey, _toEntityKey } = uploaded.relationships.get(key);
      assert.equal(relationship._fromEntityId, entities.get(_fromEntityKey)._id, key);
      assert.equal(relationship._toEntityId, entities.get(_toEntityKey)._id, key);
    }
  });

  test('J1QL finds it', async () => {
    const rows = await ask(`FIND acme_account THAT HAS acme_group THAT HAS acme_user AS u WITH _integrationInstanceId = '${instance}' RETURN u.displayName, u.email, u.score ORDER BY u.score`);
    assert.equal(rows.length, 12);
    assert.deepEqual(rows[0], { 'u.displayName': 'Ada Okafor', 'u.email': 'user1@acme.example', 'u.score': 0.25 });
  });

  test('each object says where it is from, and carries the account name where the instance asks for it', async () => {
    const { entities } = await servedGraph(instance);
    const entity = entities.get('acme_user:2');
    assert.equal(entity._integrationInstanceId, instance);
    assert.equal(entity._integrationName, 'acme of sdk-run');
    assert.equal(entity['tag.AccountName'], 'acme of sdk-run');
    assert.equal(entity._version, 1);
    assert.equal(entity._deleted, false);
    assert.match(entity._id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test('the raw answers of the vendor are kept beside it', async () => {
    const { entities } = await servedGraph(instance);
    const { entityRawDataLegacy } = await graphql(
      'query Raw($id: String!) { entityRawDataLegacy(entityId: $id, source: "integration-managed") { entityId payload { ... on RawDataJSONEntityLegacy { name contentType data } } } }',
      { id: entities.get('acme_user:2')._id },
    );
    const [{ name, contentType, data }] = entityRawDataLegacy.payload;
    assert.equal(name, 'default');
    assert.equal(contentType, 'application/json');
    assert.equal((typeof data === 'string' ? JSON.parse(data) : data).login, 'user2');
  });

  test('a second run changes nothing', async () => {
    const before = await servedGraph(instance);
    const { job } = await runIt();
    assert.deepEqual(counts(job), UNCHANGED);
    const after = await servedGraph(instance);
    assert.deepEqual(versionsOf(after.entities), versionsOf(before.entities));
    assert.deepEqual(versionsOf(after.relationships), versionsOf(before.relationships));
  });

  test('one changed property makes one new version of one entity', async () => {
    const before = await servedGraph(instance);
    const { job } = await runIt({ rename: 'Ada Renamed' });
    assert.equal(counts(job).entities, `${ENTITIES} uploaded, 0 created, 1 updated, 0 deleted`);
    const { entities } = await servedGraph(instance);
    const [was, is] = [before.entities.get('acme_user:1'), entities.get('acme_user:1')];
    assert.equal(is.displayName, 'Ada Renamed');
    assert.equal(is._version, was._version + 1);
    assert.equal(is._id, was._id);
    assert.equal(is._createdOn, was._createdOn);
    assert.ok(is._beginOn > was._beginOn);
    await runIt();
  });

  test('persons of another source and the users mapped to them meet', async () => {
    const entities = [1, 2, 3].map((id) => ({
      _key: `person:${id}`,
      _type: 'person',
      _class: 'Person',
      displayName: `Person ${id}`,
      name: `Person ${id}`,
      firstName: 'Per',
      lastName: 'Son',
      email: [`user${id}@acme.example`],
    }));
    await replaceScope('hr of sdk-run', { entities });
    const { job } = await runIt();
    assert.equal(counts(job).entities, UNCHANGED.entities);
    // The server's own rules join them as well, by the address: each pair counts once.
    const met = async () => [...new Set((await ask('FIND acme_user AS u THAT IS person AS p RETURN u._key, p._key ORDER BY p._key')).map((row) => `${row['u._key']} is ${row['p._key']}`))];
    assert.deepEqual(
      await met(),
      [1, 2, 3].map((id) => `acme_user:${id} is person:${id}`),
    );
    await replaceScope('hr of sdk-run', { entities: entities.slice(1) });
    assert.deepEqual(
      await met(),
      [2, 3].map((id) => `acme_user:${id} is person:${id}`),
    );
    await replaceScope('hr of sdk-run', {});
    assert.deepEqual(await met(), []);
  });

  test('a type that is found no more is deleted, with its relationships, and shown for a while among deleted ones', async () => {
    const { job } = await runIt({ dropped: 'fetch-devices' });
    assert.equal(job.numEntitiesDeleted, 6);
    assert.equal(job.numRelationshipsDeleted, 6);
    const live = await servedGraph(instance);
    assert.equal([...live.entities.keys()].filter((key) => key.startsWith('acme_device:')).length, 0);
    const all = await servedGraph(instance, { includeDeleted: true });
    const deleted = [...all.entities.values()].filter(({ _type }) => _type === 'acme_device');
    assert.equal(deleted.length, 6);
    assert.ok(deleted.every(({ _deleted, _endOn }) => _deleted === true && _endOn > 0));
    assert.equal((await ask(`FIND acme_device WITH _integrationInstanceId = '${instance}'`)).length, 0);
    const { job: again } = await runIt();
    assert.equal(again.numEntitiesCreated, 6);
    assert.equal(again.numRelationshipsCreated, 6);
  });

  test('a type that is said to be partial is not deleted', async () => {
    const { job } = await runIt({ dropped: 'fetch-devices', partial: 'acme_device,acme_user_has_device' });
    assert.equal(job.numEntitiesDeleted, 0);
    assert.equal(job.numRelationshipsDeleted, 0);
    assert.equal((await servedGraph(instance)).entities.size, ENTITIES);
  });

  test('what a failing step should have found is kept, and the job says that errors occurred', async () => {
    const { code, job, output } = await runIt({ fails: 'fetch-devices' });
    assert.equal(code, 0);
    assert.match(output, /Step "fetch-devices" completed with status: failure/);
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.numEntitiesDeleted, 0);
    assert.equal(job.numRelationshipsDeleted, 0);
    assert.equal((await servedGraph(instance)).entities.size, ENTITIES);
    const [newest] = await jobsOf(instance);
    assert.equal(newest.id, job.integrationJobId);
    assert.equal(newest.status, 'COMPLETED');
    assert.equal(newest.errorsOccurred, true);
    const events = await eventsOf(instance, newest.id);
    const failure = events.find(({ name }) => name === 'step_failure');
    assert.match(failure.description, /^Step "Fetch devices" failed to complete due to error\./);
    assert.equal(failure.level, 'error');
  });

  test('a step that is switched off is told in the job', async () => {
    const { job } = await runIt({ disabled: 'fetch-devices,map-people', partial: 'acme_device,acme_user_has_device' });
    assert.equal(job.status, 'FINISHED');
    const [newest] = await jobsOf(instance);
    assert.equal(newest.id, job.id);
    assert.equal(newest.hasSkippedSteps, true);
    const events = await eventsOf(instance, newest.id);
    assert.deepEqual(
      events.filter(({ name }) => name === 'step_skip').map(({ description }) => description),
      ['Skipped step "Fetch devices". The required permission was not provided to perform this step.', 'Skipped step "Map people". The required permission was not provided to perform this step.'],
    );
    await runIt();
  });

  test('a run that is refused by the vendor is aborted and leaves the graph as it was', async () => {
    const before = await servedGraph(instance);
    const { code, job } = await runIt({ refuse: true });
    assert.equal(code, 0);
    assert.equal(job.status, 'ABORTED');
    assert.equal(job.done, true);
    const after = await servedGraph(instance);
    assert.deepEqual(versionsOf(after.entities), versionsOf(before.entities));
    const [newest] = await jobsOf(instance);
    assert.equal(newest.status, 'FAILED');
    const events = await eventsOf(instance, newest.id);
    assert.ok(
      events.some(({ name, description }) => name === 'validation_failure' && /Provider authentication failed/.test(description)),
      JSON.stringify(events),
    );
  });

  test("the job log has the SDK's texts, in their order", async () => {
    await runIt();
    const [newest] = await jobsOf(instance);
    assert.equal(newest.status, 'COMPLETED');
    assert.equal(newest.errorsOccurred, false);
    assert.ok(newest.endDate >= newest.createDate);
    const events = await eventsOf(instance, newest.id);
    const texts = events.map(({ name, description }) => `${name}: ${description}`);
    assert.equal(texts[0], 'step_start: Starting step "Fetch account"...');
    assert.equal(texts[1], 'step_end: Completed step "Fetch account".');
    assert.equal(texts.filter((text) => text.startsWith('step_start: ')).length, 5);
    assert.equal(texts.filter((text) => text.startsWith('step_end: ')).length, 5);
    assert.ok(events.every(({ level }) => level === 'info'));
  });

  test('a property that no graph can hold fails its upload: the client is told which, and the graph stays as it was', async () => {
    const before = await servedGraph(instance);
    const { output, job } = await runIt({ odd: 'fetch-devices' });
    assert.match(output, /ILLEGAL_PROPERTY/);
    assert.match(output, /owner/);
    assert.equal(job.numEntitiesDeleted, 0);
    const after = await servedGraph(instance);
    assert.deepEqual(versionsOf(after.entities), versionsOf(before.entities));
    assert.deepEqual(versionsOf(after.relationships), versionsOf(before.relationships));
    await runIt();
  });

  test('a job that someone aborts while it runs ends the run, and nothing of it is kept', async () => {
    const before = await servedGraph(instance);
    const until = path.join(project, 'go-on');
    const running = runIt({ waits: 'fetch-devices', until, rename: 'Ada of an aborted run' });
    let open;
    while (open === undefined) {
      open = (await jobsOf(instance)).find(({ status }) => status === 'IN_PROGRESS');
      if (open && !(await eventsOf(instance, open.id)).some(({ name, description }) => name === 'step_end' && /Fetch groups/.test(description))) open = undefined;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await rest('POST', `/persister/synchronization/jobs/${open.id}/abort`, { body: { reason: 'Somebody did not want it.' } });
    writeFileSync(until, '');
    const { job, output } = await running;
    assert.equal(job.status, 'ABORTED');
    assert.match(output, /JOB_NOT_AWAITING_UPLOADS|Synchronization job status: ABORTED/);
    assert.deepEqual(versionsOf((await servedGraph(instance)).entities), versionsOf(before.entities));
  });

  test('a key that belongs to the instance may upload to it, and to no other', async () => {
    const { createIntegrationInstanceToken } = await graphql('mutation Token($id: String!) { createIntegrationInstanceToken(id: $id) { tokenId token } }', { id: instance });
    const { token: apiKey } = createIntegrationInstanceToken;
    const { output } = await upload('run', project, { instance, apiKey });
    assert.match(output, /Synchronization job status: FINISHED/);
    const other = await createInstance('another acme of sdk-run');
    const refused = await upload('run', project, { instance: other, apiKey });
    assert.notEqual(refused.code, 0);
    assert.equal(refused.job, undefined);
    assert.equal((await servedGraph(other)).entities.size, 0);
  });

  test('with a wrong key nothing happens, and the client says why', async () => {
    const { code, output } = await upload('run', project, { instance, apiKey: 'no-such-key' });
    assert.notEqual(code, 0);
    assert.match(output, /API key is unknown/);
  });

  test('an instance that does not exist is refused before anything is collected', async () => {
    const { code, job, output } = await upload('run', project, { instance: '00000000-0000-4000-8000-000000000000' });
    assert.notEqual(code, 0);
    assert.equal(job, undefined);
    assert.match(output, /initiating synchronization job/);
  });
});
