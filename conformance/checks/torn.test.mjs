import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ask } from '../lib/http.mjs';
import { startServer } from '../lib/server.mjs';
import { finalize, openJob, replaceScope, uploadTo } from '../lib/sync.mjs';
import { account, key } from '../lib/target.mjs';

const MANY = 3_000;
const members = (version) => ({
  entities: Array.from({ length: MANY }, (_, index) => ({ _key: `torn:${index}`, _type: 'torn', _class: ['Record'], displayName: `Torn ${index}`, version })),
  relationships: Array.from({ length: MANY }, (_, index) => ({ _key: `torn:${index}|has|torn:0`, _type: 'torn_has_torn', _class: 'HAS', _fromEntityKey: `torn:${index}`, _toEntityKey: 'torn:0', version })),
});
const VERSIONS = 'FIND torn AS t RETURN t.version AS version, count(t) AS number';

test('questions that are asked during a finalize see what was before or what is after, and none fails', async () => {
  await replaceScope('torn', members(1));
  for (const version of [2, 3]) {
    const { id } = await openJob({ source: 'api', scope: 'torn' });
    await uploadTo(id, 'upload', members(version));
    let finished = false;
    const finalizing = finalize(id).finally(() => {
      finished = true;
    });
    const seen = new Set();
    while (!finished) {
      const rows = await ask(VERSIONS);
      assert.equal(rows.length, 1, JSON.stringify(rows));
      assert.equal(rows[0].number, MANY);
      seen.add(rows[0].version);
    }
    await finalizing;
    assert.ok([...seen].every((one) => one === version || one === version - 1));
    assert.deepEqual(await ask(VERSIONS), [{ version, number: MANY }]);
  }
});

describe('a server that is killed during a finalize', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'graph-zoom-killed-'));
  let server;
  before(async () => {
    server = await startServer({ dataDir, key });
  });
  after(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = async (method, address, body) => {
    const answer = await fetch(`${server.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'jupiterone-account': account, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const content = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(content));
    return content;
  };
  const JOBS = '/persister/synchronization/jobs';
  const open = async (version) => {
    const { job } = await send('POST', JOBS, { source: 'api', scope: 'killed' });
    await send('POST', `${JOBS}/${job.id}/upload`, members(version));
    return job.id;
  };
  const versions = async () => (await send('POST', '/graphql', { query: 'query ($query: String!) { queryV1(query: $query) { data } }', variables: { query: VERSIONS } })).data.queryV1.data;

  test('has the whole upload or nothing of it when it starts again, and the client finalizes once more', async () => {
    const first = await open(1);
    const begun = Date.now();
    await send('POST', `${JOBS}/${first}/finalize`, {});
    const took = Date.now() - begun;
    // At several moments of the time that a finalize takes.
    for (const [index, share] of [0.1, 0.3, 0.5, 0.7, 0.9, 1].entries()) {
      const version = index + 2;
      const id = await open(version);
      const finalizing = send('POST', `${JOBS}/${id}/finalize`, {}).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, took * share));
      await server.kill();
      await finalizing;
      server = await startServer({ dataDir, key });
      const [row, ...others] = await versions();
      assert.deepEqual(others, [], `killed after ${share} of the time, both versions are there`);
      assert.equal(row.number, MANY);
      assert.ok(row.version === version || row.version === version - 1);
      const { job } = await send('POST', `${JOBS}/${id}/finalize`, {});
      assert.equal(job.status, 'FINISHED', JSON.stringify(job));
      assert.deepEqual(await versions(), [{ version, number: MANY }]);
    }
  });
});
