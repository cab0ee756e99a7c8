import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import { decide } from './decide.ts';
import { explainOAuthRefusal, type Grant } from './oauth-errors.ts';
import { header } from './rate-limit-headers.ts';
import { type TokenAnswer, tokenAnswer } from './token-answer.ts';
import type { Incoming, Transport } from './transport.ts';
import { ZoomError } from './zoom-error.ts';

/** What every token request needs. */
export interface OAuthContext {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly oauthUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signal?: AbortSignal | undefined;
  readonly random?: (() => number) | undefined;
}

const ENDPOINT = 'the token request';

/** A verifier and its S256 challenge, for PKCE. */
export const createPkce = (): { readonly verifier: string; readonly challenge: string } => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

/** Where to send the person who authorizes the app. Scopes are fixed in the app; `state` must be checked on return (1.2). */
export const authorizeUrl = (options: { readonly oauthUrl: string; readonly clientId: string; readonly redirectUri: string; readonly state: string; readonly challenge?: string }): string => {
  const query = new URLSearchParams({ response_type: 'code', client_id: options.clientId, redirect_uri: options.redirectUri, state: options.state });
  if (options.challenge) {
    query.set('code_challenge', options.challenge);
    query.set('code_challenge_method', 'S256');
  }
  return `${options.oauthUrl.replace(/\/+$/, '')}/authorize?${query}`;
};

/** Exchanges the code of an authorization; it lives 5 minutes and works once (1.2). */
export const exchangeCode = (context: OAuthContext, code: string, redirectUri: string, verifier?: string): Promise<TokenAnswer> =>
  requestToken(context, 'authorization_code', { code, redirect_uri: redirectUri, ...(verifier ? { code_verifier: verifier } : {}) });

/** A new access token, and a new refresh token that replaces the given one (1.2). */
export const refresh = (context: OAuthContext, refreshToken: string): Promise<TokenAnswer> => requestToken(context, 'refresh_token', { refresh_token: refreshToken });

/** A token of a Server-to-Server app (1.1). */
export const accountCredentials = (context: OAuthContext, accountId: string): Promise<TokenAnswer> => requestToken(context, 'account_credentials', { account_id: accountId });

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const refusal = (answer: Incoming, grant: Grant): GraphZoomError => {
  const body = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Record<string, unknown>;
  const error = text(body.error) || text(body.code) || text(body.errorCode);
  return explainOAuthRefusal({ status: answer.status, error, reason: text(body.reason) || text(body.message) || text(body.errorMessage) }, grant, header(answer.headers, 'x-zm-trackingid'));
};

/** Whether the refusal is that of a server which did not look for the parameters in the body. */
const missedParameters = (answer: Incoming, grant: Grant): boolean =>
  grant === 'account_credentials' && answer.status === 400 && /^(?:unsupported_grant_type|invalid_request)$/.test(text((answer.body as Record<string, unknown> | null)?.error));

const requestToken = async (context: OAuthContext, grant: Grant, parameters: Readonly<Record<string, string>>): Promise<TokenAnswer> => {
  const { transport, clock, oauthUrl, signal } = context;
  const authorization = `Basic ${Buffer.from(`${context.clientId}:${context.clientSecret}`).toString('base64')}`;
  const url = `${oauthUrl.replace(/\/+$/, '')}/token`;
  const firstAt = clock.now();
  for (let attempt = 0; ; ) {
    const form = { grant_type: grant, ...parameters };
    const answer = await transport.send({ method: 'POST', url, authorization, form, signal });
    // What the token endpoint refuses in JSON is about the credentials; everything else is decided as for any request.
    if (answer.bodyKind === 'json' && answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      if (!missedParameters(answer, grant)) throw refusal(answer, grant);
      // Recorded clients send them in the query (1.1); the body comes first, because it keeps the account id out of logs.
      const again = await transport.send({ method: 'POST', url: `${url}?${new URLSearchParams(form)}`, authorization, form: {}, signal });
      if (again.bodyKind === 'json' && again.status === 200) return readTokenAnswer(again);
      throw refusal(answer, grant);
    }
    if (answer.bodyKind !== 'json' && answer.status === 401) throw refusal(answer, grant);
    const decision = decide({ ...answer, label: 'LIGHT', path: '/oauth/token', now: clock.now(), attempt, limitedForMs: clock.now() - firstAt, jitter: (context.random ?? Math.random)() });
    if (decision.action === 'ok') return readTokenAnswer(answer);
    if (decision.action !== 'retry') {
      throw new ZoomError({
        endpoint: ENDPOINT,
        action: 'stop',
        reason: decision.reason,
        status: answer.status,
        networkError: answer.networkError,
        host: new URL(url).host,
        trackingId: header(answer.headers, 'x-zm-trackingid'),
        until: decision.until,
      });
    }
    if (decision.reason !== 'rate-limited') attempt++;
    await clock.sleep(decision.waitMs ?? 0, signal);
  }
};

const readTokenAnswer = (answer: Incoming): TokenAnswer => {
  const parsed = tokenAnswer.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new GraphZoomError('zoom-answer', `Zoom answered ${ENDPOINT} without a token.`, { hint: 'Check ZOOM_OAUTH_URL: it ends in /oauth.' });
};
