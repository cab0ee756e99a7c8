import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask } from '../lib/http.mjs';
import { CUSTOM_DEFINITION } from '../lib/instances.mjs';
import { execute } from '../lib/sdk.mjs';
import { replaceScope } from '../lib/sync.mjs';
import { key } from '../lib/target.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'python_style.py');
const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';

/** One call of the Python client. */
async function python(method, given = {}, { apiKey = key } = {}) {
  const { code, stdout, output } = await execute('python3', [script, method, JSON.stringify(given)], { env: { JUPITERONE_API_KEY: apiKey } });
  assert.equal(code, 0, output);
  return JSON.parse(stdout);
}

describe('what the Python client sends', { skip }, () => {
  const MANY = 700;
  let instance;
  before(async () => {
    await replaceScope('python', { entities: Array.from({ length: MANY }, (_, index) => ({ _key: `py_user:${index}`, _type: 'py_user', _class: ['User'], displayName: `User ${index}`, number: index })) });
    instance = await python('create_integration_instance', { instance_name: 'acme of python', instance_description: 'ours' });
  });

  test('query_v1 follows cursors', async () => {
    const { data } = await python('query_v1', { query: 'FIND py_user' });
    assert.equal(new Set(data.map(({ id }) => id)).size, MANY);
    assert.equal(data.length, MANY);
  });

  test('query_v1 reads a tree', async () => {
    assert.equal((await python('query_v1', { query: 'FIND py_user WITH number < 3 RETURN TREE' })).vertices.length, 3);
  });

  test('query_v1 with SKIP and LIMIT, as it was before', async () => {
    assert.equal((await python('query_v1_skip_and_limit', { query: 'FIND py_user' })).data.length, MANY);
  });

  test('query_with_deferred_response ends where there is no cursor', async () => {
    assert.equal((await python('query_with_deferred_response', { query: 'FIND py_user' })).length, MANY);
    assert.deepEqual(await python('query_with_deferred_response', { query: 'FIND py_nothing' }), []);
  });

  test('a wrong query raises what the server said', async () => {
    assert.match((await python('query_v1', { query: 'FIND py_user WITH' })).raised, /Error parsing query/);
  });

  test('a wrong key raises what the client says of 401', async () => {
    assert.match((await python('query_v1', { query: 'FIND py_user' }, { apiKey: 'no-such-key-at-all' })).raised, /^401: Unauthorized/);
  });

  test('entities are created, changed in two ways, and deleted for good', async () => {
    const made = await python('create_entity', { entity_key: 'py_host:1', entity_type: 'py_host', entity_class: 'Host', properties: { displayName: 'Host', size: 1 } });
    const id = made.entity._id;
    await python('update_entity', { entity_id: id, properties: { size: 2 } });
    await python('update_entity_v2', { entity_id: id, properties: { colour: 'green' } });
    const [{ properties, entity }] = await ask('FIND py_host');
    assert.deepEqual([properties.size, properties.colour, entity.displayName], [2, 'green', 'Host']);
    const again = await python('create_entity', { entity_key: 'py_host:1', entity_type: 'py_host', entity_class: ['Host'], properties: { size: 3 } });
    assert.equal(again.entity._id, id, 'creating one that is there changes it');
    await python('delete_entity', { entity_id: id });
    assert.equal((await ask('FIND py_host', { includeDeleted: true })).length, 0);
  });

  test('relationships are created, changed in two ways, and deleted', async () => {
    const ends = [];
    for (const number of [1, 2]) ends.push((await python('create_entity', { entity_key: `py_end:${number}`, entity_type: 'py_end', entity_class: ['Host'], properties: {} })).entity._id);
    const [from, to] = ends;
    const { relationship } = await python('create_relationship', {
      relationship_key: 'py_end:1|connects|py_end:2',
      relationship_type: 'py_end_connects_end',
      relationship_class: 'CONNECTS',
      from_entity_id: from,
      to_entity_id: to,
    });
    const changed = await python('update_relationship', { relationship_id: relationship._id, from_entity_id: from, to_entity_id: to, properties: { port: 22 } });
    assert.equal(changed.edge.properties.port, 22);
    assert.equal(changed.relationship._fromEntityId, from);
    await python('update_relationship_v2', { relationship_id: relationship._id, properties: { secure: true } });
    assert.deepEqual(await ask("FIND py_end WITH _key = 'py_end:1' THAT CONNECTS AS c py_end RETURN c.port, c.secure"), [{ 'c.port': 22, 'c.secure': true }]);
    await python('delete_relationship', { relationship_id: relationship._id });
    assert.equal((await ask('FIND py_end THAT CONNECTS py_end')).length, 0);
  });

  test('instances are listed and read, and one value of their configuration is changed', async () => {
    assert.equal(instance.config['@tag'].AccountName, true);
    const { instances } = await python('fetch_integration_instances', { definition_id: CUSTOM_DEFINITION });
    assert.ok(instances.some(({ id }) => id === instance.id));
    const details = await python('get_integration_instance_details', { instance_id: instance.id });
    assert.equal(details.description, 'ours');
    const updated = await python('update_integration_instance_config_value', { instance_id: instance.id, config_key: '@tag', config_value: { AccountName: true, Production: true } });
    assert.deepEqual(updated.config['@tag'], { AccountName: true, Production: true });
  });

  test('a job is opened, filled, and finalized; its job and events are listed', async () => {
    const { job } = await python('start_sync_job', { instance_id: instance.id, sync_mode: 'DIFF', source: 'integration-external' });
    assert.match(job.id, /^[0-9a-f-]{36}$/);
    const entity = (number) => ({ _key: `py_thing:${number}`, _type: 'py_thing', _class: ['Record'], displayName: `Thing ${number}` });
    await python('upload_entities_batch_json', { instance_job_id: job.id, entities_list: [entity(1), entity(2)] });
    await python('upload_relationships_batch_json', {
      instance_job_id: job.id,
      relationships_list: [{ _key: 'py_thing:1|has|py_thing:2', _type: 'py_thing_has_thing', _class: 'HAS', _fromEntityKey: 'py_thing:1', _toEntityKey: 'py_thing:2' }],
    });
    await python('upload_combined_batch_json', { instance_job_id: job.id, combined_payload: { entities: [entity(3)], relationships: [] } });
    const { job: done } = await python('finalize_sync_job', { instance_job_id: job.id });
    assert.equal(done.status, 'FINISHED');
    assert.deepEqual([done.numEntitiesCreated, done.numRelationshipsCreated], [3, 1]);
    const { jobs } = await python('fetch_integration_jobs', { instance_id: instance.id });
    assert.equal(jobs[0].id, job.id);
    assert.equal(jobs[0].status, 'COMPLETED');
    assert.equal(jobs[0].integrationInstance.name, 'acme of python');
    const { events } = await python('fetch_integration_job_events', { instance_id: instance.id, instance_job_id: job.id });
    assert.ok(Array.isArray(events));
  });

  test('entities are deleted by id in a job of CREATE_OR_UPDATE', async () => {
    const [{ id }] = await ask("FIND py_thing WITH _key = 'py_thing:3'");
    const { job } = await python('start_sync_job', { instance_id: instance.id, sync_mode: 'CREATE_OR_UPDATE', source: 'integration-external' });
    await python('bulk_delete_entities', { instance_job_id: job.id, entities_list: [{ _id: id }] });
    assert.equal((await python('finalize_sync_job', { instance_job_id: job.id })).job.numEntitiesDeleted, 1);
    assert.equal((await ask('FIND py_thing')).length, 2);
  });

  test('what is wrong with a job is raised with its code', async () => {
    assert.match((await python('start_sync_job', { sync_mode: 'DIFF', source: 'integration-external' })).raised, /^400:.*integrationInstanceId/);
  });

  test('names of properties, and raw data, are read', async () => {
    const names = await python('fetch_all_entity_properties');
    assert.ok(names.includes('number'));
    assert.ok(names.includes('tag.AccountName'));
    const [{ id }] = await ask('FIND py_thing LIMIT 1');
    assert.equal((await python('fetch_entity_raw_data', { entity_id: id })).entityId, id);
  });

  test('questions that ship are listed', async () => {
    const { questions } = await python('list_questions');
    assert.ok(questions.totalHits > 50, JSON.stringify(questions).slice(0, 200));
    assert.ok(questions.questions.every(({ id, title }) => id !== '' && title !== ''));
  });
});
