import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createInstance } from '../lib/instances.mjs';
import { newProject, upload } from '../lib/sdk.mjs';
import { account, key, url } from '../lib/target.mjs';

/** One GraphQL request as the MCP server (0.2.1, in no registry) sends it: to the root, one object, with the older account header or none. */
async function send(query, variables = {}, { apiKey = key, named = true } = {}) {
  const headers = { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json', ...(named ? { 'LifeOmic-Account': account } : {}) };
  const operationName = /(?:query|mutation) (\w+)/.exec(query)?.[1];
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables, operationName }) });
  return { status: answer.status, ...(await answer.json()) };
}

async function mcp(query, variables, options) {
  const { data, errors } = await send(query, variables, options);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

const ACCOUNT = 'query account { iamGetAccount { accountId accountSubdomain accountName accountOwner status accountType accountLogoUrl __typename } }';
const J1QL =
  'query J1QLv2($query: String!, $variables: JSON, $cursor: String, $scopeFilters: JSON, $includeDeleted: Boolean, $returnRowMetadata: Boolean, $returnComputedProperties: Boolean) { queryV2(query: $query, variables: $variables, cursor: $cursor, scopeFilters: $scopeFilters, includeDeleted: $includeDeleted, returnRowMetadata: $returnRowMetadata, returnComputedProperties: $returnComputedProperties) { type url correlationId __typename } }';
const FIELD =
  'fragment FieldValues on ConfigField { key displayName description type format defaultValue helperText inputAdornment mask optional immutable readonly computed options { value description label webLink default __typename } __typename }';
const DEFINITIONS = `query IntegrationDefinitions($cursor: String, $includeConfig: Boolean = false) {
  integrationDefinitions(cursor: $cursor) { definitions { ...DefinitionValues __typename } pageInfo { endCursor __typename } __typename } }
  fragment DefinitionValues on IntegrationDefinition { id name type title integrationType integrationClass integrationCategory totalInstanceCount description ...Config @include(if: $includeConfig) __typename }
  fragment Config on IntegrationDefinition { configFields { ...Nested __typename } authSections { id description displayName configFields { ...Nested __typename } verificationDisabled __typename } configSections { displayName configFields { ...Nested __typename } __typename } __typename }
  fragment Nested on ConfigField { ...FieldValues configFields { ...FieldValues configFields { ...FieldValues __typename } __typename } __typename }
  ${FIELD}`;
const INSTANCES = `query IntegrationInstances($definitionId: String, $cursor: String, $limit: Int, $filter: ListIntegrationInstancesSearchFilter) {
  integrationInstancesV2(definitionId: $definitionId cursor: $cursor limit: $limit filter: $filter) { instances { ...LiteValues __typename } pageInfo { endCursor __typename } __typename } }
  fragment LiteValues on IntegrationInstanceLite { id name accountId sourceIntegrationInstanceId pollingInterval pollingIntervalCronExpression { hour dayOfWeek __typename } integrationDefinitionId description config instanceRelationship resourceGroupId createdOn createdBy updatedOn updatedBy mostRecentJob { status hasSkippedSteps createDate __typename } __typename }`;
const JOB =
  'fragment JobValues on IntegrationJob { id status integrationInstanceId createDate endDate hasSkippedSteps integrationInstance { id name __typename } integrationDefinition { id title integrationType __typename } __typename }';
const JOBS = `query IntegrationJobs($status: IntegrationJobStatus, $integrationInstanceId: String, $integrationDefinitionId: String, $integrationInstanceIds: [String], $cursor: String, $size: Int) {
  integrationJobs(status: $status integrationInstanceId: $integrationInstanceId integrationDefinitionId: $integrationDefinitionId integrationInstanceIds: $integrationInstanceIds cursor: $cursor size: $size) { jobs { ...JobValues __typename } pageInfo { endCursor __typename } __typename } } ${JOB}`;
const ONE_JOB = `query IntegrationJob($integrationJobId: ID!, $integrationInstanceId: String!) { integrationJob(id: $integrationJobId integrationInstanceId: $integrationInstanceId) { ...JobValues __typename } } ${JOB}`;
const EVENTS = `query ListEvents($jobId: String!, $integrationInstanceId: String!, $cursor: String, $size: Int) { integrationEvents(size: $size cursor: $cursor jobId: $jobId integrationInstanceId: $integrationInstanceId) { events { ...EventValues __typename } pageInfo { endCursor hasNextPage __typename } __typename } }
  fragment EventValues on IntegrationEvent { id name description createDate jobId level eventCode __typename }`;
const DASHBOARDS =
  'query GetDashboards { getDashboards(options: {includeAllJ1ManagedDashboards: true}) { id name userId category supportedUseCase prerequisites { prerequisitesMet preRequisitesGroupsFulfilled preRequisitesGroupsRequired __typename } isJ1ManagedBoard resourceGroupId starred _timeUpdated _createdAt __typename } }';
const ITEM = 'static moved w h x y i __typename';
const DASHBOARD = `query solo_GetDashboard($dashboardId: String!) { getDashboard(dashboardId: $dashboardId) { ...Board __typename } }
  fragment Board on InsightsDashboard { id name category userId supportedUseCase isJ1ManagedBoard published publishedToUserIds publishedToGroupIds groupIds userIds scopeFilters resourceGroupId starred _timeUpdated _createdAt
    prerequisites { prerequisitesMet preRequisitesGroupsFulfilled preRequisitesGroupsRequired __typename } parameters { dashboardId accountId id label name options valueType type default disableCustomInput requireValue __typename }
    widgets { ...WidgetValues __typename } layouts { xs { ${ITEM} } sm { ${ITEM} } md { ${ITEM} } lg { ${ITEM} } xl { ${ITEM} } __typename } __typename }
  fragment WidgetValues on InsightsWidget { id title description type questionId noResultMessage includeDeleted config { queries { id name query __typename } settings postQueryFilters disableQueryPolicyFilters __typename } __typename }`;
const RULES =
  'query listRuleInstances($limit: Int, $cursor: String, $filters: ListRuleInstancesFilters) { listRuleInstances(limit: $limit, cursor: $cursor, filters: $filters) { questionInstances { id name __typename } pageInfo { hasNextPage endCursor __typename } __typename } }';
const ALERTS =
  'query listAlertInstances($alertStatus: AlertStatus, $limit: Int, $cursor: String) { listAlertInstances(alertStatus: $alertStatus, limit: $limit, cursor: $cursor) { instances { id level status __typename } pageInfo { endCursor hasNextPage __typename } __typename } }';

describe('what the MCP server sends', () => {
  let instance;
  before(async () => {
    instance = await createInstance('acme of mcp');
    await upload('run', newProject(), { instance });
  });

  test('test-connection: the account, with and without its name', async () => {
    assert.equal((await mcp(ACCOUNT)).iamGetAccount.__typename, 'IamAccountNode');
    assert.equal(typeof (await mcp(ACCOUNT, {}, { named: false })).iamGetAccount.accountId, 'string');
  });

  test('execute-j1ql-query: the answer is found at an address, without headers, at a second look at the latest', async () => {
    const { queryV2 } = await mcp(J1QL, { query: `FIND acme_user WITH _integrationInstanceId = '${instance}'`, includeDeleted: false, returnRowMetadata: true });
    assert.equal(queryV2.type, 'deferred');
    let document = { status: 'IN_PROGRESS' };
    for (let tries = 0; document.status === 'IN_PROGRESS' && tries < 60; tries++) document = await (await fetch(queryV2.url)).json();
    assert.equal(document.status, 'COMPLETED');
    assert.equal(document.data.length, 12);
    assert.equal(document.correlationId, queryV2.correlationId);
  });

  test('a wrong query is an error of GraphQL in the words that it has hints for', async () => {
    const { errors, data, status } = await send(J1QL, { query: 'FIND acme_user WIHT x' });
    assert.equal(status, 200);
    assert.match(errors[0].message, /^Error parsing query\. Unexpected token "WIHT" at line 1 column 16/);
    assert.equal(data?.queryV2 ?? null, null);
  });

  test('list-entity-types: counts of classes and types', async () => {
    const { getEntityCounts } = await mcp('query GetEntityCounts { getEntityCounts { classes types __typename } }');
    assert.ok(getEntityCounts.types.acme_user >= 12);
    assert.ok(getEntityCounts.classes.User >= 12);
  });

  test('get-integration-definitions, with their fields where they are wanted', async () => {
    const plain = (await mcp(DEFINITIONS)).integrationDefinitions.definitions.find(({ integrationType }) => integrationType === 'zoom');
    assert.equal(plain.configFields, undefined);
    const whole = (await mcp(DEFINITIONS, { includeConfig: true })).integrationDefinitions.definitions.find(({ integrationType }) => integrationType === 'zoom');
    assert.ok(whole.configFields.some(({ mask }) => mask === true) || whole.authSections.some(({ configFields }) => configFields.some(({ mask }) => mask === true)));
  });

  test('get-integration-instances, -jobs, -job and -events', async () => {
    const { instances } = (await mcp(INSTANCES, { limit: 50, filter: { name: 'acme of mcp' } })).integrationInstancesV2;
    assert.deepEqual(
      instances.map(({ id, mostRecentJob }) => [id, mostRecentJob.status]),
      [[instance, 'COMPLETED']],
    );
    const { jobs } = (await mcp(JOBS, { integrationInstanceId: instance, size: 10 })).integrationJobs;
    assert.equal(jobs[0].integrationInstance.name, 'acme of mcp');
    const { integrationJob } = await mcp(ONE_JOB, { integrationJobId: jobs[0].id, integrationInstanceId: instance });
    assert.equal(integrationJob.status, 'COMPLETED');
    const seen = [];
    let cursor;
    do {
      const { integrationEvents } = await mcp(EVENTS, { jobId: jobs[0].id, integrationInstanceId: instance, size: 3, cursor });
      seen.push(...integrationEvents.events);
      cursor = integrationEvents.pageInfo.hasNextPage ? integrationEvents.pageInfo.endCursor : undefined;
    } while (cursor);
    assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length);
    assert.ok(seen.some(({ description }) => description === 'Completed step "Map people".'));
  });

  test('dashboards are made, filled, laid out and read', async () => {
    const { createDashboard } = await mcp('mutation CreateDashboard($input: CreateInsightsDashboardInput!) { createDashboard(input: $input) { id __typename } }', { input: { name: 'Acme', type: 'Account' } });
    const dashboardId = createDashboard.id;
    const { createWidget } = await mcp('mutation CreateWidget($dashboardId: String!, $input: CreateInsightsWidgetInput!) { createWidget(dashboardId: $dashboardId, input: $input) { id title __typename } }', {
      dashboardId,
      input: { title: 'People', type: 'number', config: { queries: [{ name: 'Query1', query: 'FIND acme_user AS u RETURN count(u) AS value' }], settings: { number: {} } } },
    });
    const place = { i: createWidget.id, x: 0, y: 0, w: 2, h: 2, moved: false, static: false };
    await mcp('mutation PatchDashboard($input: PatchInsightsDashboardInput!) { patchDashboard(input: $input) { id __typename } }', {
      input: { dashboardId, name: 'Acme people', layouts: { xs: [place], sm: [place], md: [place], lg: [place], xl: [place] } },
    });
    const { getDashboard } = await mcp(DASHBOARD, { dashboardId });
    assert.equal(getDashboard.name, 'Acme people');
    assert.equal(getDashboard.widgets[0].config.queries[0].query, 'FIND acme_user AS u RETURN count(u) AS value');
    assert.equal(getDashboard.layouts.lg[0].i, createWidget.id);
    assert.ok((await mcp(DASHBOARDS)).getDashboards.some(({ id }) => id === dashboardId));
  });

  test('a rule is made, evaluated, listed with its alert, and its rows are downloaded', async () => {
    const operations = [
      { when: { type: 'FILTER', condition: ['AND', ['queries.query0.total', '>', 0]] }, actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }] },
    ];
    const instance = {
      name: 'Anybody at Acme',
      description: '',
      specVersion: 1,
      pollingInterval: 'DISABLED',
      outputs: ['queries.query0.total', 'alertLevel'],
      operations,
      question: { queries: [{ query: 'FIND acme_user', version: 'v1', name: 'query0' }] },
    };
    const { createInlineQuestionRuleInstance: rule } = await mcp(
      'mutation createInlineQuestionRuleInstance($instance: CreateInlineQuestionRuleInstanceInput!) { createInlineQuestionRuleInstance(instance: $instance) { id name version __typename } }',
      { instance },
    );
    const { evaluateRuleInstance } = await mcp('mutation evaluateRuleInstance($id: ID!) { evaluateRuleInstance(id: $id) { id outputs { name value __typename } __typename } }', { id: rule.id });
    assert.ok(evaluateRuleInstance.outputs[0].value > 0);
    const { listRuleInstances } = await mcp(RULES, { limit: 10 });
    assert.ok(listRuleInstances.questionInstances.some(({ id }) => id === rule.id));
    const { listAlertInstances } = await mcp(ALERTS, { limit: 10 });
    assert.ok(listAlertInstances.instances.length > 0);
    const { listCollectionResults } = await mcp(
      'query listCollectionResults($collectionType: CollectionType!, $collectionOwnerId: String!, $limit: Int) { listCollectionResults(collectionType: $collectionType, collectionOwnerId: $collectionOwnerId, limit: $limit) { results { timestamp rawDataDescriptors { name rawDataKey recordCount } } pageInfo { endCursor hasNextPage } } }',
      { collectionType: 'RULE_EVALUATION', collectionOwnerId: rule.id, limit: 5 },
    );
    const [{ rawDataDescriptors, timestamp }] = listCollectionResults.results;
    const { getRawDataDownloadUrl } = await mcp('query getRawDataDownloadUrl($rawDataKey: String!) { getRawDataDownloadUrl(rawDataKey: $rawDataKey) }', { rawDataKey: rawDataDescriptors[0].rawDataKey });
    assert.equal((await (await fetch(getRawDataDownloadUrl)).json()).data.length, rawDataDescriptors[0].recordCount);
    const { ruleEvaluationDetails } = await mcp(
      'query ruleEvaluationDetails($ruleEvaluationDetailsInput: RuleEvaluationDetailsInput!) { ruleEvaluationDetails(ruleEvaluationDetailsInput: $ruleEvaluationDetailsInput) { accountRuleId conditions { status } } }',
      { ruleEvaluationDetailsInput: { ruleInstanceId: rule.id, timestamp } },
    );
    assert.equal(ruleEvaluationDetails.conditions[0].status, 'TRUE');
  });

  test('a wrong key is a 401', async () => {
    assert.equal((await send(ACCOUNT, {}, { apiKey: 'no-such-key' })).status, 401);
  });
});
