export const sdl = /* GraphQL */ `
  extend type Query {
    "A live entity, metadata and properties in one object."
    fetchEntityById(entityId: String!): EntityResponse!
    fetchRelationshipById(relationshipId: String!): RelationshipResponse!
    "A live entity by id, or by key with filters. Its neighbours are asked for in J1QL."
    vertex(id: String, filters: VertexFilters): Vertex
    "The latest raw answers that an entity was made of."
    entityRawDataLegacy(entityId: String!, source: String!, name: String, versionId: String): RawDataQueryResponseLegacy!
    entityRawData(entityId: String!, source: String!, name: String, versionId: String): RawDataQueryResponse!
  }
  extend type Mutation {
    "Makes an entity, or changes the one that was made here under this key."
    createEntity(entityKey: String!, entityType: String!, entityClass: [String!]!, timestamp: Long, properties: JSON): EntityMutationResponse
    "Adds and replaces properties; null removes one."
    updateEntity(entityId: String!, timestamp: Long, properties: JSON): EntityMutationResponse
    "Marks it as deleted; with hardDelete its history goes as well. Its relationships go with it."
    deleteEntity(entityId: String!, timestamp: Long, hardDelete: Boolean): EntityMutationResponse
    createEntityV2(input: CreateEntityV2): EntityResponse!
    updateEntityV2(timestamp: Long, entity: JSON!): EntityResponse!
    deleteEntityV2(entityId: String!, timestamp: Long, hardDelete: Boolean): EntityResponse!
    "Connects two entities, of any source."
    createRelationship(
      relationshipKey: String!
      relationshipType: String!
      relationshipClass: String!
      fromEntityId: String!
      toEntityId: String!
      timestamp: Long
      properties: JSON
    ): RelationshipMutationResponse
    "Adds and replaces properties. The ends may be named, and stay."
    updateRelationship(relationshipId: String!, fromEntityId: String, toEntityId: String, timestamp: Long, properties: JSON): RelationshipMutationResponse
    deleteRelationship(relationshipId: String!, fromEntityId: String, toEntityId: String, timestamp: Long, hardDelete: Boolean): RelationshipMutationResponse
    createRelationshipV2(input: CreateRelationshipV2): RelationshipResponse!
    updateRelationshipV2(timestamp: Long, relationship: JSON!): RelationshipResponse!
    deleteRelationshipV2(relationshipId: String!, timestamp: Long, hardDelete: Boolean): RelationshipResponse!
    "Adds raw answers to an entity, or replaces those of the same name."
    upsertEntityRawData(entityId: String!, source: String!, rawData: [JSON!]!): RawDataUpsertResponse!
    deleteEntityRawData(entityId: String!, source: String!, names: [String!]!): RawDataDeleteResponse!
  }

  input CreateEntityV2 {
    timestamp: Long
    entity: JSON!
  }
  input CreateRelationshipV2 {
    timestamp: Long
    relationship: JSON!
  }

  type EntityCoreProperties {
    _source: String!
    _id: String!
    _key: String!
    _type: [String]!
    _class: [String]
    _scope: String
    _accountId: String!
    _integrationName: String
    _integrationDefinitionId: String
    _integrationInstanceId: String
    _integrationType: String
    _integrationClass: [String]
    _version: Int!
    _createdOn: Long!
    _beginOn: Long!
    _endOn: Long
    _latest: Boolean
    _deleted: Boolean!
    displayName: String
  }
  type RelationshipCoreProperties {
    _source: String!
    _id: String!
    _key: String!
    _type: String!
    _class: String
    _scope: String
    _accountId: String!
    _integrationName: String
    _integrationDefinitionId: String
    _integrationInstanceId: String
    _integrationType: String
    _version: Int!
    _createdOn: Long!
    _beginOn: Long!
    _endOn: Long
    _fromEntityKey: String
    _toEntityKey: String
    _fromEntityId: String!
    _toEntityId: String!
    _latest: Boolean
    _deleted: Boolean!
    displayName: String
  }
  type Vertex {
    id: String!
    entity: EntityCoreProperties!
    properties: JSON
  }
  type Edge {
    id: String!
    toVertexId: String!
    fromVertexId: String!
    relationship: RelationshipCoreProperties!
    properties: JSON
  }
  type EntityMutationResponse {
    entity: EntityCoreProperties
    vertex: Vertex
  }
  type RelationshipMutationResponse {
    relationship: RelationshipCoreProperties
    edge: Edge
  }
  type EntityResponse {
    entity: JSON!
  }
  type RelationshipResponse {
    relationship: JSON!
  }

  type RawDataJSONEntity {
    contentType: String
    name: String
    data: JSON!
  }
  type RawDataTextEntity {
    contentType: String
    name: String
    data: String!
  }
  type RawDataJSONEntityLegacy {
    contentType: String
    name: String
    data: JSON!
  }
  type RawDataTextEntityLegacy {
    contentType: String
    name: String
    data: String!
  }
  union RawDataQueryPayload = RawDataJSONEntity | RawDataTextEntity
  union RawDataQueryPayloadLegacy = RawDataJSONEntityLegacy | RawDataTextEntityLegacy
  type RawDataQueryResponse {
    entityId: String!
    payload: [RawDataQueryPayload!]!
  }
  type RawDataQueryResponseLegacy {
    entityId: String!
    payload: [RawDataQueryPayloadLegacy!]!
  }
  type RawDataUpsertResponse {
    status: Boolean!
  }
  type RawDataDeleteResponse {
    deleteCount: Int!
  }
`;
