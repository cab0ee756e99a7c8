import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type TokenState, Tokens } from './tokens.ts';

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface OAuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface OAuthOptions {
  readonly credentials: Credentials;
  readonly lifetimeS: number;
  /** Scopes of the app now. */
  readonly scopes: () => readonly string[];
  /** True while the app is deactivated. */
  readonly disabled: () => boolean;
  /** The redirect addresses of the app; a code is sent to no other. Any where not given. */
  readonly redirectUris?: readonly string[] | undefined;
  /** How long a refresh token goes on working after it was used; Zoom documents none, and has some (reference/zoom-api.md, section 1.2). */
  readonly refreshGraceMs: number;
  /** `api_url` of the answers; none where not given. */
  readonly apiUrl: () => string | undefined;
}

interface Code {
  readonly redirectUri: string;
  readonly until: number;
  readonly challenge: string | undefined;
}

/** The one authorization of the account: a new one ends it (reference/zoom-api.md, section 1.2). */
interface Grant {
  readonly refreshToken: string;
  readonly accessToken: string;
  readonly until: number;
  /** The refresh tokens before, by what time they stop to work. */
  readonly before: ReadonlyMap<string, number>;
}

const CODE_MS = 5 * 60_000;
const REFRESH_MS = 90 * 86_400_000;

const wrong = (error: string, reason: string, status = 400): OAuthAnswer => ({ status, body: { reason, error } });
const DISABLED = wrong('invalid_client', 'The app has been disabled by the developer');
const BAD_CLIENT = wrong('invalid_client', 'Invalid client_id or client_secret', 401);
const BAD_REQUEST = wrong('invalid_request', 'Bad Request');
const BAD_REDIRECT = wrong('invalid_request', 'Invalid redirect (4709)');
const BAD_GRANT = wrong('invalid_grant', 'Invalid Token!');

/** Zoom's token endpoint (reference/zoom-api.md, sections 1.1 to 1.5): which tokens are given, and which are good. */
export class OAuth {
  readonly #options: OAuthOptions;
  readonly #tokens = new Tokens();
  readonly #codes = new Map<string, Code>();
  #grant: Grant | undefined;

  constructor(options: OAuthOptions) {
    this.#options = options;
  }

  /** Scopes of the app now. */
  scopes(): readonly string[] {
    return this.#options.scopes();
  }

  get issued(): number {
    return this.#tokens.count;
  }

  /** What a bearer token is worth; none is good while the app is deactivated. */
  state(token: string, now: number): TokenState {
    return this.#options.disabled() ? { kind: 'unknown' } : this.#tokens.state(token, now);
  }

  revokeAll(): void {
    this.#tokens.revokeAll();
  }

  /** Why Zoom would show an error in place of asking the person; undefined where it asks. */
  refusal(query: URLSearchParams): OAuthAnswer | undefined {
    if (this.#options.disabled()) return DISABLED;
    if (query.get('client_id') !== this.#options.credentials.clientId) return BAD_CLIENT;
    const redirectUri = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? undefined;
    if (query.get('response_type') !== 'code' || !URL.canParse(redirectUri)) return BAD_REQUEST;
    if (this.#options.redirectUris && !this.#options.redirectUris.includes(redirectUri)) return BAD_REDIRECT;
    if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') return BAD_REQUEST;
    return undefined;
  }

  /** A code for the redirect, once the person has agreed. */
  code(query: URLSearchParams, now: number): string {
    const redirectUri = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? undefined;
    const code = randomBytes(12).toString('base64url');
    this.#codes.set(code, { redirectUri, challenge, until: now + CODE_MS });
    return code;
  }

  /** Answers `POST /oauth/token`. */
  token(authorization: string | undefined, form: URLSearchParams, now: number): OAuthAnswer {
    if (this.#options.disabled()) return DISABLED;
    if (!this.#knows(authorization) && !this.#publicClient(authorization, form)) return BAD_CLIENT;
    switch (form.get('grant_type')) {
      case 'account_credentials':
        return form.get('account_id') === this.#options.credentials.accountId ? this.#answer(now, this.#options.scopes()) : BAD_REQUEST;
      case 'client_credentials':
        return this.#answer(now, ['imchat:bot']); // the chatbot's token opens nothing that an inventory reads
      case 'authorization_code':
        return this.#exchange(form, now);
      case 'refresh_token':
        return this.#refreshes(form.get('refresh_token') ?? '', now) ? this.#answerWithRefresh(now, this.#grant) : BAD_GRANT;
      default:
        return wrong('unsupported_grant_type', 'unsupported grant type');
    }
  }

  /** Answers `POST /oauth/revoke`: the token is worth nothing afterwards, nor is the refresh token that came with it. */
  revoke(authorization: string | undefined, form: URLSearchParams): OAuthAnswer {
    if (!this.#knows(authorization)) return BAD_CLIENT;
    const token = form.get('token') ?? '';
    this.#tokens.revoke(token);
    if (this.#grant && [this.#grant.accessToken, this.#grant.refreshToken].includes(token)) {
      this.#tokens.revoke(this.#grant.accessToken);
      this.#grant = undefined;
    }
    return { status: 200, body: { status: 'success' } };
  }

  #exchange(form: URLSearchParams, now: number): OAuthAnswer {
    const name = form.get('code') ?? '';
    const code = this.#codes.get(name);
    this.#codes.delete(name); // works once, also when what follows is refused
    if (!code || code.until <= now) return wrong('invalid_grant', 'Invalid authorization code');
    if (code.redirectUri !== form.get('redirect_uri')) return wrong('invalid_grant', 'Redirect URI mismatch');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code.challenge !== undefined && code.challenge !== verifier) return wrong('invalid_grant', 'Invalid code verifier');
    return this.#answerWithRefresh(now);
  }

  #refreshes(token: string, now: number): boolean {
    if (this.#grant === undefined || this.#grant.until <= now) return false;
    return token === this.#grant.refreshToken || (this.#grant.before.get(token) ?? 0) > now;
  }

  #knows(authorization: string | undefined): boolean {
    const { clientId, clientSecret } = this.#options.credentials;
    return same(authorization ?? '', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`);
  }

  /** An app without a secret proves itself by its code verifier. */
  #publicClient(authorization: string | undefined, form: URLSearchParams): boolean {
    const code = this.#codes.get(form.get('code') ?? '');
    return authorization === undefined && form.get('client_id') === this.#options.credentials.clientId && form.get('grant_type') === 'authorization_code' && code?.challenge !== undefined;
  }

  #answer(now: number, scopes: readonly string[], more: { accessToken?: string; refresh_token?: string } = {}): OAuthAnswer {
    const { lifetimeS, apiUrl } = this.#options;
    const { accessToken = this.#tokens.issue(now, lifetimeS, scopes), ...refresh } = more;
    const api = apiUrl();
    return { status: 200, body: { access_token: accessToken, token_type: 'bearer', ...refresh, expires_in: lifetimeS, scope: scopes.join(' '), ...(api === undefined ? {} : { api_url: api }) } };
  }

  #answerWithRefresh(now: number, after?: Grant): OAuthAnswer {
    const scopes = this.#options.scopes();
    const accessToken = this.#tokens.issue(now, this.#options.lifetimeS, scopes);
    const refreshToken = `refresh.${randomBytes(24).toString('base64url')}`;
    const before = new Map([...(after?.before ?? [])].filter(([, until]) => until > now));
    if (after) before.set(after.refreshToken, now + this.#options.refreshGraceMs);
    this.#grant = { refreshToken, accessToken, until: now + REFRESH_MS, before };
    return this.#answer(now, scopes, { accessToken, refresh_token: refreshToken });
  }
}

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
