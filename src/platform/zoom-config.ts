import { z } from 'zod';
import { wrongCredential } from '../credentials.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { PLANS, type Plan } from '../zoom/limits.ts';
import type { ZoomAuth } from '../zoom/options.ts';

type Values = Readonly<Record<string, unknown>>;

/** A way to authenticate, and the fields that belong to it. */
const WAYS = {
  'server-to-server': ['accountId', 'clientId', 'clientSecret'],
  oauth: ['clientId', 'clientSecret', 'refreshToken'],
  token: ['accessToken'],
} as const;
type Way = keyof typeof WAYS;

const CREDENTIALS = [...new Set(Object.values(WAYS).flat())];

/** The way of which all fields are there. A ready token comes last: it ends after an hour. */
export const wayOf = (values: Values): Way | undefined => (Object.keys(WAYS) as Way[]).find((way) => WAYS[way].every((field) => values[field] !== undefined));

const address = z
  .url({ protocol: /^https?$/, error: 'it must be an http(s) address' })
  .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'leave the name and password out of it')
  .optional();
const SHARE = 'it must be a number above 0 and up to 1';
const plainFields = z.object({
  plan: z.enum(PLANS).optional(),
  rateShare: z.coerce.number({ error: SHARE }).gt(0, SHARE).max(1, SHARE).optional(),
  apiUrl: address,
  oauthUrl: address,
  deriveLocked: z.boolean().optional(),
});

/** What the fields of a Zoom configuration say together, or why they cannot. */
export function checkZoomConfig(values: Values): void {
  for (const field of CREDENTIALS) {
    const value = values[field];
    const wrong = typeof value === 'string' ? wrongCredential(value) : undefined;
    if (wrong !== undefined) throw new GraphZoomError('config-invalid', `${field}: ${wrong}.`, { hint: `Correct ${field}.` });
  }
  parsePlain(values);
  // A client without a refresh token is a configuration that waits for "Connect with Zoom".
  if (wayOf(values) !== undefined || (values.clientId !== undefined && values.clientSecret !== undefined)) return;
  const missing = ['accountId', 'clientId', 'clientSecret'].filter((field) => values[field] === undefined);
  throw new GraphZoomError('config-invalid', `The configuration cannot authenticate at Zoom: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`, {
    hint: 'Give accountId, clientId and clientSecret of a Server-to-Server OAuth app; or clientId and clientSecret of an OAuth app, with a refreshToken or to be connected; or an accessToken.',
  });
}

function parsePlain(values: Values): z.infer<typeof plainFields> {
  const parsed = plainFields.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GraphZoomError('config-invalid', `${issue?.path.join('.')}: ${issue?.message ?? 'not allowed'}.`, { hint: `Correct ${issue?.path.join('.')} in the configuration.` });
}

/** What a client of Zoom is made with. */
export interface ZoomConfig {
  readonly auth: ZoomAuth;
  readonly plan: Plan | undefined;
  readonly share: number | undefined;
  readonly apiUrl: string | undefined;
  readonly oauthUrl: string | undefined;
  readonly deriveLocked: boolean;
}

/** Reads a whole configuration, secrets included. Fails with `config-missing` where it cannot authenticate (yet). */
export function readZoomConfig(values: Values, saveRefreshToken: (token: string) => Promise<void>): ZoomConfig {
  const { plan, rateShare, apiUrl, oauthUrl, deriveLocked = true } = parsePlain(values);
  return { auth: authOf(values, saveRefreshToken), plan, share: rateShare, apiUrl, oauthUrl, deriveLocked };
}

function authOf(values: Values, saveRefreshToken: (token: string) => Promise<void>): ZoomAuth {
  const text = (field: string) => String(values[field]);
  const way = wayOf(values);
  if (way === 'server-to-server') return { kind: way, accountId: text('accountId'), clientId: text('clientId'), clientSecret: text('clientSecret') };
  if (way === 'oauth') return { kind: way, clientId: text('clientId'), clientSecret: text('clientSecret'), refreshToken: text('refreshToken'), saveRefreshToken };
  if (way === 'token') return { kind: way, accessToken: text('accessToken') };
  throw new GraphZoomError('config-missing', 'The configuration has no complete credentials: it was not connected with Zoom yet.', { hint: 'Connect it with Zoom, or add the accountId of a Server-to-Server OAuth app.' });
}
