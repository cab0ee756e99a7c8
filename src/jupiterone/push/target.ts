import { GraphZoomError } from '../../lib/errors.ts';
import { isLoopback } from '../../lib/loopback.ts';

/** JupiterOne's API in the region that most accounts are in (reference/jupiterone-platform.md, section 2.1). */
export const DEFAULT_API_URL = 'https://api.us.jupiterone.io';

/** What the graph is the whole content of there: an integration instance, or a scope of its own. */
export type Destination = { readonly integrationInstanceId: string } | { readonly scope: string };

export interface Target {
  readonly apiUrl: string;
  readonly account: string;
  readonly apiKey: string;
  readonly destination: Destination;
}

export interface TargetInput {
  readonly apiUrl?: string | undefined;
  readonly account?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly integrationInstanceId?: string | undefined;
  readonly scope?: string | undefined;
}

/** Where an instance's graph goes that nobody has named a place for. */
export const defaultScope = (instance: string): string => `graph-zoom:${instance}`;

/** Puts a target together. `names` are what the values are called where they come from; fails with `config-missing` and `config-invalid`. */
export function targetOf({ apiUrl = DEFAULT_API_URL, account, apiKey, integrationInstanceId, scope }: TargetInput, instance: string, names: { account: string; apiKey: string; apiUrl: string }): Target {
  const missing = [...(apiKey ? [] : [names.apiKey]), ...(account ? [] : [names.account])];
  if (!apiKey || !account)
    throw new GraphZoomError('config-missing', `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`, {
      hint: 'Make a key in JupiterOne under Settings, API Keys; the account is the name in its address.',
    });
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '') throw new GraphZoomError('config-invalid', `${names.apiUrl} is no http(s) address.`, { hint: `Write one such as ${DEFAULT_API_URL}.` });
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new GraphZoomError('config-invalid', `${url.origin} is not encrypted: everybody on the way could read the key and the graph.`, { hint: `Use https in ${names.apiUrl}.` });
  if (integrationInstanceId && scope) throw new GraphZoomError('usage', 'An integration instance and a scope were given; the graph goes to one of them.');
  return { apiUrl: apiUrl.replace(/\/+$/, ''), account, apiKey, destination: integrationInstanceId ? { integrationInstanceId } : { scope: scope ?? defaultScope(instance) } };
}

/** As people read it. */
export const described = ({ account, destination, apiUrl }: Target): string =>
  `account ${account} (${'scope' in destination ? `scope ${destination.scope}` : `integration instance ${destination.integrationInstanceId}`}) at ${apiUrl}`;
