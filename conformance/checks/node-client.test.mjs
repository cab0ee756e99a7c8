import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask, graphql } from '../lib/http.mjs';
import { createInstance } from '../lib/instances.mjs';
import { nodeClient } from '../lib/node-client.mjs';
import { binary, execute } from '../lib/sdk.mjs';
import { replaceScope } from '../lib/sync.mjs';
import { account, key } from '../lib/target.mjs';

const require = createRequire(import.meta.url);
const gql = require('graphql-tag');
const PEOPLE = 620;
const scope = 'node client';

describe('jupiterone-client-nodejs 0.21.2', () => {
  let client;
  before(async () => {
    client = await nodeClient();
    const entities = Array.from({ length: PEOPLE }, (_, index) => ({ _key: `nc_user:${index}`, _type: 'nc_user', _class: ['User'], displayName: `User ${index}`, number: index, email: [`nc${index}@acme.example`] }));
    const relationships = Array.from({ length: 3 }, (_, index) => ({ _key: `nc_group:1|has|nc_user:${index}`, _type: 'nc_group_has_user', _class: 'HAS', _fromEntityKey: 'nc_group:1', _toEntityKey: `nc_user:${index}` }));
    await replaceScope(scope, { entities: [...entities, { _key: 'nc_group:1', _type: 'nc_group', _class: ['UserGroup'], displayName: 'Group 1' }], relationships });
  });

  test('queryV1 reads a long list to its end, each entity once', async () => {
    const rows = await client.queryV1('FIND nc_user');
    assert.equal(rows.length, PEOPLE);
    assert.equal(new Set(rows.map(({ entity }) => entity._key)).size, PEOPLE);
    const { id, entity, properties } = rows.find((row) => row.entity._key === 'nc_user:7');
    assert.equal(id, entity._id);
    assert.deepEqual(entity._class, ['User']);
    assert.equal(properties.number, 7);
  });

  test('queryV1 reads a table', async () => {
    const rows = await client.queryV1('FIND nc_group AS g THAT HAS nc_user AS u RETURN g.displayName AS name, u.number ORDER BY u.number');
    assert.deepEqual(
      rows,
      [0, 1, 2].map((number) => ({ name: 'Group 1', 'u.number': number })),
    );
  });

  test('queryV1 reads a tree', async () => {
    const { vertices, edges } = await client.queryV1('FIND nc_group THAT HAS nc_user RETURN TREE');
    assert.equal(vertices.length, 4);
    assert.equal(edges.length, 3);
  });

  test('a question of nothing is an empty list', async () => {
    assert.deepEqual(await client.queryV1('FIND nc_nothing'), []);
  });

  test('a question that is not understood fails, and says why', async () => {
    await assert.rejects(client.queryV1('FIND nc_user WITH WITH'), (error) => {
      assert.doesNotMatch(error.message, /undefined|only absolute urls/i);
      return true;
    });
  });

  test('several questions at once go in one batch', async () => {
    const answers = await Promise.all([client.queryV1('FIND nc_user WITH number < 3'), client.queryV1('FIND nc_group'), client.queryV1('FIND nc_user WITH number = 1')]);
    assert.deepEqual(
      answers.map((rows) => rows.length),
      [3, 1, 1],
    );
  });

  test('an entity is created, changed and deleted', async () => {
    const made = await client.createEntity('nc_made:1', 'nc_made', ['Host'], { displayName: 'Made', size: 1, 'tag.Production': true });
    assert.equal(made.vertex.entity._id, made.vertex.id);
    const find = async () => (await ask("FIND nc_made WITH _key = 'nc_made:1'"))[0];
    assert.equal((await find()).properties.size, 1);
    assert.equal((await find()).entity._source, 'api');
    await client.updateEntity(made.vertex.id, { size: 2, colour: 'green' });
    assert.deepEqual([(await find()).properties.size, (await find()).properties.colour, (await find()).properties.displayName ?? (await find()).entity.displayName], [2, 'green', 'Made']);
    await client.deleteEntity(made.vertex.id);
    assert.equal(await find(), undefined);
    assert.equal((await ask("FIND nc_made WITH _key = 'nc_made:1'", { includeDeleted: true })).length, 1);
  });

  test('two entities are connected', async () => {
    const [one, two] = await Promise.all([client.createEntity('nc_end:1', 'nc_end', ['Host'], { displayName: 'One' }), client.createEntity('nc_end:2', 'nc_end', ['Host'], { displayName: 'Two' })]);
    const { relationship, edge } = await client.createRelationship('nc_end:1|connects|nc_end:2', 'nc_end_connects_end', 'CONNECTS', one.vertex.id, two.vertex.id, { port: 443 });
    assert.equal(edge.relationship._id, relationship._id);
    assert.deepEqual([edge.fromVertexId, edge.toVertexId, edge.properties.port], [one.vertex.id, two.vertex.id, 443]);
    assert.equal((await ask('FIND nc_end THAT CONNECTS >> nc_end')).length, 1);
  });

  test('raw data is put to an entity', async () => {
    const { vertex } = await client.createEntity('nc_raw:1', 'nc_raw', ['Record'], { displayName: 'Raw' });
    await client.upsertEntityRawData(vertex.id, 'letter', 'application/json', { sender: 'Ada' });
    const { entityRawDataLegacy } = await graphql('query Raw($id: String!) { entityRawDataLegacy(entityId: $id, source: "api") { payload { ... on RawDataJSONEntityLegacy { name data } } } }', { id: vertex.id });
    assert.equal(entityRawDataLegacy.payload[0].name, 'letter');
    assert.deepEqual(entityRawDataLegacy.payload[0].data, { sender: 'Ada' });
  });

  test('queryGraphQL asks for anything else: definitions, instances', async () => {
    const id = await createInstance('acme of node client');
    const { data } = await client.queryGraphQL(gql`
      query {
        integrationInstances(limit: 100) {
          instances {
            id
            name
          }
          pageInfo {
            endCursor
          }
        }
        integrationDefinitions {
          definitions {
            integrationType
          }
        }
      }
    `);
    assert.ok(data.integrationInstances.instances.some((instance) => instance.id === id));
    assert.deepEqual(data.integrationDefinitions.definitions.map(({ integrationType }) => integrationType).includes('zoom'), true);
  });

  test('questions and rules are made, changed and removed', async () => {
    const question = await client.createQuestion({ title: 'Which users?', queries: [{ query: 'FIND nc_user' }] });
    assert.equal(question.title, 'Which users?');
    await client.updateQuestion({ id: question.id, title: 'Which users are there?', queries: [{ query: 'FIND nc_user' }] });
    await client.deleteQuestion(question.id);
    const rules = await nodeClient({ useRulesEndpoint: true });
    const instance = {
      name: 'Users of nc',
      description: '',
      specVersion: 1,
      pollingInterval: 'DISABLED',
      outputs: ['queries.query0.total'],
      question: { queries: [{ query: 'FIND nc_user', version: 'v1' }] },
      operations: [{ when: { type: 'FILTER', specVersion: 1, condition: '{{queries.query0.total != 0}}' }, actions: [{ type: 'CREATE_ALERT' }] }],
    };
    const made = await rules.mutateAlertRule({ instance }, false);
    assert.equal(made.name, 'Users of nc');
    const changed = await rules.mutateAlertRule({ instance: { ...instance, id: made.id, version: 1, description: 'Ours.' } }, true);
    assert.equal(changed.description, 'Ours.');
    await assert.rejects(rules.mutateAlertRule({ instance }, false), (error) => error.graphQLErrors?.[0]?.extensions?.code === 'BAD_USER_INPUT');
  });

  test('a wrong key fails', async () => {
    const stranger = await nodeClient({ accessToken: 'no-such-key' });
    await assert.rejects(stranger.queryV1('FIND nc_user'), (error) => error.networkError?.statusCode === 401);
  });
});

describe('j1, the command of jupiterone-client-nodejs 0.21.2', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-zoom-j1-'));
  const preload = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'address.cjs');
  const j1 = (...args) => execute(process.execPath, ['--require', preload, binary('j1'), '-a', account, '-k', key, ...args], { cwd: folder });
  const file = (content) => {
    const name = path.join(folder, 'input.json');
    writeFileSync(name, JSON.stringify(content));
    return name;
  };
  const find = async () => await ask('FIND nc_cli ORDER BY _key');

  test('-q writes what it finds to a file', async () => {
    const { code, output } = await j1('-q', 'FIND nc_user WITH number < 2', '--output-file', 'found.json');
    assert.equal(code, 0, output);
    assert.equal(JSON.parse(readFileSync(path.join(folder, 'found.json'), 'utf8')).length, 2);
  });

  test('-o create makes entities', async () => {
    const { code, output } = await j1(
      '-e',
      '-o',
      'create',
      '-f',
      file([1, 2].map((id) => ({ entityKey: `nc_cli:${id}`, entityType: 'nc_cli', entityClass: 'Host', properties: { displayName: `Host ${id}`, createdOn: '2026-01-01T00:00:00Z' } }))),
    );
    assert.equal(code, 0, output);
    assert.match(output, /created 2 entities/);
    assert.equal((await find()).length, 2);
    assert.equal((await find())[0].properties.createdOn, '2026-01-01T00:00:00.000Z');
  });

  test('-o update finds an entity by its key and changes it', async () => {
    const { output } = await j1('-e', '-o', 'update', '-f', file({ entityKey: 'nc_cli:1', properties: { zone: 'b' } }));
    assert.match(output, /updated 1 entities/);
    assert.equal((await find())[0].properties.zone, 'b');
  });

  test('-o upsert changes one and makes another', async () => {
    const { output } = await j1('-e', '-o', 'upsert', '-f', file([2, 3].map((id) => ({ entityKey: `nc_cli:${id}`, entityType: 'nc_cli', entityClass: 'Host', properties: { zone: 'c' } }))));
    assert.match(output, /upsertd 2 entities/);
    assert.deepEqual(
      (await find()).map(({ properties }) => properties.zone),
      ['b', 'c', 'c'],
    );
  });

  test('-r -o create connects two', async () => {
    const [one, two] = (await find()).map(({ entity }) => entity._id);
    const { output } = await j1(
      '-r',
      '-o',
      'create',
      '-f',
      file({ relationshipKey: 'nc_cli:1|connects|nc_cli:2', relationshipType: 'nc_cli_connects_cli', relationshipClass: 'CONNECTS', fromEntityId: one, toEntityId: two }),
    );
    assert.match(output, /Created 1 relationships/);
    assert.equal((await ask('FIND nc_cli THAT CONNECTS >> nc_cli')).length, 1);
  });

  test('-o delete, and --hard-delete', async () => {
    assert.match((await j1('-e', '-o', 'delete', '-f', file({ entityKey: 'nc_cli:1' }))).output, /deleted 1 entities/);
    assert.match((await j1('-e', '-o', 'delete', '--hard-delete', '-f', file({ entityKey: 'nc_cli:2' }))).output, /deleted 1 entities/);
    assert.equal((await find()).length, 1);
    assert.deepEqual(
      (await ask('FIND nc_cli ORDER BY _key', { includeDeleted: true })).map(({ entity }) => entity._key),
      ['nc_cli:1', 'nc_cli:3'],
    );
  });
});
