import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlServer, startGraphql } from './support/graphql-server.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(async () => {
  await server.close();
  expect(server.logged).toEqual([]);
});

/* The MCP server's. */
const WIDGET = 'id title description type questionId noResultMessage includeDeleted config { queries { id name query __typename } settings postQueryFilters disableQueryPolicyFilters __typename } __typename';
const ITEM = 'static moved w h x y i';
const LAYOUTS = ['xs', 'sm', 'md', 'lg', 'xl'].map((size) => `${size} { ${ITEM} }`).join(' ');
const BOARD = `id name category userId supportedUseCase isJ1ManagedBoard published publishedToUserIds publishedToGroupIds groupIds userIds scopeFilters resourceGroupId starred _timeUpdated _createdAt
  prerequisites { prerequisitesMet preRequisitesGroupsFulfilled preRequisitesGroupsRequired } parameters { dashboardId accountId id label name options valueType type default disableCustomInput requireValue } widgets { ${WIDGET} } layouts { ${LAYOUTS} }`;
const MCP = {
  list: 'query GetDashboards { getDashboards(options: {includeAllJ1ManagedDashboards: true}) { id name userId category supportedUseCase prerequisites { prerequisitesMet preRequisitesGroupsFulfilled preRequisitesGroupsRequired __typename } isJ1ManagedBoard resourceGroupId starred _timeUpdated _createdAt __typename } }',
  get: `query solo_GetDashboard($dashboardId: String!) { getDashboard(dashboardId: $dashboardId) { ...InsightsDashboard __typename } } fragment InsightsDashboard on InsightsDashboard { ${BOARD} __typename }`,
  create: 'mutation CreateDashboard($input: CreateInsightsDashboardInput!) { createDashboard(input: $input) { id __typename } }',
  widget: `mutation CreateWidget($dashboardId: String!, $input: CreateInsightsWidgetInput!) { createWidget(dashboardId: $dashboardId, input: $input) { ...InsightsWidget __typename } } fragment InsightsWidget on InsightsWidget { ${WIDGET} }`,
  patch: `mutation PatchDashboard($input: PatchInsightsDashboardInput!) { patchDashboard(input: $input) { ${BOARD} } }`,
};
/* terraform's. */
const TERRAFORM = {
  get: 'query GetDashboard($dashboardId: String!) { getDashboard(dashboardId: $dashboardId) { id name resourceGroupId } }',
  delete: 'mutation DeleteDashboard($dashboardId: String!) { deleteDashboard(dashboardId: $dashboardId) { success } }',
  getWidget: 'query GetWidget($boardId: String!, $boardType: String!, $widgetId: String!) { getWidget(boardId: $boardId, boardType: $boardType, widgetId: $widgetId) { widget } }',
  updateWidget: 'mutation UpdateWidget($boardId: String!, $boardType: String!, $newWidget: Widget!) { updateWidget(boardId: $boardId, boardType: $boardType, newWidget: $newWidget) { resultCode } }',
  deleteWidget: 'mutation DeleteWidget($dashboardId: String!, $widgetId: String!) { deleteWidget(dashboardId: $dashboardId, widgetId: $widgetId) { success } }',
  createParameter:
    'mutation CreateDashboardParameter($input: CreateDashboardParameterInput!) { createDashboardParameter(input: $input) { dashboardId accountId id label name options valueType type default disableCustomInput requireValue } }',
  patchParameter: 'mutation PatchDashboardParameter($input: PatchDashboardParameterInput!) { patchDashboardParameter(input: $input) { id name options default } }',
  parameter: 'query DashboardParameter($id: ID!) { dashboardParameter(id: $id) { id name } }',
  deleteParameter: 'mutation DeleteDashboardParameter($id: ID!) { deleteDashboardParameter(id: $id) { success } }',
};

const create = async (name: string): Promise<string> => (await server.ask(MCP.create, { input: { name, type: 'Account' } })).data.createDashboard.id;

describe('dashboards', () => {
  it('are kept as the MCP server makes, lays out and reads them', async () => {
    const id = await create('Zoom');
    const config = { queries: [{ id: 'q', name: 'Q', query: 'FIND zoom_user' }], settings: { number: { a: 1 } }, postQueryFilters: {} };
    const widget = (await server.ask(MCP.widget, { dashboardId: id, input: { title: 'Users', type: 'number', config } })).data.createWidget;
    expect(widget).toMatchObject({ id: expect.any(String), title: 'Users', type: 'number', config: { ...config, disableQueryPolicyFilters: null } });
    const item = { i: widget.id, x: 0, y: 0, w: 2, h: 1, static: false, moved: false };
    const layouts = { xs: [item], sm: [], md: [item], lg: [], xl: [] };
    const patched = (await server.ask(MCP.patch, { input: { dashboardId: id, layouts } })).data.patchDashboard;
    expect(patched).toMatchObject({ id, name: 'Zoom', layouts, isJ1ManagedBoard: false, widgets: [{ id: widget.id }] });
    expect((await server.ask(MCP.get, { dashboardId: id }, 'reader')).data.getDashboard).toMatchObject({ id, name: 'Zoom', layouts, widgets: [{ title: 'Users' }], prerequisites: { prerequisitesMet: true } });
    expect((await server.ask(MCP.list, {}, 'reader')).data.getDashboards).toMatchObject([{ id, name: 'Zoom', starred: false }]);
  });

  it('are changed and removed as terraform does it', async () => {
    const id = await create('T');
    const { id: widgetId } = (await server.ask(MCP.widget, { dashboardId: id, input: { title: 'A', type: 'table' } })).data.createWidget;
    const board = { boardId: id, boardType: 'Account', widgetId };
    expect((await server.ask(TERRAFORM.updateWidget, { ...board, newWidget: { id: widgetId, title: 'B', type: 'table', config: { queries: [] }, extra: 1 } })).data.updateWidget).toEqual({ resultCode: 'SUCCESS' });
    expect((await server.ask(TERRAFORM.getWidget, board)).data.getWidget.widget).toMatchObject({ id: widgetId, title: 'B', extra: 1 });
    expect((await server.ask(TERRAFORM.deleteWidget, { dashboardId: id, widgetId })).data.deleteWidget).toEqual({ success: true });
    expect((await server.ask(TERRAFORM.getWidget, board)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const parameter = (await server.ask(TERRAFORM.createParameter, { input: { dashboardId: id, name: 'p', label: 'P', type: 'QUERY_VARIABLE', valueType: 'string', options: ['a'], default: 'a' } })).data
      .createDashboardParameter;
    expect(parameter).toMatchObject({ dashboardId: id, accountId: 'acme', name: 'p', default: 'a', requireValue: null });
    expect((await server.ask(TERRAFORM.patchParameter, { input: { id: parameter.id, options: ['a', 'b'] } })).data.patchDashboardParameter).toMatchObject({ name: 'p', options: ['a', 'b'], default: 'a' });
    expect((await server.ask(TERRAFORM.parameter, { id: parameter.id })).data.dashboardParameter).toEqual({ id: parameter.id, name: 'p' });
    expect((await server.ask(TERRAFORM.deleteParameter, { id: parameter.id })).data.deleteDashboardParameter).toEqual({ success: true });
    expect((await server.ask(TERRAFORM.delete, { dashboardId: id })).data.deleteDashboard).toEqual({ success: true });
    expect((await server.ask(TERRAFORM.get, { dashboardId: id })).errors?.[0]).toMatchObject({ message: `Dashboard with id ${id} not found`, extensions: { code: 'NOT_FOUND', serviceName: 'dashboard' } });
  });

  it('are refused where they have another shape', async () => {
    expect((await server.ask(MCP.create, { input: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask(MCP.create, { input: { name: 'x', layouts: { xs: [{ i: 7 }] } } })).errors?.[0]?.message).toContain('layouts.xs');
  });
});

describe('parameters', () => {
  const SET = 'mutation UpsertParameter($name: String!, $value: ParameterValue!, $secret: Boolean) { setParameter(name: $name, value: $value, secret: $secret) { success __typename } }';
  const LIST = 'query Query($limit: Int, $cursor: String) { parameterList(limit: $limit, cursor: $cursor) { items { name value secret lastUpdatedOn } pageInfo { endCursor hasNextPage } } }';

  it('are set, listed, used by queries and deleted', async () => {
    await server.fill([{ _key: 'u', _type: 'zoom_user', _class: ['User'], team: 'red' }]);
    expect((await server.ask(SET, { name: 'teams', value: ['red', 'blue'] })).data.setParameter).toMatchObject({ success: true });
    expect((await server.ask('query Q($name: String!) { parameter(name: $name) { name value secret lastUpdatedOn } }', { name: 'teams' })).data.parameter).toEqual({
      name: 'teams',
      value: ['red', 'blue'],
      secret: false,
      lastUpdatedOn: expect.stringMatching(/Z$/),
    });
    expect((await server.ask('{ queryV1(query: "FIND User WITH team = ${param.teams} AS u RETURN u.team") { data } }', {}, 'reader')).data.queryV1.data).toEqual([{ 'u.team': 'red' }]);
    await server.ask(SET, { name: 'n', value: 7 });
    const first = (await server.ask(LIST, { limit: 1 })).data.parameterList;
    const second = (await server.ask(LIST, { limit: 1, cursor: first.pageInfo.endCursor })).data.parameterList;
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['teams', 'n']);
    expect((await server.ask('mutation ($name: String!) { deleteParameter(name: $name) { success } }', { name: 'n' })).data.deleteParameter).toEqual({ success: true });
    expect((await server.ask('{ parameter(name: "n") { name } }')).data.parameter).toBeNull();
  });

  it('are no secrets and no objects', async () => {
    expect((await server.ask(SET, { name: 's', value: 'x', secret: true })).errors?.[0]?.extensions.code).toBe('NOT_SUPPORTED');
    expect((await server.ask(SET, { name: 's', value: { a: 1 } })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await server.ask(SET, { name: 'two words', value: 1 })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
