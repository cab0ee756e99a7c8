export const sdl = /* GraphQL */ `
  extend type Query {
    "The account of this server. There is one."
    iamGetAccount: IamAccountNode!
  }

  type IamAccountNode {
    id: ID!
    accountId: ID!
    accountSubdomain: String!
    accountName: String!
    accountOwner: String!
    accountType: String!
    status: String!
    accountLogoUrl: String
  }
`;
