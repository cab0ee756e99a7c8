import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { GraphZoomError } from './lib/errors.ts';
import { PLANS } from './zoom/limits.ts';

const HOUR = 60 * 60 * 1000;
/** Leaves a quarter of the account's limits to its other apps (design, section 3.6). */
const DEFAULT_SHARE = 0.75;

const blank = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const url = (fallback: string) => z.preprocess(blank, z.url({ protocol: /^https?$/ }).default(fallback));
const flag = (fallback: boolean) => z.preprocess(blank, z.enum(['true', 'false']).default(fallback ? 'true' : 'false')).transform((value) => value === 'true');

/** Every environment variable there is (design, section 4). An empty value counts as absent. */
const environment = z.object({
  ZOOM_ACCOUNT_ID: text,
  ZOOM_CLIENT_ID: text,
  ZOOM_CLIENT_SECRET: text,
  ZOOM_ACCESS_TOKEN: text,
  ZOOM_API_URL: z.preprocess(blank, z.url({ protocol: /^https?$/ }).optional()),
  ZOOM_OAUTH_URL: url('https://zoom.us/oauth'),
  ZOOM_PLAN: z.preprocess(blank, z.enum(PLANS).default('pro')),
  ZOOM_RATE_SHARE: z.preprocess(blank, z.coerce.number().gt(0).max(1).default(DEFAULT_SHARE)),
  ZOOM_ACCOUNT_NAME: text,
  ZOOM_TAG_WITH_ACCOUNT_NAME: flag(false),
  ZOOM_RESUME_HOURS: z.preprocess(blank, z.coerce.number().min(0).default(24)),
  ZOOM_DERIVE_LOCKED: flag(true),
  GRAPH_ZOOM_HOME: text,
});

export type Environment = z.infer<typeof environment>;

/** Reads `.env` of the working directory (what the environment has already wins) and checks every value. */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env, directory = process.cwd()): Environment {
  const file = path.join(directory, '.env');
  if (env === process.env && existsSync(file)) process.loadEnvFile(file);
  const parsed = environment.safeParse(env);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0]);
  // The value is printed, for none of the checked ones is a secret.
  throw new GraphZoomError('config-invalid', `${name} is "${env[name]}": ${issue?.message ?? 'not allowed'}.`, { hint: `Correct ${name} in the environment or in .env.` });
}

export type ZoomCredentials = { readonly kind: 'server-to-server'; readonly accountId: string; readonly clientId: string; readonly clientSecret: string } | { readonly kind: 'token'; readonly accessToken: string };

/** Server-to-Server credentials where all three are there, else the ready token; says exactly what is missing. */
export function credentialsOf(env: Environment): ZoomCredentials {
  const { ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret, ZOOM_ACCESS_TOKEN: accessToken } = env;
  if (accountId && clientId && clientSecret) return { kind: 'server-to-server', accountId, clientId, clientSecret };
  if (accessToken) return { kind: 'token', accessToken };
  const missing = Object.entries({ ZOOM_ACCOUNT_ID: accountId, ZOOM_CLIENT_ID: clientId, ZOOM_CLIENT_SECRET: clientSecret }).filter(([, value]) => !value);
  throw new GraphZoomError('config-missing', `No Zoom credentials: ${missing.map(([name]) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set, and neither is ZOOM_ACCESS_TOKEN.`, {
    hint: 'Run `graph-zoom init` to write a .env, or `graph-zoom demo` to look around without an account.',
  });
}

/** Where everything is kept. */
export const dataDirectory = (env: Environment, option?: string): string => path.resolve(option ?? env.GRAPH_ZOOM_HOME ?? path.join(homedir(), '.graph-zoom'));

export const resumeAgeMs = (env: Environment): number => env.ZOOM_RESUME_HOURS * HOUR;
