export const sdl = /* GraphQL */ `
  extend type Query {
    "A stored value that queries name as \${param.name}."
    parameter(name: String!): ParameterResponse
    parameterList(limit: Int, cursor: String): ParameterListPagedResponse!
  }
  extend type Mutation {
    setParameter(name: String!, value: ParameterValue!, secret: Boolean): ParameterMutationResult!
    deleteParameter(name: String!): ParameterMutationResult!
  }

  type ParameterResponse {
    name: String!
    value: ParameterValue!
    lastUpdatedOn: String!
    secret: Boolean!
  }
  type ParameterListPagedResponse {
    items: [ParameterResponse!]!
    pageInfo: PageInfo!
  }
  type ParameterMutationResult {
    success: Boolean!
  }
`;
