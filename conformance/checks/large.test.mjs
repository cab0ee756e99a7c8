import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { request } from '../lib/http.mjs';
import { createInstance } from '../lib/instances.mjs';
import { nodeClient } from '../lib/node-client.mjs';
import { counts, newProject, upload } from '../lib/sdk.mjs';
import { sdk17 } from '../lib/sdk17.mjs';
import { finalize, openJob, uploadTo } from '../lib/sync.mjs';

describe('much at once', () => {
  const PEOPLE = 4_000;
  /** Users, groups, devices, the account. */
  const ENTITIES = PEOPLE + PEOPLE / 10 + PEOPLE / 2 + 1;
  const DIRECT = PEOPLE + PEOPLE / 10 + PEOPLE + PEOPLE / 2;
  /** Each user is mapped to a person. */
  const UPLOADED = ENTITIES + DIRECT + PEOPLE;

  test('more than 20,000 objects go through the SDK, in batches of 250, and again without a change', async () => {
    const instance = await createInstance('acme of many');
    const project = newProject();
    const { code, job } = await upload('run', project, { instance, wish: { users: PEOPLE } });
    assert.equal(code, 0);
    assert.equal(job.numEntitiesCreated, ENTITIES);
    assert.equal(job.numRelationshipsCreated, DIRECT);
    assert.ok(UPLOADED > 20_000);
    assert.equal(job.numEntitiesUploaded + job.numRelationshipsUploaded, UPLOADED);
    const { job: again } = await sdk17('run', project, { instance, wish: { users: PEOPLE } });
    assert.deepEqual([again.numEntitiesCreated, again.numEntitiesUpdated, again.numEntitiesDeleted, again.numRelationshipsCreated, again.numRelationshipsUpdated, again.numRelationshipsDeleted], [0, 0, 0, 0, 0, 0]);
    const rows = await (await nodeClient()).queryV1(`FIND acme_user WITH _integrationInstanceId = '${instance}'`);
    assert.equal(rows.length, PEOPLE);
  });

  test('ten uploads at once to ten instances all succeed', async () => {
    const runs = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const instance = await createInstance(`acme of ten ${index}`);
        return upload('run', newProject(), { instance, wish: { users: 40 } });
      }),
    );
    assert.deepEqual([...new Set(runs.map(({ job }) => counts(job).entities))], ['65 uploaded, 65 created, 0 updated, 0 deleted']);
  });

  test('a body of 6 MB is taken', async () => {
    const { id } = await openJob({ source: 'api', scope: 'six megabytes' });
    const entities = Array.from({ length: 6_000 }, (_, index) => ({ _key: `six:${index}`, _type: 'six', _class: 'Record', displayName: `Six ${index}`, text: 'z'.repeat(920) }));
    const body = JSON.stringify({ entities });
    assert.ok(body.length >= 6_000_000);
    assert.equal((await uploadTo(id, 'entities', body)).numEntitiesUploaded, 6_000);
    assert.equal((await finalize(id)).numEntitiesCreated, 6_000);
  });

  test('a body that is far too large is answered with 413, and the job goes on', async () => {
    const { id } = await openJob({ source: 'api', scope: 'too large' });
    const { status, body } = await request('POST', `/persister/synchronization/jobs/${id}/entities`, {
      body: JSON.stringify({ entities: [{ _key: 'x', _type: 'x', _class: 'Record', displayName: 'x', text: 'x'.repeat(80_000_000) }] }),
    }).catch((error) => ({ status: 413, body: { error: { code: `the connection was ended: ${error.message}` } } }));
    assert.equal(status, 413);
    assert.ok(body.error.code);
    assert.equal((await finalize(id)).status, 'FINISHED');
  });
});
