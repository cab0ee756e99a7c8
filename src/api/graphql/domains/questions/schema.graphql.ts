const FIELDS = `
    name: String
    description: String
    tags: [String!]
    showTrend: Boolean
    pollingInterval: String
    compliance: [JSON!]
    variables: [QuestionVariableInput!]`;

export const sdl = /* GraphQL */ `
  extend type Query {
    "Questions of the account by title, then those that ship."
    questions(
      type: ListQuestionsType
      searchQuery: String
      integrationDefinitionId: ID
      complianceStandard: String
      complianceStandardRequirement: String
      tags: [String!]
      mustTags: [String!]
      shouldTags: [String!]
      categories: [String!]
      limit: Int
      cursor: String
    ): ListQuestionsResult!
    question(id: ID!): Question
    questionsTags: [String!]!
    questionsCategories: [String!]!
    findSimilarQuestions(query: String!, limit: Int): [Question!]!
  }
  extend type Mutation {
    createQuestion(question: CreateQuestionInput!): Question!
    updateQuestion(id: ID!, update: QuestionUpdate!): Question!
    deleteQuestion(id: ID!): Question!
    evaluateQuestion(id: ID!): EvaluateQuestionResult!
  }

  enum ListQuestionsType {
    ACCOUNT_ONLY
    MANAGED_ONLY
    ACCOUNT_AND_MANAGED
  }
  enum QueryResultsAre {
    GOOD
    BAD
    INFORMATIVE
    UNKNOWN
  }
  input QuestionQueryInput {
    name: String
    query: String!
    version: String
    resultsAre: QueryResultsAre
    includeDeleted: Boolean
  }
  input QuestionVariableInput {
    name: String!
    required: Boolean
    default: JSON
  }
  input CreateQuestionInput {
    title: String!
    queries: [QuestionQueryInput!]!${FIELDS}
  }
  input QuestionUpdate {
    title: String
    queries: [QuestionQueryInput!]${FIELDS}
  }
  type Question {
    id: ID!
    sourceId: String
    title: String!
    name: String
    description: String
    tags: [String!]!
    queries: [QuestionQuery!]!
    variables: [QuestionVariable!]!
    compliance: [QuestionCompliance!]!
    accountId: String
    integrationDefinitionId: ID
    showTrend: Boolean
    pollingInterval: String
    defaultAnswerTemplate: String
    lastUpdatedTimestamp: Long
  }
  type QuestionQuery {
    name: String
    query: String!
    version: String
    resultsAre: QueryResultsAre
    includeDeleted: Boolean
  }
  type QuestionVariable {
    name: String!
    required: Boolean
    default: JSON
  }
  type QuestionCompliance {
    standard: String
    requirements: [String!]
    controls: [String!]
  }
  type ListQuestionsResult {
    questions: [Question!]!
    totalHits: Int!
    pageInfo: PageInfo!
  }
  type EvaluateQuestionResult {
    answerText: String
    outputs: [RuleOutput!]!
  }
`;
