import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CREDENTIALS, wrongCredential } from './credentials.ts';
import { GraphZoomError } from './lib/errors.ts';
import { readSecretFiles } from './secret-files.ts';
import { DEFAULT_OAUTH_URL } from './zoom/addresses.ts';
import { PLANS } from './zoom/limits.ts';

const HOUR = 60 * 60 * 1000;
/** Leaves a quarter of the account's limits to its other apps (design, section 3.6). */
export const DEFAULT_SHARE = 0.75;
export const DEFAULT_RESUME_HOURS = 24;
/** Longer than an assistant holds the store for its questions. */
export const DEFAULT_LOCK_WAIT_SECONDS = 5;
/** What Neo4j itself comes with. */
export const DEFAULT_NEO4J_USER = 'neo4j';
export { DEFAULT_OAUTH_URL };

const SHARE_RANGE = 'it must be a number above 0 and up to 1';
const HOURS_RANGE = 'it must be a number of hours, 0 or more';
const SECONDS_RANGE = 'it must be a number of seconds, 0 or more';

export type Environment = z.infer<typeof environment>;

const blank = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const credential = () =>
  z.preprocess(
    blank,
    z
      .string()
      .superRefine((value, context) => {
        const wrong = wrongCredential(value);
        if (wrong !== undefined) context.addIssue({ code: 'custom', message: wrong });
      })
      .optional(),
  );
const url = z.preprocess(blank, z.url({ protocol: /^https?$/, error: 'it must be an http(s) address' }).optional());
const oneOf = <const T extends readonly string[]>(values: T, fallback: T[number]) => z.preprocess(blank, z.enum(values, { error: `it must be ${listed(values)}` }).default(fallback as never));
const flag = (fallback: boolean) => oneOf(['true', 'false'], fallback ? 'true' : 'false').transform((value) => value === 'true');
const number = (schema: z.ZodCoercedNumber, fallback: number, range: string) => z.preprocess((value) => (blank(value) === undefined ? fallback : value), schema.refine(Number.isFinite, { error: range, abort: true }));
/** Separated by commas. */
const list = text.transform((value) =>
  (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const listed = (values: readonly string[]): string => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** Every environment variable there is (design, section 4). An empty value counts as absent. What they mean: src/variables.ts. */
const environment = z.object({
  ZOOM_ACCOUNT_ID: credential(),
  ZOOM_CLIENT_ID: credential(),
  ZOOM_CLIENT_SECRET: credential(),
  ZOOM_ACCESS_TOKEN: credential(),
  ZOOM_PLAN: oneOf(PLANS, 'pro'),
  ZOOM_RATE_SHARE: number(z.coerce.number({ error: SHARE_RANGE }).gt(0, SHARE_RANGE).max(1, SHARE_RANGE), DEFAULT_SHARE, SHARE_RANGE),
  ZOOM_API_URL: url,
  ZOOM_OAUTH_URL: url.transform((value) => value ?? DEFAULT_OAUTH_URL),
  ZOOM_ACCOUNT_NAME: text,
  ZOOM_TAG_WITH_ACCOUNT_NAME: flag(false),
  ZOOM_RESUME_HOURS: number(z.coerce.number({ error: HOURS_RANGE }).min(0, HOURS_RANGE), DEFAULT_RESUME_HOURS, HOURS_RANGE),
  ZOOM_DERIVE_LOCKED: flag(true),
  JUPITERONE_API_KEY: credential(),
  JUPITERONE_ACCOUNT: text,
  JUPITERONE_API_BASE_URL: url,
  JUPITERONE_INTEGRATION_INSTANCE_ID: text,
  GRAPH_ZOOM_HOME: text,
  GRAPH_ZOOM_LOCK_WAIT: number(z.coerce.number({ error: SECONDS_RANGE }).min(0, SECONDS_RANGE), DEFAULT_LOCK_WAIT_SECONDS, SECONDS_RANGE),
  GRAPH_ZOOM_API_KEY: credential(),
  GRAPH_ZOOM_SECRET_KEY: text,
  GRAPH_ZOOM_ALLOW_ADDRESSES: list,
  GRAPH_ZOOM_ALLOW_COMMANDS: list,
  NEO4J_URI: text,
  NEO4J_USER: text.transform((value) => value ?? DEFAULT_NEO4J_USER),
  NEO4J_PASSWORD: text,
  NEO4J_DATABASE: text,
});

/** The file with settings, in the working directory. */
export const ENV_FILE = '.env';

/** Reads `.env` of the working directory (what the environment has already wins) and the files that secrets stand in, and checks every value. */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env, directory = process.cwd()): Environment {
  const file = path.join(directory, ENV_FILE);
  if (env === process.env && existsSync(file)) process.loadEnvFile(file);
  const parsed = environment.safeParse(readSecretFiles(env));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0]);
  // Of a credential not even a wrong value is shown.
  const told = name in CREDENTIALS || name.endsWith('_KEY') ? '' : ` is "${env[name]}"`;
  throw new GraphZoomError('config-invalid', `${name}${told}: ${issue?.message ?? 'not allowed'}.`, { hint: `Correct ${name} in the environment or in .env; docs/reference/configuration.md says what it means.` });
}

export type ZoomCredentials = { readonly kind: 'server-to-server'; readonly accountId: string; readonly clientId: string; readonly clientSecret: string } | { readonly kind: 'token'; readonly accessToken: string };

/** Server-to-Server credentials where all three are there, else the ready token; says exactly what is missing. */
export function credentialsOf(env: Environment): ZoomCredentials {
  const { ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret, ZOOM_ACCESS_TOKEN: accessToken } = env;
  if (accountId && clientId && clientSecret) return { kind: 'server-to-server', accountId, clientId, clientSecret };
  if (accessToken) return { kind: 'token', accessToken };
  const missing = Object.entries({ ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret }).filter(([, value]) => !value);
  throw new GraphZoomError('config-missing', `No Zoom credentials: ${missing.map(([name]) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set, and neither is ZOOM_ACCESS_TOKEN.`, {
    hint:
      clientId && clientSecret
        ? 'ZOOM_ACCOUNT_ID stands beside both on the page of a Server-to-Server app; a "General App" has none and is connected with `graph-zoom oauth`.'
        : 'Run `graph-zoom init` to write a .env, or `graph-zoom demo` to look around without an account.',
  });
}

/** How Zoom is spoken to: addresses and limits. */
export const zoomOptions = ({ ZOOM_API_URL, ZOOM_OAUTH_URL, ZOOM_PLAN, ZOOM_RATE_SHARE }: Environment) => ({
  ...(ZOOM_API_URL === undefined ? {} : { apiUrl: ZOOM_API_URL }),
  oauthUrl: ZOOM_OAUTH_URL,
  plan: ZOOM_PLAN,
  share: ZOOM_RATE_SHARE,
});

/** How long a command waits for another that holds the store. */
export const lockWaitMs = ({ GRAPH_ZOOM_LOCK_WAIT }: Pick<Environment, 'GRAPH_ZOOM_LOCK_WAIT'>): number => GRAPH_ZOOM_LOCK_WAIT * 1_000;

/** Where everything is kept. */
export const dataDirectory = (env: Environment, option?: string): string => path.resolve(option ?? env.GRAPH_ZOOM_HOME ?? path.join(homedir(), '.graph-zoom'));

export const resumeAgeMs = (env: Environment): number => env.ZOOM_RESUME_HOURS * HOUR;
