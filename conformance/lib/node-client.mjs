import { createRequire } from 'node:module';
import { account, key, url } from './target.mjs';

const JupiterOneClient = createRequire(import.meta.url)('@jupiterone/jupiterone-client-nodejs');

/** JupiterOne's client for Node.js; the version that registries have knows no other address than JupiterOne's, so it is told ours. */
export async function nodeClient({ accessToken = key, useRulesEndpoint = false } = {}) {
  const client = new JupiterOneClient({ account, accessToken, useRulesEndpoint });
  client.apiUrl = url;
  client.queryEndpoint = `${url}/graphql`;
  client.rulesEndpoint = `${url}/rules/graphql`;
  return client.init();
}
