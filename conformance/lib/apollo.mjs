import { createRequire } from 'node:module';
import { account, key, url } from './target.mjs';

const require = createRequire(import.meta.url);
const { ApolloClient } = require('apollo-client');
const { InMemoryCache } = require('apollo-cache-inmemory');
const { ApolloLink } = require('apollo-link');
const { RetryLink } = require('apollo-link-retry');
const { BatchHttpLink } = require('apollo-link-batch-http');
const fetch = require('node-fetch');
export const gql = require('graphql-tag');

/** How versions 2 of the Node client speak GraphQL: the same Apollo as version 0.21.2, which registries have, with the newer header. */
export function apollo({ path = '/graphql' } = {}) {
  const headers = { Authorization: `Bearer ${key}`, 'JupiterOne-Account': account, 'content-type': 'application/json' };
  const link = ApolloLink.from([new RetryLink({ delay: { initial: 2000, max: 5000, jitter: true } }), new BatchHttpLink({ uri: `${url}${path}`, headers, fetch })]);
  return new ApolloClient({ link, cache: new InMemoryCache() });
}

const QUERY_V1 = gql`
  query QueryLanguageV1(
    $query: String!
    $variables: JSON
    $includeDeleted: Boolean
    $deferredResponse: DeferredResponseOption
    $deferredFormat: DeferredResponseFormat
    $cursor: String
    $flags: QueryV1Flags
  ) {
    queryV1(query: $query, variables: $variables, includeDeleted: $includeDeleted, deferredResponse: $deferredResponse, deferredFormat: $deferredFormat, cursor: $cursor, flags: $flags) {
      type
      data
      url
    }
  }
`;

const POLL_MS = 100;

/** `queryV1` of versions 2: deferred, without headers at the address that is given, until a document has no cursor. */
export async function queryV1(client, query, { pages = [], ...options } = {}) {
  const rows = [];
  let cursor;
  do {
    const { data } = await client.query({ query: QUERY_V1, variables: { query, deferredResponse: 'FORCE', flags: { variableResultSize: true }, cursor }, ...options });
    let document;
    do {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      document = await (await fetch(data.queryV1.url)).json();
    } while (document.status === 'IN_PROGRESS');
    if (document.status === 'FAILED') throw new Error(document.error);
    pages.push(document);
    rows.push(...[document.data].flat());
    cursor = document.cursor;
  } while (cursor);
  return rows;
}
