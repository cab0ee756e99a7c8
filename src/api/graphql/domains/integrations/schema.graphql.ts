export const sdl = /* GraphQL */ `
  extend type Query {
    integrationDefinitions(cursor: String): ListIntegrationDefinitionsResult
    listIntegrationDefinitions(cursor: String): ListIntegrationDefinitionsResult @deprecated(reason: "Use integrationDefinitions.")
    integrationDefinition(id: String): IntegrationDefinition
    findIntegrationDefinition(integrationType: String!): IntegrationDefinition
    integrationInstances(definitionId: String, cursor: String, limit: Int, filter: ListIntegrationInstancesSearchFilter): ListIntegrationInstancesResult
    listIntegrationInstances(definitionId: String, cursor: String, limit: Int, filter: ListIntegrationInstancesSearchFilter): ListIntegrationInstancesResult
      @deprecated(reason: "Use integrationInstances.")
    integrationInstancesV2(definitionId: String, cursor: String, limit: Int, filter: ListIntegrationInstancesSearchFilter): ListIntegrationInstancesV2Result
    integrationInstance(id: String!): IntegrationInstance
    getIntegrationInstance(id: String!): IntegrationInstance @deprecated(reason: "Use integrationInstance.")
    integrationInstanceCount(definitionId: String): Int
    integrationInstancesStatus(definitionId: String, v2: Boolean): IntegrationInstancesStatusResult
    "Keys that may upload to one instance; the keys themselves are shown masked."
    integrationInstanceTokens(id: String!, cursor: String, limit: Int): ListIntegrationInstanceTokensResult
    integrationJobs(
      status: IntegrationJobStatus
      integrationInstanceId: String
      integrationInstanceIds: [String]
      integrationDefinitionId: String
      cursor: String
      size: Int
    ): IntegrationJobsResult!
    integrationJob(id: ID!, integrationInstanceId: String!): IntegrationJob
    integrationEvents(cursor: String, size: Int, jobId: String!, integrationInstanceId: String!): IntegrationEventsResult!
    integrationEvent(id: ID, jobId: String!, integrationInstanceId: String!): IntegrationEvent
  }
  extend type Mutation {
    createIntegrationInstance(instance: CreateIntegrationInstanceInput!): IntegrationInstance
    updateIntegrationInstance(id: String!, update: UpdateIntegrationInstanceInput!): IntegrationInstance
    bulkUpdateIntegrationInstances(ids: [String!]!, update: UpdateIntegrationInstanceInput!): BulkUpdateIntegrationInstancesOutput
    "Removes the instance and its data, which deleted members show for seven days."
    deleteIntegrationInstance(id: String!): DeletionResult
    "Runs it now."
    invokeIntegrationInstance(id: String!): InvocationResult
    "Makes a key that may upload to this instance only. It is shown once."
    createIntegrationInstanceToken(id: String!): IntegrationInstanceToken
    revokeIntegrationInstanceToken(tokenId: String!): DeletionResult
  }

  enum IntegrationPollingInterval {
    DISABLED
    THIRTY_MINUTES
    ONE_HOUR
    FOUR_HOURS
    EIGHT_HOURS
    TWELVE_HOURS
    ONE_DAY
    ONE_WEEK
  }
  enum IntegrationInstanceRelationship {
    PARENT
    CHILD
    STANDALONE
  }
  enum IntegrationInstanceUpdateMode {
    "Keys of the configuration that are not given stay."
    MERGE
    "The configuration is what is given; secrets that are given masked stay."
    PARTIAL_REPLACE
  }
  enum IntegrationJobStatus {
    IN_PROGRESS
    PERSISTING_DATA
    COMPLETED
    FAILED
  }

  input ListIntegrationInstancesSearchFilter {
    "Part of the name."
    name: String
    includeOnlySourceInstances: Boolean
    sourceIntegrationInstanceId: String
  }
  "Hour (0 to 23) of ONE_DAY and ONE_WEEK, day (0 is Sunday) of ONE_WEEK."
  input IntegrationPollingIntervalCronExpression {
    hour: Int
    dayOfWeek: Int
  }
  "The same under another name."
  input IntegrationPollingIntervalCronExpressionInput {
    hour: Int
    dayOfWeek: Int
  }
  input IngestionSourcesOverridesInput {
    ingestionSourceId: String!
    enabled: Boolean!
  }
  input CreateIntegrationInstanceInput {
    name: String!
    integrationDefinitionId: String!
    description: String
    config: JSON
    pollingInterval: IntegrationPollingInterval
    pollingIntervalCronExpression: IntegrationPollingIntervalCronExpression
    sourceIntegrationInstanceId: String
    offsiteComplete: Boolean
    collectorPoolId: String
    ingestionSourcesOverrides: [IngestionSourcesOverridesInput!]
    resourceGroupId: String
  }
  input UpdateIntegrationInstanceInput {
    name: String
    description: String
    config: JSON
    pollingInterval: IntegrationPollingInterval
    pollingIntervalCronExpression: IntegrationPollingIntervalCronExpression
    sourceIntegrationInstanceId: String
    offsiteComplete: Boolean
    collectorPoolId: String
    ingestionSourcesOverrides: [IngestionSourcesOverridesInput!]
    resourceGroupId: String
    updateMode: IntegrationInstanceUpdateMode
    updateChildResourceGroup: Boolean
  }

  type OAuth {
    oAuthUrlGeneratorPath: String
  }
  type ConfigFieldOption {
    value: String!
    description: String
    label: String
    webLink: String
    default: Boolean
  }
  type ConfigField {
    key: String!
    displayName: String!
    description: String!
    type: String
    format: String
    defaultValue: JSON
    helperText: String
    inputAdornment: String
    mask: Boolean
    optional: Boolean
    immutable: Boolean
    readonly: Boolean
    computed: Boolean
    options: [ConfigFieldOption!]
    configFields: [ConfigField]
  }
  type AuthSection {
    id: String!
    displayName: String
    description: String
    configFields: [ConfigField!]
    verificationDisabled: Boolean
  }
  type ConfigSection {
    displayName: String
    configFields: [ConfigField!]
  }
  type IntegrationPlatformFeatures {
    supportsChildInstances: Boolean
    supportsCollectors: Boolean
    supportsIngestionSourcesConfig: Boolean
    supportsAgentConfigurations: Boolean
  }
  type ChildIngestionSourceMetadata {
    id: String!
    name: String
  }
  type IngestionSourceConfig {
    id: String!
    title: String
    description: String
    defaultsToDisabled: Boolean
    cannotBeDisabled: Boolean
    childIngestionSourcesMetadata: [ChildIngestionSourceMetadata!]
  }
  type IngestionSourcesOverride {
    ingestionSourceId: String!
    enabled: Boolean!
  }
  type IntegrationJobStatusMetric {
    count: Int!
    status: IntegrationJobStatus
  }
  type IntegrationDefinition {
    id: String!
    name: String!
    type: String!
    title: String!
    displayMode: String
    description: String
    oAuth: OAuth
    offsiteUrl: String
    offsiteButtonTitle: String
    offsiteStatusQuery: String
    integrationType: String!
    integrationClass: [String!]!
    integrationCategory: [String!]!
    version: String
    beta: Boolean
    docsWebLink: String
    repoWebLink: String
    invocationPaused: Boolean
    managedExecutionDisabled: Boolean
    totalInstanceCount: Int
    integrationJobStatusMetrics: [IntegrationJobStatusMetric!]
    integrationPlatformFeatures: IntegrationPlatformFeatures
    ingestionSourcesConfig: [IngestionSourceConfig!]
    ingestionSourcesOverrides: [IngestionSourcesOverride!]
    configFields: [ConfigField!]!
    authSections: [AuthSection!]
    configSections: [ConfigSection!]
  }
  type ListIntegrationDefinitionsResult {
    definitions: [IntegrationDefinition]!
    pageInfo: PageInfo!
  }

  "The Node client has taken the natural name of this type for its input."
  type IntegrationPollingIntervalCronExpressionValue {
    hour: Int
    dayOfWeek: Int
  }
  type IntegrationInstance {
    id: ID!
    name: String!
    accountId: String!
    sourceIntegrationInstanceId: String
    pollingInterval: IntegrationPollingInterval
    pollingIntervalCronExpression: IntegrationPollingIntervalCronExpressionValue
    integrationDefinitionId: String!
    integrationDefinition: IntegrationDefinition
    description: String
    "Secrets are masked."
    config: JSON
    offsiteComplete: Boolean
    instanceRelationship: IntegrationInstanceRelationship
    ingestionSourcesOverrides: [IngestionSourcesOverride!]
    collectorPoolId: String
    resourceGroupId: String
    createdOn: Long
    createdBy: String
    updatedOn: Long
    updatedBy: String
    jobs(status: IntegrationJobStatus, cursor: String, size: Int): IntegrationJobsResult!
    mostRecentJob: IntegrationJob
  }
  "The same as an IntegrationInstance; the newer list calls it so."
  type IntegrationInstanceLite {
    id: ID!
    name: String!
    accountId: String!
    sourceIntegrationInstanceId: String
    pollingInterval: IntegrationPollingInterval
    pollingIntervalCronExpression: IntegrationPollingIntervalCronExpressionValue
    integrationDefinitionId: String!
    integrationDefinition: IntegrationDefinition
    description: String
    config: JSON
    offsiteComplete: Boolean
    instanceRelationship: IntegrationInstanceRelationship
    ingestionSourcesOverrides: [IngestionSourcesOverride!]
    collectorPoolId: String
    resourceGroupId: String
    createdOn: Long
    createdBy: String
    updatedOn: Long
    updatedBy: String
    jobs(status: IntegrationJobStatus, cursor: String, size: Int): IntegrationJobsResult!
    mostRecentJob: IntegrationJob
  }
  type ListIntegrationInstancesResult {
    instances: [IntegrationInstance]!
    pageInfo: PageInfo!
  }
  type ListIntegrationInstancesV2Result {
    instances: [IntegrationInstanceLite]!
    pageInfo: PageInfo!
  }
  type IntegrationInstancesStatusResult {
    status: String
    statusesByDefinition: JSON
  }
  type BulkUpdateIntegrationInstancesOutput {
    success: Int!
    failed: Int!
    failedIds: [String!]!
  }
  type InvocationResult {
    success: Boolean
    integrationJobId: String
  }
  type IntegrationInstanceToken {
    tokenId: String!
    token: String!
    createdAt: Long!
    expiresAt: Long!
  }
  type ListIntegrationInstanceTokensResult {
    tokens: [IntegrationInstanceToken!]!
    pageInfo: PageInfo!
  }

  type IntegrationJob {
    id: ID!
    status: IntegrationJobStatus
    integrationInstanceId: String!
    integrationDefinitionId: String
    integrationInstance: IntegrationInstance
    integrationDefinition: IntegrationDefinition
    createDate: Long!
    endDate: Long
    errorsOccurred: Boolean!
    hasSkippedSteps: Boolean!
  }
  type IntegrationJobsResult {
    jobs: [IntegrationJob!]!
    pageInfo: PageInfo!
  }
  type IntegrationEvent {
    id: ID!
    jobId: String!
    name: String!
    description: String!
    createDate: Long!
    level: String
    eventCode: String
  }
  type IntegrationEventsResult {
    events: [IntegrationEvent]!
    pageInfo: PageInfo
  }
`;
