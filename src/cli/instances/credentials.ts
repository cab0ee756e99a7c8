import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { credentialsOf, DEFAULT_OAUTH_URL, type Environment, loadEnvironment } from '../../config.ts';
import { environmentTarget } from '../../jupiterone/push/environment-target.ts';
import { GraphZoomError, messageOf } from '../../lib/errors.ts';

export type Config = Readonly<Record<string, unknown>>;

/** Settings that are of an instance, by the variable that holds them. */
const FIELDS = {
  ZOOM_ACCOUNT_ID: 'accountId',
  ZOOM_CLIENT_ID: 'clientId',
  ZOOM_CLIENT_SECRET: 'clientSecret',
  ZOOM_ACCESS_TOKEN: 'accessToken',
  ZOOM_PLAN: 'plan',
  ZOOM_RATE_SHARE: 'rateShare',
  ZOOM_API_URL: 'apiUrl',
  ZOOM_OAUTH_URL: 'oauthUrl',
} as const;

/** The configuration that the environment makes; without credentials in it an error that says what is missing. */
export function configOfEnvironment(env: Environment): Config {
  const credentials = credentialsOf(env);
  const { ZOOM_PLAN, ZOOM_RATE_SHARE, ZOOM_API_URL, ZOOM_OAUTH_URL } = env;
  return {
    ...withoutKind(credentials),
    plan: ZOOM_PLAN,
    rateShare: String(ZOOM_RATE_SHARE),
    ...(ZOOM_API_URL === undefined ? {} : { apiUrl: ZOOM_API_URL }),
    ...(ZOOM_OAUTH_URL === DEFAULT_OAUTH_URL ? {} : { oauthUrl: ZOOM_OAUTH_URL }),
  };
}

/** The fields of a push after each collection, as the environment has them. Fails as a push would. */
export function pushOfEnvironment(env: Environment): Config {
  const { account, apiKey } = environmentTarget(env, '');
  const { JUPITERONE_API_BASE_URL, JUPITERONE_INTEGRATION_INSTANCE_ID } = env;
  return {
    jupiterOneAccount: account,
    jupiterOneApiKey: apiKey,
    ...(JUPITERONE_API_BASE_URL === undefined ? {} : { jupiterOneUrl: JUPITERONE_API_BASE_URL }),
    ...(JUPITERONE_INTEGRATION_INSTANCE_ID === undefined ? {} : { jupiterOneInstanceId: JUPITERONE_INTEGRATION_INSTANCE_ID }),
  };
}

const withoutKind = ({ kind: _, ...credentials }: { kind: string }): Config => credentials;

/** Whether the environment has credentials, all or some of them. */
export const hasCredentials = (env: Environment): boolean => [env.ZOOM_ACCOUNT_ID, env.ZOOM_CLIENT_ID, env.ZOOM_CLIENT_SECRET, env.ZOOM_ACCESS_TOKEN].some((value) => value !== undefined);

/** The configuration in a file: `ZOOM_…=` lines as in `.env`, or JSON with the names of the fields. `-` is standard input. */
export async function configOfFile(file: string): Promise<Config> {
  const content = await read(file);
  if (content.trimStart().startsWith('{')) return parseJson(content, file);
  const given = parseEnv(content) as Record<string, string>;
  const named = Object.keys(given).filter((name) => name in FIELDS && given[name] !== '');
  const env = loadEnvironment(given);
  const all = configOfEnvironment(env);
  // What the file does not say stays as it is, or as the server has it.
  const said = new Set(named.map((name) => FIELDS[name as keyof typeof FIELDS]) as string[]);
  return Object.fromEntries(Object.entries(all).filter(([field]) => said.has(field)));
}

const shape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

function parseJson(content: string, file: string): Config {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw wrong(file); // the error itself may quote a secret
  }
  const config = shape.safeParse(parsed);
  if (!config.success) throw wrong(file);
  return config.data;
}

const wrong = (file: string) =>
  new GraphZoomError('file-invalid', `${file} is no JSON of an instance's fields.`, { hint: 'Write {"accountId":"…","clientId":"…","clientSecret":"…"}, or lines such as ZOOM_ACCOUNT_ID=….' });

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new GraphZoomError('file-invalid', `Cannot read ${file}: ${messageOf(error)}`, { hint: 'Check the path.', cause: error });
  }
}
