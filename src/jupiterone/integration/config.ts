import { credentialsOf, type Environment, loadEnvironment, zoomOptions } from '../../config.ts';
import { wrongCredential } from '../../credentials.ts';
import { systemClock } from '../../lib/clock.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { ZoomClient } from '../../zoom/client.ts';
import { createZoomClient } from '../../zoom/create-client.ts';
import type { ZoomAuth } from '../../zoom/options.ts';
import type { InstanceConfigField } from './sdk.ts';

/** What an instance is configured with, as JupiterOne's own Zoom integration is; a ready token is new. */
export interface Config {
  readonly accountId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly accessToken?: string;
  /** Separated by spaces. The token tells what it may; this is for who wants less: a step without its scope here is not run. */
  readonly scopes?: string;
  /** What JupiterOne adds: whether its name is to be on each entity. */
  readonly '@tag'?: { readonly AccountName?: boolean };
}

/** What a Server-to-Server app has, all of it or nothing. */
const OF_APP = ['accountId', 'clientId', 'clientSecret'] as const;
const CREDENTIALS = [...OF_APP, 'accessToken'] as const;
type Credential = (typeof CREDENTIALS)[number];

/** Read from the environment by the SDK's command: `ACCOUNT_ID`, `CLIENT_ID` and so on. */
export const INSTANCE_CONFIG_FIELDS = {
  accountId: { type: 'string', mask: true, optional: true },
  clientId: { type: 'string', mask: true, optional: true },
  clientSecret: { type: 'string', mask: true, optional: true },
  accessToken: { type: 'string', mask: true, optional: true },
  scopes: { type: 'string', mask: false, optional: true },
} as const satisfies Record<Credential | 'scopes', InstanceConfigField>;

export interface Settings {
  readonly env: Environment;
  readonly auth: ZoomAuth;
  readonly accountId: string | undefined;
}

/**
 * The credentials of an instance, and what else the environment says (`ZOOM_PLAN` and the like). An instance without any credential
 * takes those of the environment, so that the `.env` that `graph-zoom init` writes will do. Fails with `config-missing` and `config-invalid`.
 */
export function settingsOf(config: Config): Settings {
  const env = loadEnvironment();
  const given = Object.fromEntries(CREDENTIALS.map((name) => [name, config[name]?.trim() || undefined])) as Partial<Record<Credential, string>>;
  for (const name of CREDENTIALS) {
    const wrong = given[name] === undefined ? undefined : wrongCredential(given[name]);
    if (wrong !== undefined) throw new GraphZoomError('config-invalid', `${name}: ${wrong}.`, { hint: `Correct ${name} in the configuration.` });
  }
  const { accountId, clientId, clientSecret, accessToken } = given;
  if (accountId && clientId && clientSecret) return { env, accountId, auth: { kind: 'server-to-server', accountId, clientId, clientSecret } };
  if (accessToken) return { env, accountId, auth: { kind: 'token', accessToken } };
  if (accountId || clientId || clientSecret)
    throw new GraphZoomError('config-missing', `Config requires all of accountId, clientId and clientSecret, or an accessToken: ${OF_APP.filter((name) => !given[name]).join(' and ')} missing.`, {
      hint: "They stand on the page of the Server-to-Server OAuth app in Zoom's Marketplace.",
    });
  return { env, accountId: env.ZOOM_ACCOUNT_ID, auth: credentialsOf(env) };
}

/** A client with an instance's credentials, and the limits of the environment. */
export const createClient = ({ env, auth }: Settings): ZoomClient => createZoomClient({ ...zoomOptions(env), auth, clock: systemClock });
