const FIELDS = `
    description: String
    specVersion: Int
    operations: [QuestionRuleInstanceOperationInput!]
    outputs: [String!]
    pollingInterval: AlertRulePollingInterval
    notifyOnFailure: Boolean
    triggerActionsOnNewEntitiesOnly: Boolean
    ignorePreviousResults: Boolean
    templates: JSON
    tags: [String!]
    labels: [RuleInstanceLabelInput!]
    remediationSteps: String
    resourceGroupId: String
    j1Internal: Boolean`;
const UPDATE = `
    id: ID!
    "The version that is replaced; another one than there is is refused."
    version: Int!
    name: String
    state: JSON
    latestAlertId: ID
    latestAlertIsActive: Boolean`;

export const sdl = /* GraphQL */ `
  extend type Query {
    questionRuleInstance(id: ID!, version: Int): QuestionRuleInstance
    listRuleInstances(limit: Int, cursor: String, filters: ListRuleInstancesFilters): ListRuleInstancesResult!
    "Evaluations of a rule, newest first."
    listCollectionResults(
      collectionType: CollectionType!
      collectionOwnerId: String!
      beginTimestamp: Long
      endTimestamp: Long
      limit: Int
      cursor: String
      tag: String
    ): ListCollectionResultsResult!
    ruleEvaluationDetails(ruleEvaluationDetailsInput: RuleEvaluationDetailsInput, input: RuleEvaluationDetailsInput): RuleEvaluationDetails
    "An address where the rows of an evaluation are read without a key."
    getRawDataDownloadUrl(rawDataKey: String!): String!
    alertRulePacks: [AlertRulePack!]!
    questionRuleTags: [String!]!
    accountHasRules: Boolean!
    provisionedAlertPollingIntervals: [AlertRulePollingInterval!]!
  }
  extend type Mutation {
    createInlineQuestionRuleInstance(instance: CreateInlineQuestionRuleInstanceInput!): QuestionRuleInstance!
    createReferencedQuestionRuleInstance(instance: CreateReferencedQuestionRuleInstanceInput!): QuestionRuleInstance!
    updateInlineQuestionRuleInstance(instance: UpdateInlineQuestionRuleInstanceInput!): QuestionRuleInstance!
    updateReferencedQuestionRuleInstance(instance: UpdateReferencedQuestionRuleInstanceInput!): QuestionRuleInstance!
    createQuestionRuleInstance(instance: CreateQuestionRuleInstanceInput!): QuestionRuleInstance! @deprecated(reason: "Use the inline or the referenced one.")
    updateQuestionRuleInstance(instance: UpdateQuestionRuleInstanceInput!): QuestionRuleInstance! @deprecated(reason: "Use the inline or the referenced one.")
    "Its alerts stay."
    deleteRuleInstance(id: ID!): DeleteRuleInstanceResult!
    evaluateRuleInstance(id: ID!): RuleEvaluationResult!
    evaluateAlertRules(filters: EvaluateAlertRulesFilters!): [RuleEvaluationResult!]!
    importAlertRulePack(rulePackName: String!, ruleNames: [String!], autoEvaluate: Boolean): ImportAlertRulesResult!
    importAlertRulesFromFormat(format: [JSON!]!, autoEvaluate: Boolean): ImportAlertRulesResult!
  }

  enum AlertRulePollingInterval {
    DISABLED
    FIFTEEN_MINUTES
    THIRTY_MINUTES
    ONE_HOUR
    FOUR_HOURS
    EIGHT_HOURS
    TWELVE_HOURS
    ONE_DAY
    ONE_WEEK
  }
  enum CollectionType {
    QUESTION
    RULE_EVALUATION
    COMPLIANCE_REQUIREMENT_EVALUATION
  }
  enum RuleInstanceType {
    QUESTION
    REPORT
  }

  input QuestionRuleInstanceOperationInput {
    when: JSON
    actions: [JSON!]!
  }
  input RuleInstanceLabelInput {
    labelName: String!
    labelValue: String!
  }
  input RuleInstanceQuestionInput {
    queries: [RuleInstanceQueryInput!]!
  }
  input RuleInstanceQueryInput {
    name: String
    query: String!
    version: String
    includeDeleted: Boolean
  }
  input ListRuleInstancesFilters {
    tags: [String!]
    name: String
  }
  input EvaluateAlertRulesFilters {
    tags: [String!]!
  }
  input RuleEvaluationDetailsInput {
    ruleInstanceId: ID!
    timestamp: Long!
  }
  input CreateInlineQuestionRuleInstanceInput {
    name: String!${FIELDS}
    question: RuleInstanceQuestionInput!
  }
  input CreateReferencedQuestionRuleInstanceInput {
    name: String!${FIELDS}
    questionId: ID
    questionName: String
  }
  input CreateQuestionRuleInstanceInput {
    name: String!${FIELDS}
    question: RuleInstanceQuestionInput
    questionId: ID
    questionName: String
  }
  input UpdateInlineQuestionRuleInstanceInput {${UPDATE}${FIELDS}
    question: RuleInstanceQuestionInput
  }
  input UpdateReferencedQuestionRuleInstanceInput {${UPDATE}${FIELDS}
    questionId: ID
    questionName: String
  }
  input UpdateQuestionRuleInstanceInput {${UPDATE}${FIELDS}
    question: RuleInstanceQuestionInput
    questionId: ID
    questionName: String
  }

  type QuestionRuleInstance {
    id: ID!
    accountId: String!
    resourceGroupId: String
    name: String!
    description: String
    version: Int!
    specVersion: Int!
    latest: Boolean!
    deleted: Boolean!
    type: RuleInstanceType!
    notifyOnFailure: Boolean
    triggerActionsOnNewEntitiesOnly: Boolean
    ignorePreviousResults: Boolean
    pollingInterval: AlertRulePollingInterval!
    templates: JSON
    outputs: [String!]!
    "Null of a rule that refers to a question."
    question: RuleInstanceQuestion
    questionId: ID
    questionName: String
    operations: [QuestionRuleInstanceOperation!]!
    latestAlertId: ID
    latestAlertIsActive: Boolean
    latestAlert: AlertInstance
    lastEvaluationStartOn: Long
    lastEvaluationEndOn: Long
    lastSuccessfulEvaluationEndOn: Long
    lastFailedEvaluationEndOn: Long
    createdOn: Long!
    updatedOn: Long!
    createdBy: String
    updatedBy: String
    evaluationStep: String
    state: RuleInstanceState
    tags: [String!]!
    labels: [RuleInstanceLabel!]!
    remediationSteps: String
  }
  type RuleInstanceQuestion {
    queries: [RuleInstanceQuery!]!
  }
  type RuleInstanceQuery {
    name: String!
    query: String!
    version: String
    includeDeleted: Boolean
  }
  type QuestionRuleInstanceOperation {
    when: JSON
    actions: [JSON!]!
  }
  type RuleInstanceState {
    actions: JSON
  }
  type RuleInstanceLabel {
    labelName: String!
    labelValue: String!
  }
  type ReportRuleInstance {
    id: ID!
    name: String
  }
  type ListRuleInstancesResult {
    questionInstances: [QuestionRuleInstance!]!
    reportInstances: [ReportRuleInstance!]!
    pageInfo: PageInfo!
  }
  type DeleteRuleInstanceResult {
    id: ID!
  }
  type RuleOutput {
    name: String!
    value: JSON
  }
  type RuleEvaluationResult {
    id: ID!
    outputs: [RuleOutput!]!
  }
  type RawDataDescriptor {
    name: String!
    persistedResultType: String!
    rawDataKey: String!
    recordCount: Int
    recordCreateCount: Int
    recordUpdateCount: Int
    recordDeleteCount: Int
  }
  type CollectionResult {
    accountId: String!
    collectionOwnerId: String!
    collectionOwnerVersion: Int
    collectionType: CollectionType!
    outputs: [RuleOutput!]!
    rawDataDescriptors: [RawDataDescriptor!]!
    tag: String
    timestamp: Long!
  }
  type ListCollectionResultsResult {
    results: [CollectionResult!]!
    pageInfo: PageInfo!
  }
  type RuleEvaluationDetails {
    accountRuleId: ID!
    startedOn: Long
    question: RuleEvaluationQuestion
    conditions: [RuleEvaluationCondition!]!
    actions: [RuleEvaluationAction!]!
    ruleEvaluationOrigin: String
  }
  type RuleEvaluationQuestion {
    totalDuration: Long
    queries: [RuleEvaluationQuery!]!
  }
  type RuleEvaluationQuery {
    status: String
    queryEvaluationDetails: [QueryEvaluationDetail!]!
  }
  type QueryEvaluationDetail {
    name: String
    duration: Long
    status: String
    error: String
  }
  type RuleEvaluationCondition {
    status: String
    condition: JSON
  }
  type RuleEvaluationAction {
    status: String
    actionEvaluationDetails: [ActionEvaluationDetail!]!
  }
  type ActionEvaluationDetail {
    actionId: String
    action: JSON
    status: String
    duration: Long
    finishedOn: Long
    logs: [String!]
  }
  type AlertRulePack {
    name: String!
    type: String
    rules: [AlertRulePackRule!]!
  }
  type AlertRulePackRule {
    name: String!
    description: String
    queries: [RuleInstanceQuery!]!
    alertLevel: AlertLevel
    templates: JSON
  }
  type ImportAlertRulesResult {
    newRules: [QuestionRuleInstance!]!
    updatedRules: [QuestionRuleInstance!]!
  }
`;
