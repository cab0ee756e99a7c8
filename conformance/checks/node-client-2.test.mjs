import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { apollo, gql, queryV1 } from '../lib/apollo.mjs';
import { servedGraph } from '../lib/graph.mjs';
import { ask, request, rest } from '../lib/http.mjs';
import { CUSTOM_DEFINITION, eventsOf, jobsOf } from '../lib/instances.mjs';
import { finalize, jobOf, openJob, replaceScope, uploadTo } from '../lib/sync.mjs';

const INSTANCE = 'accountId config description id integrationDefinitionId name pollingInterval pollingIntervalCronExpression { hour dayOfWeek }';
const MANY = 12_000;

describe('what versions 2 of jupiterone-client-nodejs send: GraphQL by Apollo', () => {
  let client;
  before(async () => {
    client = apollo();
    await replaceScope('node client 2', { entities: Array.from({ length: MANY }, (_, index) => ({ _key: `nc2_user:${index}`, _type: 'nc2_user', _class: 'User', displayName: `User ${index}`, text: 'x'.repeat(700) })) });
  });

  test('queryV1 follows cursors to the end of a long list', async () => {
    const pages = [];
    const rows = await queryV1(client, 'FIND nc2_user', { pages });
    assert.equal(new Set(rows.map(({ id }) => id)).size, MANY);
    assert.equal(rows.length, MANY);
    assert.ok(pages.length > 1, 'so much does not fit into one document');
    assert.equal(pages[0].totalCount, MANY);
    assert.equal('cursor' in pages.at(-1), false);
  });

  test('the same question again comes from the cache of Apollo, whose address is still good', async () => {
    const one = await queryV1(client, 'FIND nc2_user LIMIT 5');
    const two = await queryV1(client, 'FIND nc2_user LIMIT 5');
    assert.deepEqual(two, one);
    const three = await queryV1(client, 'FIND nc2_user LIMIT 5', { fetchPolicy: 'network-only' });
    assert.deepEqual(three, one);
  });

  test('a tree is one document', async () => {
    const [tree] = await queryV1(client, 'FIND nc2_user RETURN TREE LIMIT 3');
    assert.equal(tree.vertices.length, 3);
    assert.deepEqual(tree.edges, []);
  });

  test('variables stand in queries', async () => {
    const { data } = await client.query({
      query: gql`
        query QueryLanguageV1($query: String!, $variables: JSON) {
          queryV1(query: $query, variables: $variables) {
            type
            data
          }
        }
      `,
      variables: { query: 'FIND nc2_user WITH _key = ${key}', variables: { key: 'nc2_user:7' } },
    });
    assert.equal(data.queryV1.data.length, 1);
    assert.equal(data.queryV1.type, 'list');
  });

  test('instances are created, read, listed, changed and deleted, the last two by documents that say `query`', async () => {
    const { data: made } = await client.mutate({
      mutation: gql`
        mutation CreateIntegrationInstance($config: JSON, $description: String, $integrationDefinitionId: String!, $name: String!, $pollingInterval: IntegrationPollingInterval, $pollingIntervalCronExpression: IntegrationPollingIntervalCronExpressionInput) {
          createIntegrationInstance(instance: { config: $config, description: $description, integrationDefinitionId: $integrationDefinitionId, name: $name, pollingInterval: $pollingInterval, pollingIntervalCronExpression: $pollingIntervalCronExpression }) {
            ${INSTANCE}
          }
        }
      `,
      variables: {
        name: 'acme of node client 2',
        integrationDefinitionId: CUSTOM_DEFINITION,
        description: 'first',
        config: { '@tag': { AccountName: true } },
        pollingInterval: 'ONE_WEEK',
        pollingIntervalCronExpression: { hour: 3, dayOfWeek: 1 },
      },
    });
    const { id } = made.createIntegrationInstance;
    assert.equal(made.createIntegrationInstance.pollingIntervalCronExpression.dayOfWeek, 1);
    const read = async () =>
      (
        await client.query({
          query: gql`
            query GetIntegrationInstance($id: String!) {
              integrationInstance(id: $id) {
                ${INSTANCE}
              }
            }
          `,
          variables: { id },
          fetchPolicy: 'network-only',
        })
      ).data.integrationInstance;
    assert.equal((await read()).name, 'acme of node client 2');
    const listed = [];
    let cursor;
    do {
      const { data } = await client.query({
        query: gql`
          query ListIntegrationInstances($definitionId: String, $cursor: String) {
            integrationInstances(definitionId: $definitionId, cursor: $cursor) {
              instances {
                ${INSTANCE}
              }
              pageInfo {
                endCursor
                hasNextPage
              }
            }
          }
        `,
        variables: { definitionId: CUSTOM_DEFINITION, cursor },
      });
      listed.push(...data.integrationInstances.instances);
      cursor = data.integrationInstances.pageInfo.endCursor;
    } while (cursor);
    assert.equal(listed.filter((instance) => instance.id === id).length, 1);

    const { data: changed } = await client.mutate({
      mutation: gql`
        query UpdateIntegrationInstance($id: String!, $config: JSON, $description: String, $name: String, $pollingInterval: IntegrationPollingInterval, $pollingIntervalCronExpression: IntegrationPollingIntervalCronExpression) {
          updateIntegrationInstance(id: $id, update: { config: $config, description: $description, name: $name, pollingInterval: $pollingInterval, pollingIntervalCronExpression: $pollingIntervalCronExpression }) {
            ${INSTANCE}
          }
        }
      `,
      variables: { id, description: 'second', pollingInterval: 'DISABLED' },
    });
    assert.equal(changed.updateIntegrationInstance.description, 'second');
    assert.equal((await read()).pollingInterval, 'DISABLED');
    assert.equal((await read()).name, 'acme of node client 2');
    const { data: gone } = await client.mutate({
      mutation: gql`
        query DeleteIntegrationInstance($id: String!) {
          deleteIntegrationInstance(id: $id) {
            success
          }
        }
      `,
      variables: { id },
    });
    assert.equal(gone.deleteIntegrationInstance.success, true);
    await assert.rejects(read(), /Integration instance not found/);
  });

  test('definitions are listed', async () => {
    const { data } = await client.query({
      query: gql`
        query ListIntegrationDefinitions($cursor: String) {
          integrationDefinitions(cursor: $cursor) {
            definitions {
              id
              name
              type
              title
              offsiteUrl
              offsiteButtonTitle
              offsiteStatusQuery
              integrationType
              integrationClass
              beta
              repoWebLink
              invocationPaused
            }
            pageInfo {
              endCursor
              hasNextPage
            }
          }
        }
      `,
    });
    assert.ok(data.integrationDefinitions.definitions.some(({ id }) => id === CUSTOM_DEFINITION));
  });

  test('the addresses /graphql, /rules/graphql and / are the same', async () => {
    for (const path of ['/graphql', '/rules/graphql', '/']) {
      const { data } = await apollo({ path }).query({
        query: gql`
          query {
            iamGetAccount {
              accountId
            }
          }
        `,
      });
      assert.equal(typeof data.iamGetAccount.accountId, 'string', path);
    }
  });
});

describe('what versions 2 of jupiterone-client-nodejs send: uploads', () => {
  const scope = 'bulk of node client 2';
  const entities = [1, 2, 3].map((id) => ({ _key: `bulk:${id}`, _type: 'bulk', _class: 'Record', displayName: `Bulk ${id}`, _rawData: { original: { body: JSON.stringify({ id }), contentType: 'application/json' } } }));
  const relationships = [{ _key: 'bulk:1|has|bulk:2', _type: 'bulk_has_bulk', _class: 'HAS', _fromEntityKey: 'bulk:1', _toEntityKey: 'bulk:2' }];

  test('bulkUpload makes a scope what was uploaded, with raw data', async () => {
    const job = await replaceScope(scope, { entities, relationships });
    assert.equal(job.status, 'FINISHED');
    assert.deepEqual([job.numEntitiesCreated, job.numRelationshipsCreated], [3, 1]);
    assert.equal(job.numEntityRawDataEntriesUploaded, 3);
    const served = await servedGraph(scope);
    assert.equal(served.relationships.get('bulk:1|has|bulk:2')._fromEntityId, served.entities.get('bulk:1')._id);
  });

  test('relationships may name ends of other scopes, by scope or by id', async () => {
    const served = await servedGraph(scope);
    const job = await replaceScope('beside bulk', {
      entities: [{ _key: 'beside:1', _type: 'beside', _class: 'Record', displayName: 'Beside' }],
      relationships: [
        { _key: 'beside:1|has|bulk:1', _type: 'beside_has_bulk', _class: 'HAS', _fromEntityKey: 'beside:1', _toEntityKey: 'bulk:1', _toEntitySource: 'api', _toEntityScope: scope },
        { _key: 'beside:1|has|bulk:2', _type: 'beside_has_bulk', _class: 'HAS', _fromEntityKey: 'beside:1', _toEntityId: served.entities.get('bulk:2')._id },
        { _key: 'beside:1|has|nothing', _type: 'beside_has_bulk', _class: 'HAS', _fromEntityKey: 'beside:1', _toEntityKey: 'bulk:3' },
      ],
    });
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.numRelationshipsCreated, 2);
    assert.equal(job.numRelationshipCreateErrors, 1);
    assert.equal((await ask('FIND beside THAT HAS bulk')).length, 1);
  });

  test('bulkDelete removes by id, of any scope, without naming one', async () => {
    const served = await servedGraph(scope);
    const { id } = await openJob({ source: 'api', syncMode: 'CREATE_OR_UPDATE' });
    await uploadTo(id, 'upload', { deleteEntities: [{ _id: served.entities.get('bulk:2')._id }], deleteRelationships: [] });
    const job = await finalize(id);
    assert.equal(job.status, 'FINISHED');
    assert.equal(job.numEntitiesDeleted, 1);
    const after = await servedGraph(scope);
    assert.deepEqual([...after.entities.keys()], ['bulk:1', 'bulk:3']);
    assert.equal(after.relationships.size, 0);
  });

  test('the status of a job is read, an upload to one that has ended is refused by name', async () => {
    const { id } = await openJob({ source: 'api', scope: 'late' });
    assert.equal((await jobOf(id)).status, 'AWAITING_UPLOADS');
    await finalize(id);
    assert.equal((await jobOf(id)).status, 'FINISHED');
    const { status, body } = await request('POST', `/persister/synchronization/jobs/${id}/upload`, { body: { entities } });
    assert.equal(status, 400);
    assert.equal(body.error.code, 'JOB_NOT_AWAITING_UPLOADS');
  });

  test('events of a job are published, and an aborted job leaves nothing', async () => {
    const { data } = await apollo().mutate({
      mutation: gql`
        mutation Create($instance: CreateIntegrationInstanceInput!) {
          createIntegrationInstance(instance: $instance) {
            id
          }
        }
      `,
      variables: { instance: { name: 'acme of events', integrationDefinitionId: CUSTOM_DEFINITION } },
    });
    const instance = data.createIntegrationInstance.id;
    const { id } = await openJob({ source: 'integration-managed', integrationInstanceId: instance });
    const { events } = await rest('POST', `/persister/synchronization/jobs/${id}/events`, { body: { events: [{ name: 'hello', description: 'Something happened.' }] } });
    assert.equal(events[0].name, 'hello');
    assert.equal(typeof events[0].createDate, 'number');
    await uploadTo(id, 'upload', { entities });
    const { job } = await rest('POST', `/persister/synchronization/jobs/${id}/abort`, { body: { reason: 'It was not meant.' } });
    assert.equal(job.status, 'ABORTED');
    assert.equal((await servedGraph(instance)).entities.size, 0);
    assert.equal((await jobsOf(instance))[0].status, 'FAILED');
    assert.ok((await eventsOf(instance, id)).some(({ description }) => description === 'Something happened.'));
  });

  test('PATCH adds properties to entities and takes none away', async () => {
    const { id } = await openJob({ source: 'api', scope, syncMode: 'PATCH' });
    await uploadTo(id, 'upload', { entities: [{ _key: 'bulk:1', _type: 'bulk', _class: 'Record', colour: 'red' }] });
    await finalize(id);
    const { entities: served } = await servedGraph(scope);
    assert.deepEqual([served.get('bulk:1').displayName, served.get('bulk:1').colour, served.size], ['Bulk 1', 'red', 2]);
  });
});
