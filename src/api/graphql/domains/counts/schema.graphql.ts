export const sdl = /* GraphQL */ `
  extend type Query {
    "How many entities each class and each type has."
    getEntityCounts: EntityCounts!
    "How many entities each type has."
    allEntityCounts: JSON
    "How many entities each type has, of those with one of these classes."
    typeCounts(classes: [String], filterType: FilterType, propertyFilters: JSON, search: String): JSON
    entityCount(filters: VertexFilters, filterType: FilterType, search: String): Int
    "Names of all properties that entities have."
    getAllAssetProperties: [String!]!
    "Properties of a type or class of entities, with the number of entities that have each."
    queryProperties(entity: String): [Property!]!
  }

  type EntityCounts {
    classes: JSON!
    types: JSON!
  }
  enum FilterType {
    AND
    AND_WITH_SAME_FIELD_OR
    AND_WITH_CLASS_OR
    OR_WITH_CLASS_OR
    OR
  }
  input VertexFilters {
    _id: String
    _key: String
    _type: [String]
    _class: [String]
  }
  type Property {
    id: ID!
    accountId: String!
    valueType: String!
    name: String!
    entity: String!
    count: Long!
  }
`;
