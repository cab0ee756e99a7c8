import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { servedGraph } from '../lib/graph.mjs';
import { rest } from '../lib/http.mjs';
import { createInstance } from '../lib/instances.mjs';
import { nodeClient } from '../lib/node-client.mjs';
import { newProject, upload } from '../lib/sdk.mjs';
import { replaceScope } from '../lib/sync.mjs';

describe('what a key may do, seen by the clients that have it', () => {
  const keys = {};
  before(async () => {
    await replaceScope('keys', { entities: [{ _key: 'key_host:1', _type: 'key_host', _class: ['Host'], displayName: 'Host' }] });
    for (const role of ['reader', 'operator']) keys[role] = await rest('POST', '/api/keys', { body: { name: `conformance ${role}`, role } });
  });

  test("a reader's key asks questions", async () => {
    const client = await nodeClient({ accessToken: keys.reader.secret });
    assert.equal((await client.queryV1('FIND key_host')).length, 1);
  });

  test("neither a reader's nor an operator's key changes the graph", async () => {
    for (const role of ['reader', 'operator']) {
      const client = await nodeClient({ accessToken: keys[role].secret });
      await assert.rejects(client.createEntity('key_host:2', 'key_host', ['Host'], {}), (error) => error.graphQLErrors?.[0]?.extensions?.code === 'FORBIDDEN', role);
    }
  });

  test('nor does it upload', async () => {
    const instance = await createInstance('acme of keys');
    for (const role of ['reader', 'operator']) {
      const { code, output } = await upload('run', newProject(), { instance, apiKey: keys[role].secret });
      assert.notEqual(code, 0);
      assert.match(output, /initiating synchronization job \(API response: code=/);
    }
    assert.equal((await servedGraph(instance)).entities.size, 0);
  });

  test('a revoked key does nothing any more', async () => {
    await rest('DELETE', `/api/keys/${keys.reader.key.id}`);
    const { code, output } = await upload('run', newProject(), { scope: 'keys', apiKey: keys.reader.secret });
    assert.notEqual(code, 0);
    assert.match(output, /API key is unknown, revoked or expired/);
  });
});
