import assert from 'node:assert/strict';
import { account, key, url } from './target.mjs';

/** The headers of clients since 2023; those before named the account in `LifeOmic-Account`. */
export const headers = { authorization: `Bearer ${key}`, 'jupiterone-account': account };
const json = { 'content-type': 'application/json' };

/** A REST request; a body that is no text is sent as JSON. Gives the status and what came back. */
export async function request(method, path, { body, headers: more = {} } = {}) {
  const sent = body === undefined ? {} : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) };
  const answer = await fetch(`${url}${path}`, { method, headers: { ...headers, ...(body === undefined ? {} : json), ...more }, ...sent });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** A REST request that must succeed; gives its body. */
export async function rest(method, path, options) {
  const { status, body } = await request(method, path, options);
  assert.equal(status, 200, `${method} ${path}: ${JSON.stringify(body)}`);
  return body;
}

/** The whole GraphQL answer to one operation. */
export const graphqlAnswer = async (query, variables = {}, { path = '/graphql', ...more } = {}) => (await request('POST', path, { body: { query, variables, ...more } })).body;

/** What a GraphQL operation gives, which must not fail. */
export async function graphql(query, variables, more) {
  const { data, errors } = await graphqlAnswer(query, variables, more);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** All rows of a question, page by page. */
export async function ask(j1ql, { includeDeleted = false } = {}) {
  const rows = [];
  let cursor;
  do {
    const { queryV1 } = await graphql('query Ask($query: String!, $cursor: String, $includeDeleted: Boolean) { queryV1(query: $query, cursor: $cursor, includeDeleted: $includeDeleted) { type data cursor } }', {
      query: j1ql,
      cursor,
      includeDeleted,
    });
    rows.push(...queryV1.data);
    cursor = queryV1.cursor;
  } while (cursor);
  return rows;
}
