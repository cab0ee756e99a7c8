export const sdl = /* GraphQL */ `
  extend type Query {
    getDashboards(options: GetDashboardsOptions): [InsightsDashboard!]!
    getDashboard(dashboardId: String!): InsightsDashboard
    getWidget(boardId: String!, boardType: String!, widgetId: String!): GetWidgetResult!
    dashboardParameter(id: ID!): DashboardParameter
  }
  extend type Mutation {
    createDashboard(input: CreateInsightsDashboardInput!): InsightsDashboard!
    patchDashboard(input: PatchInsightsDashboardInput!): InsightsDashboard!
    deleteDashboard(dashboardId: String!): DeletionResult!
    createWidget(dashboardId: String!, input: CreateInsightsWidgetInput!): InsightsWidget!
    updateWidget(boardId: String!, boardType: String!, newWidget: Widget!): UpdateWidgetResult!
    deleteWidget(dashboardId: String!, widgetId: String!): DeletionResult!
    createDashboardParameter(input: CreateDashboardParameterInput!): DashboardParameter!
    patchDashboardParameter(input: PatchDashboardParameterInput!): DashboardParameter!
    deleteDashboardParameter(id: ID!): DeletionResult!
  }

  input GetDashboardsOptions {
    includeAllJ1ManagedDashboards: Boolean
  }
  "An object with a name; what else it has is kept as it comes."
  scalar CreateInsightsDashboardInput
  "An object with a dashboardId and what changes."
  scalar PatchInsightsDashboardInput
  "An object with a title and a type; what else it has is kept as it comes."
  scalar CreateInsightsWidgetInput
  "An object with an id; it takes the place of the widget."
  scalar Widget
  "An object with a dashboardId and a name; what else it has is kept as it comes."
  scalar CreateDashboardParameterInput
  "An object with an id and what changes."
  scalar PatchDashboardParameterInput

  type InsightsDashboardPrerequisites {
    prerequisitesMet: Boolean
    preRequisitesGroupsFulfilled: JSON
    preRequisitesGroupsRequired: JSON
  }
  type InsightsDashboard {
    id: String!
    name: String!
    type: String
    category: String
    userId: String
    supportedUseCase: String
    isJ1ManagedBoard: Boolean
    published: Boolean
    publishedToUserIds: [String]
    publishedToGroupIds: [String]
    groupIds: [String]
    userIds: [String]
    scopeFilters: [JSON]
    resourceGroupId: String
    starred: Boolean
    _timeUpdated: Long
    _createdAt: Long
    prerequisites: InsightsDashboardPrerequisites
    parameters: [DashboardParameter!]
    widgets: [InsightsWidget!]
    layouts: InsightsDashboardLayoutConfig
  }
  type InsightsWidget {
    id: String!
    widgetId: String!
    title: String
    description: String
    type: String
    questionId: String
    noResultMessage: String
    includeDeleted: Boolean
    config: InsightsWidgetConfig
  }
  type InsightsWidgetConfig {
    queries: [InsightsWidgetQuery!]
    settings: JSON
    postQueryFilters: JSON
    disableQueryPolicyFilters: Boolean
  }
  type InsightsWidgetQuery {
    id: String
    name: String
    query: String
  }
  type InsightsDashboardLayoutConfig {
    xs: [InsightsDashboardLayoutItem!]
    sm: [InsightsDashboardLayoutItem!]
    md: [InsightsDashboardLayoutItem!]
    lg: [InsightsDashboardLayoutItem!]
    xl: [InsightsDashboardLayoutItem!]
  }
  type InsightsDashboardLayoutItem {
    i: String
    x: Float
    y: Float
    w: Float
    h: Float
    static: Boolean
    moved: Boolean
  }
  type DashboardParameter {
    id: String!
    dashboardId: String!
    accountId: String
    label: String
    name: String
    options: [JSON]
    valueType: String
    type: String
    default: JSON
    disableCustomInput: Boolean
    requireValue: Boolean
  }
  type GetWidgetResult {
    widget: JSON
  }
  type UpdateWidgetResult {
    resultCode: String
  }
`;
