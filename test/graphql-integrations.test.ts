import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

const CUSTOM = '8013680b-311a-4c2e-b53b-c8735fd97a5c';
const MASKED = '***masked***';

let server: GraphqlServer;
let zoom: string;
beforeAll(async () => {
  server = await startGraphql();
  zoom = (await server.ask('{ findIntegrationDefinition(integrationType: "zoom") { id } }')).data.findIntegrationDefinition.id;
});
afterAll(async () => {
  await server.close();
  expect(server.logged).toEqual([]);
});

/* The Node client's: the last two change things under the keyword `query`, and one names an input by an output's name. */
const NODE = {
  definitions:
    'query ListIntegrationDefinitions($cursor: String) { integrationDefinitions(cursor: $cursor) { definitions { id name type title offsiteUrl integrationType integrationClass beta repoWebLink invocationPaused __typename } pageInfo { endCursor hasNextPage __typename } __typename } }',
  instances:
    'query ListIntegrationInstances($definitionId: String, $cursor: String) { integrationInstances(definitionId: $definitionId, cursor: $cursor) { instances { accountId config description id integrationDefinitionId name pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } __typename } pageInfo { endCursor hasNextPage __typename } __typename } }',
  create: `mutation CreateIntegrationInstance($config: JSON, $description: String, $integrationDefinitionId: String!, $name: String!, $pollingInterval: IntegrationPollingInterval, $pollingIntervalCronExpression: IntegrationPollingIntervalCronExpressionInput) {
    createIntegrationInstance(instance: {config: $config, description: $description, integrationDefinitionId: $integrationDefinitionId, name: $name, pollingInterval: $pollingInterval, pollingIntervalCronExpression: $pollingIntervalCronExpression}) {
      accountId config description id integrationDefinitionId name pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } __typename
    }
  }`,
  get: 'query GetIntegrationInstance($id: String!) { integrationInstance(id: $id) { accountId config description id integrationDefinitionId name pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } __typename } }',
  update: `query UpdateIntegrationInstance($id: String!, $config: JSON, $description: String, $name: String, $pollingInterval: IntegrationPollingInterval, $pollingIntervalCronExpression: IntegrationPollingIntervalCronExpression) {
    updateIntegrationInstance(id: $id, update: {config: $config, description: $description, name: $name, pollingInterval: $pollingInterval, pollingIntervalCronExpression: $pollingIntervalCronExpression}) {
      accountId config description id integrationDefinitionId name pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } __typename
    }
  }`,
  delete: 'query DeleteIntegrationInstance($id: String!) { deleteIntegrationInstance(id: $id) { success __typename } }',
};
const TERRAFORM = {
  create: `mutation CreateIntegrationInstance($instance: CreateIntegrationInstanceInput!) { createIntegrationInstance(instance: $instance) {
    id name pollingInterval integrationDefinitionId description config ingestionSourcesOverrides { ingestionSourceId enabled } sourceIntegrationInstanceId collectorPoolId pollingIntervalCronExpression { hour dayOfWeek } offsiteComplete } }`,
  update: 'mutation UpdateIntegrationInstance($id: String!, $update: UpdateIntegrationInstanceInput!) { updateIntegrationInstance(id: $id, update: $update) { id name config resourceGroupId } }',
};
const PYTHON = {
  instance: `fragment IntegrationInstanceValues on IntegrationInstance {
    id name accountId sourceIntegrationInstanceId pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinition { name integrationType __typename } integrationDefinitionId description config offsiteComplete
    jobs { jobs { ...IntegrationInstanceJobValues __typename } __typename } instanceRelationship ingestionSourcesOverrides { ingestionSourceId enabled __typename } collectorPoolId __typename }
  fragment IntegrationInstanceJobValues on IntegrationJob { id status integrationInstanceId createDate endDate hasSkippedSteps __typename }
  query IntegrationInstance($integrationInstanceId: String!) { integrationInstance(id: $integrationInstanceId) { ...IntegrationInstanceValues __typename } }`,
  invoke: 'mutation InvokeIntegrationInstance($id: String!) { invokeIntegrationInstance(id: $id) { success integrationJobId } }',
  find: `query FindIntegrationDefinition($integrationType: String!, $includeConfig: Boolean!) { findIntegrationDefinition(integrationType: $integrationType) { ...IntegrationDefinitionsValues __typename } }
  fragment IntegrationDefinitionsValues on IntegrationDefinition {
    id name type title displayMode oAuth { oAuthUrlGeneratorPath __typename } offsiteUrl offsiteButtonTitle offsiteStatusQuery integrationType integrationClass integrationCategory beta docsWebLink repoWebLink invocationPaused managedExecutionDisabled
    integrationPlatformFeatures { supportsChildInstances supportsCollectors supportsIngestionSourcesConfig __typename }
    ingestionSourcesConfig { id title description defaultsToDisabled childIngestionSourcesMetadata { id name __typename } cannotBeDisabled __typename }
    ingestionSourcesOverrides { enabled ingestionSourceId __typename } totalInstanceCount integrationJobStatusMetrics { count status __typename } ...Config @include(if: $includeConfig) __typename }
  fragment Config on IntegrationDefinition {
    configFields { ...Recursive __typename } authSections { id description displayName configFields { ...Recursive __typename } verificationDisabled __typename } configSections { displayName configFields { ...Recursive __typename } __typename } __typename }
  fragment Recursive on ConfigField { ...Field configFields { ...Field configFields { ...Field __typename } __typename } __typename }
  fragment Field on ConfigField { key displayName description type format defaultValue helperText inputAdornment mask optional immutable readonly computed options { value description label webLink default __typename } __typename }`,
};
const MCP = {
  instances: `query IntegrationInstances($definitionId: String, $cursor: String, $limit: Int, $filter: ListIntegrationInstancesSearchFilter) {
    integrationInstancesV2(definitionId: $definitionId, cursor: $cursor, limit: $limit, filter: $filter) { instances { ...Lite __typename } pageInfo { endCursor __typename } __typename } }
  fragment Lite on IntegrationInstanceLite { id name accountId sourceIntegrationInstanceId pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinitionId description config instanceRelationship resourceGroupId createdOn createdBy updatedOn updatedBy mostRecentJob { status hasSkippedSteps createDate __typename } __typename }`,
  jobs: `query IntegrationJobs($status: IntegrationJobStatus, $integrationInstanceId: String, $integrationDefinitionId: String, $integrationInstanceIds: [String], $cursor: String, $size: Int) {
    integrationJobs(status: $status, integrationInstanceId: $integrationInstanceId, integrationDefinitionId: $integrationDefinitionId, integrationInstanceIds: $integrationInstanceIds, cursor: $cursor, size: $size) { jobs { ...Job __typename } pageInfo { endCursor __typename } __typename } }
  fragment Job on IntegrationJob { id status integrationInstanceId createDate endDate hasSkippedSteps integrationInstance { id name __typename } integrationDefinition { id title integrationType __typename } __typename }`,
  job: 'query IntegrationJob($integrationJobId: ID!, $integrationInstanceId: String!) { integrationJob(id: $integrationJobId, integrationInstanceId: $integrationInstanceId) { id status endDate errorsOccurred __typename } }',
  events:
    'query ListEvents($jobId: String!, $integrationInstanceId: String!, $cursor: String, $size: Int) { integrationEvents(size: $size, cursor: $cursor, jobId: $jobId, integrationInstanceId: $integrationInstanceId) { events { id name description createDate jobId level eventCode __typename } pageInfo { endCursor hasNextPage __typename } __typename } }',
};
const secrets = { accountId: 'acc-1', clientId: 'id-1', clientSecret: 'not-to-be-seen' };
const batched = async (query: string, variables: Record<string, unknown> = {}) => (await server.post([{ query, variables }])).json[0];

describe('definitions', () => {
  it('are listed and found as the Node and Python clients ask', async () => {
    const { data } = await batched(NODE.definitions);
    expect(data.integrationDefinitions.definitions.map((one: { integrationType: string }) => one.integrationType)).toEqual(expect.arrayContaining(['zoom']));
    expect(data.integrationDefinitions.pageInfo).toMatchObject({ endCursor: null, hasNextPage: false });
    const found = (await server.ask(PYTHON.find, { integrationType: 'zoom', includeConfig: true })).data.findIntegrationDefinition;
    expect(found).toMatchObject({ id: zoom, type: 'zoom', managedExecutionDisabled: false });
    expect(found.configFields.find((field: { key: string }) => field.key === 'clientSecret')).toMatchObject({ mask: true });
    expect((await server.ask(PYTHON.find, { integrationType: 'zoom', includeConfig: false })).data.findIntegrationDefinition).not.toHaveProperty('configFields');
    expect((await server.ask(PYTHON.find, { integrationType: 'nothing', includeConfig: false })).data.findIntegrationDefinition).toBeNull();
  });
});

describe('instances', () => {
  it('live the life that the Node client gives them', async () => {
    const created = await batched(NODE.create, {
      name: 'Acme',
      integrationDefinitionId: zoom,
      description: 'ours',
      config: { ...secrets, '@tag': { AccountName: true } },
      pollingInterval: 'ONE_DAY',
      pollingIntervalCronExpression: { hour: 3, dayOfWeek: 0 },
    });
    expect(created.errors).toBeUndefined();
    const { id, config } = created.data.createIntegrationInstance;
    expect(created.data.createIntegrationInstance).toMatchObject({ accountId: 'acme', name: 'Acme', description: 'ours', pollingInterval: 'ONE_DAY', pollingIntervalCronExpression: { hour: 3, dayOfWeek: null } });
    expect(config).toMatchObject({ clientSecret: MASKED, '@tag': { AccountName: true } });

    // It sends back what it read, secrets masked.
    const updated = await batched(NODE.update, { id, config: { ...config, '@tag': { AccountName: false } }, name: 'Acme Inc.', pollingInterval: 'ONE_WEEK', pollingIntervalCronExpression: { hour: 4, dayOfWeek: 1 } });
    expect(updated.errors).toBeUndefined();
    expect(updated.data.updateIntegrationInstance).toMatchObject({ id, name: 'Acme Inc.', description: 'ours', pollingIntervalCronExpression: { hour: 4, dayOfWeek: 1 }, config: { '@tag': { AccountName: false } } });
    expect((await server.platform.instances.secrets(id)).clientSecret).toBe('not-to-be-seen');

    const { data } = await batched(NODE.instances, { definitionId: zoom });
    expect(data.integrationInstances.instances).toMatchObject([{ id, name: 'Acme Inc.' }]);
    expect(JSON.stringify(data)).not.toContain('not-to-be-seen');
    expect((await batched(NODE.delete, { id })).data.deleteIntegrationInstance).toMatchObject({ success: true });
    const gone = await batched(NODE.get, { id });
    expect(gone).toMatchObject({
      data: { integrationInstance: null },
      errors: [{ message: 'Integration instance not found', path: ['integrationInstance'], extensions: { code: 'BAD_USER_INPUT', serviceName: 'integrations' } }],
    });
  });

  it('take terraform’s whole inputs; what is given is merged or replaced, and the rest stays', async () => {
    const { data, errors } = await server.ask(TERRAFORM.create, {
      instance: {
        name: 'T',
        integrationDefinitionId: zoom,
        description: '',
        config: { ...secrets, plan: 'business' },
        pollingInterval: 'ONE_WEEK',
        pollingIntervalCronExpression: { hour: 0, dayOfWeek: 0 },
        offsiteComplete: false,
      },
    });
    expect(errors).toBeUndefined();
    const { id } = data.createIntegrationInstance;
    const update = async (changes: Record<string, unknown>) => {
      const answer = await server.ask(TERRAFORM.update, { id, update: changes });
      expect(answer.errors).toBeUndefined();
      return answer.data.updateIntegrationInstance.config;
    };
    expect(await update({ config: { clientSecret: 'new' }, updateMode: 'MERGE' })).toMatchObject({ plan: 'business', clientSecret: MASKED });
    expect(await server.platform.instances.secrets(id)).toMatchObject({ clientSecret: 'new', plan: 'business' });
    const tags = async (tag: Record<string, boolean>, updateMode: string) => (await update({ config: { '@tag': tag }, updateMode }))['@tag'];
    expect(await tags({ AccountName: true }, 'PARTIAL_REPLACE')).toEqual({ AccountName: true });
    expect(await tags({ Production: true }, 'MERGE')).toEqual({ AccountName: true, Production: true });
    expect(await tags({ Production: true }, 'PARTIAL_REPLACE')).toEqual({ Production: true });
    expect(await update({ config: { clientSecret: MASKED }, updateMode: 'PARTIAL_REPLACE' })).toMatchObject({ plan: 'business', clientSecret: MASKED });
    expect(await server.platform.instances.secrets(id)).toMatchObject({ clientSecret: 'new' });
  });

  it('are refused with a wrong configuration, name or definition, in the words of the platform', async () => {
    const create = async (instance: Record<string, unknown>) => (await server.ask(TERRAFORM.create, { instance })).errors?.[0];
    expect(await create({ name: 'X', integrationDefinitionId: 'none', config: {} })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', hint: expect.any(String) } });
    expect(await create({ name: 'X', integrationDefinitionId: zoom, config: { wrong: 1 } })).toMatchObject({ message: expect.stringContaining('wrong'), extensions: { code: 'BAD_USER_INPUT' } });
    expect(await create({ name: 'X', integrationDefinitionId: zoom, config: 'text' })).toMatchObject({ message: 'config is an object.' });
    expect(await create({ name: 't', integrationDefinitionId: zoom, config: secrets })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await create({ name: 'Y', integrationDefinitionId: zoom, config: secrets, pollingInterval: 'ONE_DAY', pollingIntervalCronExpression: { hour: 25 } })).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('are listed for the MCP server, filtered by name and paged', async () => {
    for (const name of ['Beta 1', 'Beta 2', 'Beta 3']) await server.ask(TERRAFORM.create, { instance: { name, integrationDefinitionId: CUSTOM } });
    const page = async (more: Record<string, unknown>) => (await server.ask(MCP.instances, { filter: { name: 'beta' }, ...more }, 'reader')).data.integrationInstancesV2;
    const first = await page({ limit: 2 });
    expect(first.instances).toHaveLength(2);
    expect(first.instances[0]).toMatchObject({
      accountId: 'acme',
      instanceRelationship: 'STANDALONE',
      createdOn: expect.any(Number),
      createdBy: 'Ada the administrator',
      mostRecentJob: null,
      __typename: 'IntegrationInstanceLite',
    });
    const second = await page({ limit: 2, cursor: first.pageInfo.endCursor });
    expect(second.instances).toHaveLength(1);
    expect(second.pageInfo.endCursor).toBeNull();
    expect((await server.ask(MCP.instances, { cursor: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask('query ($d: String) { integrationInstanceCount(definitionId: $d) integrationInstancesStatus(definitionId: $d) { status statusesByDefinition } }', { d: CUSTOM })).data).toEqual({
      integrationInstanceCount: 3,
      integrationInstancesStatus: { status: null, statusesByDefinition: { [CUSTOM]: null } },
    });
  });

  it('are updated several at a time', async () => {
    const instances = (await server.ask(MCP.instances, { filter: { name: 'beta' } })).data.integrationInstancesV2.instances;
    const ids = [...instances.map(({ id }: { id: string }) => id), 'nobody'];
    const { data } = await server.ask('mutation ($ids: [String!]!, $u: UpdateIntegrationInstanceInput!) { bulkUpdateIntegrationInstances(ids: $ids, update: $u) { success failed failedIds } }', {
      ids,
      u: { description: 'all' },
    });
    expect(data.bulkUpdateIntegrationInstances).toEqual({ success: 3, failed: 1, failedIds: ['nobody'] });
  });

  it('have keys of their own, which may do nothing here', async () => {
    const [{ id }] = (await server.ask(MCP.instances, { filter: { name: 'Beta 1' } })).data.integrationInstancesV2.instances;
    const made = (await server.ask('mutation ($id: String!) { createIntegrationInstanceToken(id: $id) { tokenId token createdAt expiresAt } }', { id })).data.createIntegrationInstanceToken;
    const list = async () => (await server.ask('query ($id: String!) { integrationInstanceTokens(id: $id) { tokens { tokenId token } pageInfo { hasNextPage } } }', { id })).data.integrationInstanceTokens.tokens;
    expect(await list()).toEqual([{ tokenId: made.tokenId, token: expect.stringContaining(MASKED) }]);
    const used = await server.post({ query: '{ iamGetAccount { id } }' }, { key: made.token });
    expect(used.json.errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await server.ask('mutation ($id: String!) { revokeIntegrationInstanceToken(tokenId: $id) { success } }', { id: made.tokenId })).data.revokeIntegrationInstanceToken).toEqual({ success: true });
    expect(await list()).toEqual([]);
    const own = await server.platform.keys.create({ name: 'mine', role: 'reader' }, { kind: 'system', id: 'x', name: 'x', role: 'administrator' });
    expect((await server.ask('mutation ($id: String!) { revokeIntegrationInstanceToken(tokenId: $id) { success } }', { id: own.key.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('jobs', () => {
  it('are begun, refused while one runs, and tell what happened', async () => {
    const [{ id }] = (await server.ask(MCP.instances, { filter: { name: 'T' }, definitionId: zoom })).data.integrationInstancesV2.instances;
    const { success, integrationJobId: job } = (await server.ask(PYTHON.invoke, { id }, 'operator')).data.invokeIntegrationInstance;
    expect(success).toBe(true);
    const again = await server.ask(PYTHON.invoke, { id }, 'operator');
    expect(again).toMatchObject({ data: { invokeIntegrationInstance: null }, errors: [{ path: ['invokeIntegrationInstance'], extensions: { code: 'ALREADY_EXECUTING_ERROR', serviceName: 'integrations' } }] });

    await server.platform.jobs.addEvents(
      job,
      Array.from({ length: 5 }, (_, n) => ({ name: n === 4 ? 'step_failure' : 'stats', description: `event ${n}` })),
    );
    const events = async (more: Record<string, unknown>) => (await server.ask(MCP.events, { jobId: job, integrationInstanceId: id, ...more }, 'reader')).data.integrationEvents;
    const first = await events({ size: 3 });
    expect(first.events.map(({ description }: { description: string }) => description)).toEqual(['event 0', 'event 1', 'event 2']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await events({ size: 3, cursor: first.pageInfo.endCursor });
    expect(rest.events.at(-1)).toMatchObject({ jobId: job, name: 'step_failure', level: 'error', createDate: expect.any(Number) });
    expect(rest.pageInfo).toMatchObject({ endCursor: null, hasNextPage: false });
    expect(
      (await server.ask('query ($j: String!, $i: String!, $e: ID) { integrationEvent(id: $e, jobId: $j, integrationInstanceId: $i) { description } }', { j: job, i: id, e: rest.events[0].id })).data.integrationEvent,
    ).toEqual({ description: 'event 3' });

    await server.platform.jobs.setStatus(job, 'COMPLETED');
    expect((await server.ask(MCP.job, { integrationJobId: job, integrationInstanceId: id })).data.integrationJob).toMatchObject({ status: 'COMPLETED', endDate: expect.any(Number), errorsOccurred: true });
    for (const where of [{ integrationInstanceId: id }, { integrationInstanceIds: [id] }, { integrationInstanceIds: [id, 'other'] }, { integrationDefinitionId: zoom, status: 'COMPLETED' }])
      expect((await server.ask(MCP.jobs, where)).data.integrationJobs.jobs, JSON.stringify(where)).toMatchObject([
        { id: job, integrationInstance: { id, name: 'T' }, integrationDefinition: { id: zoom, integrationType: 'zoom' } },
      ]);
    expect((await server.ask(MCP.jobs, { integrationInstanceId: id, status: 'FAILED' })).data.integrationJobs.jobs).toEqual([]);
    expect((await server.ask(PYTHON.instance, { integrationInstanceId: id })).data.integrationInstance).toMatchObject({
      integrationDefinition: { integrationType: 'zoom' },
      jobs: { jobs: [{ id: job, status: 'COMPLETED' }] },
    });
    expect((await server.ask(MCP.job, { integrationJobId: job, integrationInstanceId: 'other' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('of what owners run cannot be begun here', async () => {
    const [{ id }] = (await server.ask(MCP.instances, { filter: { name: 'Beta 1' } })).data.integrationInstancesV2.instances;
    expect((await server.ask(PYTHON.invoke, { id })).errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect((await server.ask(PYTHON.invoke, { id: 'nobody' })).errors?.[0]?.message).toBe('Integration instance not found');
  });
});

describe('integration metadata', () => {
  it('is on members of the instance, also where the store has none', async () => {
    const instance = (await server.platform.instances.list({ definitionId: zoom }))[0];
    if (!instance) throw new Error('no instance');
    await server.fill([{ _key: 'x', _type: 'thing', _class: ['Record'] }], [], { source: 'integration-managed', scope: instance.scope });
    const { data } = await server.ask('{ queryV1(query: "FIND thing") { data } }');
    expect(data.queryV1.data[0].entity).toMatchObject({ _accountId: 'acme', _integrationInstanceId: instance.id, _integrationDefinitionId: zoom, _integrationName: 'T', _integrationType: 'zoom' });
  });
});
