import type { FastifyRequest } from 'fastify';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Flow } from '../../oauth-flow/flows.ts';
import type { Caller, Instance, Platform } from '../../platform/platform.ts';
import { ApiError } from '../api-error.ts';

/** What an authorization is for, and in whose session it was begun. */
export interface About {
  readonly instanceId: string;
  readonly by: Caller;
}

/** The client that a request brings in place of the instance's own. */
export interface GivenClient {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/** Only a person in a browser can go to Zoom and come back; and only one whom our own page has sent, not a link elsewhere. */
export function personOf({ caller, headers }: FastifyRequest): Caller {
  if (caller?.kind !== 'session')
    throw new ApiError(
      403,
      'SESSION_NEEDED',
      'Connecting with Zoom needs a browser that has signed in; a key cannot do it.',
      '`graph-zoom login-link` makes a link that signs a browser in; `graph-zoom oauth --instance NAME` needs none.',
    );
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ApiError(403, 'CROSS_ORIGIN', 'A page of another origin may not begin this.', 'Begin from the page of this server.');
  return { kind: caller.kind, id: caller.id, name: caller.name, role: caller.role };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** What Zoom is asked for, for an instance: with its own client unless another is given whole. */
export async function flowFor(
  { instances, definitions }: Platform,
  instanceId: string,
  given: GivenClient,
  defaults: { readonly oauthUrl: string; readonly redirectUri: string; readonly by: Caller },
): Promise<Flow<About>> {
  const instance = await instances.get(instanceId);
  if (!instance) throw new GraphZoomError('not-found', 'There is no such instance.', { hint: 'The list of instances shows their ids.' });
  if ((await definitions.get(instance.definitionId))?.integrationType !== 'zoom') throw new GraphZoomError('config-invalid', 'Only instances of Zoom are connected with Zoom.', { hint: 'Choose one of them.' });
  const { clientId, clientSecret } = await clientOf({ instances }, instance, given);
  const oauthUrl = text(instance.config.oauthUrl) ?? defaults.oauthUrl;
  return { app: { clientId, clientSecret, oauthUrl }, redirectUri: defaults.redirectUri, about: { instanceId, by: defaults.by } };
}

async function clientOf({ instances }: Pick<Platform, 'instances'>, instance: Instance, given: GivenClient): Promise<{ clientId: string; clientSecret: string }> {
  const { clientId, clientSecret } = given.clientId === undefined && given.clientSecret === undefined ? await instances.secrets(instance.id) : given;
  const [id, secret] = [text(clientId), text(clientSecret)];
  if (id !== undefined && secret !== undefined) return { clientId: id, clientSecret: secret };
  throw new GraphZoomError('config-missing', `Zoom is asked with a Client ID and a Client Secret, and ${JSON.stringify(instance.name)} has not both.`, {
    hint: 'Give clientId and clientSecret of an OAuth app ("General App"), both.',
  });
}
