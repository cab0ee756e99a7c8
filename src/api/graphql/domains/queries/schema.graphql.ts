export const sdl = /* GraphQL */ `
  extend type Query {
    "Asks the graph in J1QL. Without deferredResponse the answer is in data; with FORCE it is found at url."
    queryV1(
      query: String!
      variables: JSON
      dryRun: Boolean
      deferredResponse: DeferredResponseOption
      deferredFormat: DeferredResponseFormat
      remember: Boolean
      includeDeleted: Boolean
      flags: QueryV1Flags
      cursor: String
      scopeFilters: [JSON!]
      sourceMetadata: JSON
    ): QueryV1Response!
    "Asks the graph in J1QL; the answer is found at url."
    queryV2(query: String!, variables: JSON, cursor: String, scopeFilters: JSON, includeDeleted: Boolean, returnRowMetadata: Boolean, returnComputedProperties: Boolean): QueryV1Response!
  }

  enum DeferredResponseOption {
    DISABLED
    OPTIONAL
    FORCE
  }
  enum DeferredResponseFormat {
    JSON
    CSV
  }
  input QueryV1Flags {
    "Taken for variableResultSize: what is larger has pages all the same."
    allPages: Boolean
    "Accepted; nothing is computed."
    computedProperties: Boolean
    "Rows of tables say from which entities they come."
    rowMetadata: Boolean
    "Pages may be larger than 250 rows."
    variableResultSize: Boolean
  }
  type QueryV1Response {
    "list, table, tree or deferred"
    type: String!
    data: JSON
    url: String
    totalCount: Long
    cursor: String
    correlationId: String
  }
`;
