import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { user } from '../src/rules/packs/fixture.ts';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
  await server.fill([user('Ada Quill', { isAdmin: true }), user('Ben Osei', { isAdmin: false })]);
});
afterAll(() => server.close());

const FIELDS =
  'id name description version specVersion latest deleted pollingInterval templates question { queries { name query version includeDeleted } } questionId operations { when actions } outputs latestAlertId latestAlertIsActive lastEvaluationEndOn evaluationStep remediationSteps tags labels { labelName labelValue }';
const OPERATIONS = [
  {
    when: { type: 'FILTER', condition: ['AND', ['queries.query0.total', '>', 0]] },
    actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }, { type: 'SEND_TO_MARS', why: '{{queries.query0.total}}' }],
  },
];
const instance = (name: string, more = {}) => ({
  name,
  description: '',
  specVersion: 1,
  pollingInterval: 'DISABLED',
  outputs: ['queries.query0.total', 'alertLevel'],
  operations: OPERATIONS,
  question: { queries: [{ query: 'FIND zoom_user WITH isAdmin = true', version: 'v1' }] },
  ...more,
});
const create = async (name: string, more = {}) => {
  const { data, errors } = await server.ask(`mutation ($instance: CreateInlineQuestionRuleInstanceInput!) { createQuestionRuleInstance: createInlineQuestionRuleInstance(instance: $instance) { ${FIELDS} __typename } }`, {
    instance: instance(name, more),
  });
  expect(errors).toBeUndefined();
  return data.createQuestionRuleInstance;
};

describe('rules', () => {
  it('are made as clients write them, kept as they were given, and null until evaluated', async () => {
    const rule = await create('One', { remediationSteps: '', labels: [{ labelName: 'team', labelValue: 'soc' }] });
    expect(rule).toMatchObject({
      name: 'One',
      version: 1,
      specVersion: 1,
      latest: true,
      deleted: false,
      questionId: null,
      latestAlertId: null,
      latestAlertIsActive: null,
      lastEvaluationEndOn: null,
      evaluationStep: null,
      remediationSteps: null,
      labels: [{ labelName: 'team' }],
    });
    expect(rule.question.queries).toEqual([{ name: 'query0', query: 'FIND zoom_user WITH isAdmin = true', version: 'v1', includeDeleted: false }]);
    expect(rule.operations).toMatchObject(OPERATIONS);
    for (const action of rule.operations[0].actions) expect(action.id).toMatch(/^[0-9a-f-]{36}$/);
    const { data } = await server.ask(`query ($id: ID!) { questionRuleInstance(id: $id) { ${FIELDS} } }`, { id: rule.id }, 'reader');
    const { __typename: _typename, ...same } = rule;
    expect(data.questionRuleInstance).toEqual(same);
  });

  it('are updated with the version that is replaced as a lock, and get new ids of actions', async () => {
    const rule = await create('Two');
    const document = `mutation ($instance: UpdateInlineQuestionRuleInstanceInput!) { updateQuestionRuleInstance: updateInlineQuestionRuleInstance(instance: $instance) { ${FIELDS} } }`;
    const { data } = await server.ask(document, {
      instance: { id: rule.id, version: 1, name: 'Two', remediationSteps: 'Act.', state: { actions: [] }, operations: [{ actions: [{ type: 'CREATE_ALERT' }] }], specVersion: 1 },
    });
    expect(data.updateQuestionRuleInstance).toMatchObject({ version: 2, remediationSteps: 'Act.', operations: [{ when: null }] });
    expect((await server.ask(document, { instance: { id: rule.id, version: 1, name: 'Two' } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', serviceName: 'rules' });
    const { data: taken } = await server.ask(document, { instance: { id: rule.id, version: 2, remediationSteps: null } });
    expect(taken.updateQuestionRuleInstance).toMatchObject({ version: 3, remediationSteps: null });
    const { errors } = await server.ask(document, { instance: { id: 'nobody', version: 1 } });
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('Rule instance does not exist'), extensions: { code: 'NOT_FOUND', serviceName: 'rules' } });
  });

  it('are evaluated, and tell what was found, what entered, and where the rows are', async () => {
    const rule = await create('Three');
    const { data } = await server.ask('mutation ($id: ID!) { evaluateRuleInstance(id: $id) { id outputs { name value } } }', { id: rule.id }, 'operator');
    expect(data.evaluateRuleInstance.outputs).toEqual([
      { name: 'queries.query0.total', value: 1 },
      { name: 'alertLevel', value: 'HIGH' },
    ]);
    const results = await server.ask(
      'query ($id: String!) { listCollectionResults(collectionType: RULE_EVALUATION, collectionOwnerId: $id, limit: 10) { results { collectionOwnerVersion outputs { name value } rawDataDescriptors { name rawDataKey recordCount recordCreateCount recordUpdateCount recordDeleteCount } timestamp } pageInfo { hasNextPage } } }',
      { id: rule.id },
      'reader',
    );
    const [result] = results.data.listCollectionResults.results;
    expect(result.rawDataDescriptors).toMatchObject([{ name: 'query0', recordCount: 1, recordCreateCount: 1, recordUpdateCount: 0, recordDeleteCount: 0 }]);
    const { data: link } = await server.ask('query ($rawDataKey: String!) { getRawDataDownloadUrl(rawDataKey: $rawDataKey) }', { rawDataKey: result.rawDataDescriptors[0].rawDataKey }, 'reader');
    expect(await (await fetch(link.getRawDataDownloadUrl)).json()).toMatchObject({ data: [{ displayName: 'Ada Quill' }] });
    const { data: details } = await server.ask(
      'query ($i: RuleEvaluationDetailsInput!) { ruleEvaluationDetails(ruleEvaluationDetailsInput: $i) { accountRuleId startedOn question { queries { status } } conditions { status condition } actions { status actionEvaluationDetails { action status logs } } ruleEvaluationOrigin } }',
      { i: { ruleInstanceId: rule.id, timestamp: result.timestamp } },
      'reader',
    );
    expect(details.ruleEvaluationDetails).toMatchObject({ ruleEvaluationOrigin: 'MANUAL', conditions: [{ status: 'TRUE' }], question: { queries: [{ status: 'COMPLETED' }] } });
    expect(details.ruleEvaluationDetails.actions.map(({ status }: { status: string }) => status)).toEqual(['COMPLETED', 'COMPLETED', 'FAILED']);
    expect(details.ruleEvaluationDetails.actions[2].actionEvaluationDetails[0].logs[0]).toContain('SEND_TO_MARS');
  });

  it('are listed by tags, in pages, and removed', async () => {
    await create('Four', { tags: ['a', 'b'] });
    const five = await create('Five', { tags: ['a'] });
    const list = async (variables: object) =>
      (
        await server.ask(
          'query ($limit: Int, $cursor: String, $filters: ListRuleInstancesFilters) { listRuleInstances(limit: $limit, cursor: $cursor, filters: $filters) { questionInstances { name } reportInstances { id } pageInfo { endCursor hasNextPage } } }',
          { ...variables },
          'reader',
        )
      ).data.listRuleInstances;
    expect((await list({ filters: { tags: ['a', 'b'] } })).questionInstances).toEqual([{ name: 'Four' }]);
    const first = await list({ filters: { tags: ['a'] }, limit: 1 });
    const second = await list({ filters: { tags: ['a'] }, limit: 1, cursor: first.pageInfo.endCursor });
    expect([first, second].flatMap(({ questionInstances }) => questionInstances.map(({ name }: { name: string }) => name))).toEqual(['Five', 'Four']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect((await server.ask('{ questionRuleTags accountHasRules provisionedAlertPollingIntervals }', {}, 'reader')).data).toMatchObject({ questionRuleTags: expect.arrayContaining(['a', 'b']), accountHasRules: true });
    expect((await server.ask('mutation ($id: ID!) { deleteRuleInstance(id: $id) { id } }', { id: five.id })).data).toEqual({ deleteRuleInstance: { id: five.id } });
    expect((await list({ filters: { tags: ['a'] } })).questionInstances).toEqual([{ name: 'Four' }]);
  });

  it('come in packs, and from files of JupiterOne', async () => {
    const { data } = await server.ask('{ alertRulePacks { name type rules { name alertLevel queries { name query } } } }', {}, 'reader');
    expect(data.alertRulePacks.flatMap(({ rules }: { rules: unknown[] }) => rules).length).toBeGreaterThanOrEqual(30);
    const { data: packed } = await server.ask('mutation { importAlertRulePack(rulePackName: "privilege", ruleNames: ["Somebody became an administrator"]) { newRules { name pollingInterval } updatedRules { name } } }');
    expect(packed.importAlertRulePack).toEqual({ newRules: [{ name: 'Somebody became an administrator', pollingInterval: 'ONE_DAY' }], updatedRules: [] });
    const { data: file } = await server.ask('mutation ($format: [JSON!]!) { importAlertRulesFromFormat(format: $format) { newRules { name outputs operations { actions } } } }', {
      format: [{ name: 'From a file', description: 'x', queries: [{ name: 'query', query: 'FIND zoom_user', version: 'v1' }], alertLevel: 'LOW' }],
    });
    expect(file.importAlertRulesFromFormat.newRules).toMatchObject([
      { name: 'From a file', outputs: ['queries.query.total', 'alertLevel'], operations: [{ actions: [{ targetValue: 'LOW' }, { type: 'CREATE_ALERT' }] }] },
    ]);
  });

  it.each([
    ['reader', 'mutation { evaluateRuleInstance(id: "x") { id } }'],
    ['operator', 'mutation { deleteRuleInstance(id: "x") { id } }'],
  ] as const)('a %s may not %s', async (as, document) => {
    expect((await server.ask(document, {}, as)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('alerts', () => {
  const LIST =
    'query ($s: AlertStatus) { listAlertInstances(alertStatus: $s, limit: 50) { instances { id ruleId level status createdOn dismissedOn endReason lastEvaluationResult { outputs { name value } answerText rawDataDescriptors { name recordCount } } questionRuleInstance { id name latestAlertId operations { actions } } reportRuleInstance { id } users } pageInfo { hasNextPage } } }';
  it('are listed, counted, dismissed, and show actions as they were rendered', async () => {
    const rule = await create('Alerting', {
      operations: [{ when: OPERATIONS[0]?.when, actions: [...(OPERATIONS[0]?.actions ?? []).slice(0, 2), { type: 'SEND_SLACK_MESSAGE', body: 'found {{queries.query0.total}}' }] }],
    });
    await server.ask('mutation ($id: ID!) { evaluateRuleInstance(id: $id) { id } }', { id: rule.id });
    const mine = async (status: string | null) => (await server.ask(LIST, { s: status }, 'reader')).data.listAlertInstances.instances.find(({ ruleId }: { ruleId: string }) => ruleId === rule.id);
    const alert = await mine('ACTIVE');
    expect(alert).toMatchObject({
      level: 'HIGH',
      dismissedOn: null,
      endReason: null,
      users: [],
      reportRuleInstance: null,
      lastEvaluationResult: { answerText: 'Alerting: 1.', rawDataDescriptors: [{ recordCount: 1 }] },
      questionRuleInstance: { id: rule.id, latestAlertId: alert.id },
    });
    expect(alert.questionRuleInstance.operations[0].actions[2].body).toBe('found 1');
    const { data: link } = await server.ask('query ($a: ID!) { getRawResultPresignedDownloadUrl(alertId: $a, queryName: "query0") }', { a: alert.id }, 'reader');
    expect(await (await fetch(link.getRawResultPresignedDownloadUrl)).json()).toMatchObject({ data: [{ displayName: 'Ada Quill' }] });
    const update = (input: object) =>
      server.ask('mutation ($instance: UpdateAlertInstanceInput!) { updateAlertInstance(instance: $instance) { level status dismissedOn } }', { instance: { id: alert.id, ...input } }, 'operator');
    expect((await update({ level: 'LOW', status: 'ACTIVE' })).data.updateAlertInstance).toMatchObject({ level: 'LOW', status: 'ACTIVE', dismissedOn: null });
    expect((await update({ level: 'LOW', status: 'DISMISSED' })).data.updateAlertInstance).toMatchObject({ status: 'DISMISSED', dismissedOn: expect.any(Number) });
    expect((await update({ level: 'LOW', status: 'ACTIVE' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await mine('ACTIVE')).toBeUndefined();
    const { data: counted } = await server.ask('{ all: countAlertInstances { count } gone: countAlertInstances(alertStatus: DISMISSED) { count } }', {}, 'reader');
    expect(counted.gone.count).toBe(1);
    const { data: range } = await server.ask('query ($b: Long!, $e: Long!) { listAlertInstancesInCreatedOnDateRange(beginOn: $b, endOn: $e) { instances { id } } }', { b: alert.createdOn, e: alert.createdOn }, 'reader');
    expect(range.listAlertInstancesInCreatedOnDateRange.instances).toContainEqual({ id: alert.id });
    expect((await server.ask('{ alertInstance(id: "nobody") { id } }', {}, 'reader')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('questions', () => {
  const Q = 'id title name description tags queries { name query version resultsAre includeDeleted } variables { name required default } compliance { standard requirements } accountId integrationDefinitionId sourceId';
  it('that ship are there, found by words, tags and what they are like', async () => {
    const { data } = await server.ask(
      `{ questions(searchQuery: "administrator", type: MANAGED_ONLY, limit: 5) { questions { ${Q} } totalHits pageInfo { hasNextPage } } questionsTags findSimilarQuestions(query: "who is an administrator") { title } }`,
      {},
      'reader',
    );
    expect(data.questions.totalHits).toBeGreaterThan(2);
    for (const question of data.questions.questions) expect(question).toMatchObject({ accountId: null, sourceId: 'managed:graph-zoom' });
    expect(data.findSimilarQuestions.length).toBeGreaterThan(0);
    const [first] = data.questions.questions;
    expect((await server.ask(`mutation { deleteQuestion(id: "${first.id}") { id } }`)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask(`mutation { evaluateQuestion(id: "${first.id}") { answerText outputs { name value } } }`, {}, 'reader')).errors).toBeUndefined();
  });
  it('of the account are made, changed, referred to by rules, and removed', async () => {
    const question = {
      title: 'Our administrators',
      tags: ['ours'],
      queries: [{ name: 'admins', query: 'FIND zoom_user WITH isAdmin = {{yes}}', version: 'v1', resultsAre: 'BAD' }],
      variables: [{ name: 'yes', required: true, default: true }],
      compliance: [{ standard: 'CIS', requirements: ['1.1'] }],
    };
    const { data, errors } = await server.ask(`mutation CreateQuestion($question: CreateQuestionInput!) { createQuestion(question: $question) { ${Q} } }`, { question });
    expect(errors).toBeUndefined();
    const { id } = data.createQuestion;
    expect(data.createQuestion).toMatchObject({ ...question, accountId: expect.any(String), integrationDefinitionId: null });
    const { data: updated } = await server.ask('mutation ($id: ID!, $update: QuestionUpdate!) { updateQuestion(id: $id, update: $update) { title description queries { query } } }', {
      id,
      update: { description: 'Ours.', queries: [{ name: 'admins', query: 'FIND zoom_user WITH isAdmin = true' }] },
    });
    expect(updated.updateQuestion).toMatchObject({ title: 'Our administrators', description: 'Ours.' });
    expect((await server.ask('mutation { createQuestion(question: {title: "Our administrators", queries: [{query: "FIND x"}]}) { id } }')).errors?.[0]?.message).toContain('already');
    expect((await server.ask('mutation { createQuestion(question: {title: "Wrong", queries: [{query: "FIND WITH"}]}) { id } }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const { data: made } = await server.ask(
      'mutation ($instance: CreateReferencedQuestionRuleInstanceInput!) { createReferencedQuestionRuleInstance(instance: $instance) { id question { queries { name } } questionId questionName } }',
      {
        instance: { name: 'By question', specVersion: 1, pollingInterval: 'DISABLED', questionName: 'Our administrators', operations: [{ actions: [{ type: 'CREATE_ALERT' }] }], outputs: ['queries.admins.total'] },
      },
    );
    expect(made.createReferencedQuestionRuleInstance).toMatchObject({ question: null, questionName: 'Our administrators' });
    const { data: run } = await server.ask('mutation ($id: ID!) { evaluateRuleInstance(id: $id) { outputs { name value } } }', { id: made.createReferencedQuestionRuleInstance.id });
    expect(run.evaluateRuleInstance.outputs).toEqual([{ name: 'queries.admins.total', value: 1 }]);
    expect((await server.ask('mutation ($id: ID!) { deleteQuestion(id: $id) { id } }', { id })).data.deleteQuestion).toEqual({ id });
    expect((await server.ask('query ($id: ID!) { question(id: $id) { id } }', { id }, 'reader')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', serviceName: 'questions' });
  });
});
