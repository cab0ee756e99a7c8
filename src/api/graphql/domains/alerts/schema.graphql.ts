export const sdl = /* GraphQL */ `
  extend type Query {
    "Newest first; all where no status is given."
    listAlertInstances(alertStatus: AlertStatus, limit: Int, cursor: String): ListAlertInstancesResult!
    countAlertInstances(alertStatus: AlertStatus, limit: Int, cursor: String): CountAlertInstancesResult!
    alertInstance(id: ID!): AlertInstance
    listAlertInstancesInCreatedOnDateRange(beginOn: Long!, endOn: Long!, alertStatus: AlertStatus, limit: Int, cursor: String): ListAlertInstancesResult!
    "An address where the rows of the alert's last evaluation are read without a key."
    getRawResultPresignedDownloadUrl(alertId: ID!, queryName: String!): String!
  }
  extend type Mutation {
    "Dismisses, or changes the level."
    updateAlertInstance(instance: UpdateAlertInstanceInput!): AlertInstance!
  }

  enum AlertStatus {
    ACTIVE
    INACTIVE
    DISMISSED
  }
  enum AlertLevel {
    CRITICAL
    HIGH
    MEDIUM
    LOW
    INFO
  }
  enum AlertEndReason {
    AUTO_CLEARED
    RESOLVED
  }
  input UpdateAlertInstanceInput {
    id: ID!
    level: AlertLevel!
    status: AlertStatus!
  }
  type AlertInstance {
    id: ID!
    accountId: String!
    resourceGroupId: String
    ruleId: ID!
    ruleVersion: Int
    level: AlertLevel!
    status: AlertStatus!
    createdOn: Long!
    lastUpdatedOn: Long!
    dismissedOn: Long
    endReason: AlertEndReason
    lastEvaluationBeginOn: Long
    lastEvaluationEndOn: Long
    lastEvaluationResult: AlertEvaluationResult
    "The rule, with its actions as they were rendered; null where it is removed."
    questionRuleInstance: QuestionRuleInstance
    reportRuleInstance: ReportRuleInstance
    users: [String!]!
  }
  type AlertEvaluationResult {
    evaluationBeginOn: Long
    evaluationEndOn: Long
    answerText: String
    outputs: [RuleOutput!]!
    rawDataDescriptors: [RawDataDescriptor!]!
  }
  type ListAlertInstancesResult {
    instances: [AlertInstance!]!
    pageInfo: PageInfo!
  }
  type CountAlertInstancesResult {
    count: Int!
    pageInfo: PageInfo
  }
`;
