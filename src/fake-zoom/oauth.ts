import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface OAuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Grant {
  readonly challenge?: string;
  readonly redirectUri: string;
}

const wrong = (error: string, reason: string, status = 400): OAuthAnswer => ({ status, body: { reason, error } });

/** Zoom's token endpoint (reference/zoom-api.md, sections 1.1 to 1.5): which tokens are good, and for how long. */
export class OAuth {
  readonly #credentials: Credentials;
  readonly #lifetimeS: () => number;
  readonly #scope: () => string;
  readonly #tokens = new Map<string, number>();
  readonly #codes = new Map<string, Grant>();
  #refreshToken: string | undefined;
  issued = 0;

  constructor(options: { credentials: Credentials; lifetimeS: () => number; scope: () => string }) {
    this.#credentials = options.credentials;
    this.#lifetimeS = options.lifetimeS;
    this.#scope = options.scope;
  }

  /** True while a bearer token is good. */
  accepts(token: string, now: number): boolean {
    const until = this.#tokens.get(token);
    return until !== undefined && until > now;
  }

  /** Makes every token that is out now invalid. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  /** A code for the redirect, as if the user had agreed at once. */
  authorize(query: URLSearchParams): string {
    const code = randomBytes(12).toString('base64url');
    const challenge = query.get('code_challenge');
    this.#codes.set(code, { redirectUri: query.get('redirect_uri') ?? '', ...(challenge === null ? {} : { challenge }) });
    return code;
  }

  token(authorization: string | undefined, parameters: URLSearchParams, now: number, apiUrl: string | undefined): OAuthAnswer {
    const { accountId, clientId, clientSecret } = this.#credentials;
    if (!same(authorization ?? '', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`)) return wrong('invalid_client', 'Invalid client_id or client_secret', 401);
    switch (parameters.get('grant_type')) {
      case 'account_credentials':
        return parameters.get('account_id') === accountId ? this.#issue(now, apiUrl) : wrong('invalid_request', 'Bad Request');
      case 'client_credentials':
        return this.#issue(now, apiUrl);
      case 'authorization_code': {
        const grant = this.#codes.get(parameters.get('code') ?? '');
        this.#codes.delete(parameters.get('code') ?? '');
        if (!grant || grant.redirectUri !== parameters.get('redirect_uri')) return wrong('invalid_grant', 'Invalid authorization code');
        const verifier = createHash('sha256')
          .update(parameters.get('code_verifier') ?? '')
          .digest('base64url');
        if (grant.challenge !== undefined && grant.challenge !== verifier) return wrong('invalid_grant', 'Invalid code verifier');
        return this.#issueWithRefresh(now, apiUrl);
      }
      case 'refresh_token':
        return this.#refreshToken !== undefined && parameters.get('refresh_token') === this.#refreshToken ? this.#issueWithRefresh(now, apiUrl) : wrong('invalid_grant', 'Invalid Token!');
      default:
        return wrong('unsupported_grant_type', 'unsupported grant type');
    }
  }

  revoke(token: string): OAuthAnswer {
    this.#tokens.delete(token);
    return { status: 200, body: { status: 'success' } };
  }

  #issue(now: number, apiUrl: string | undefined): OAuthAnswer {
    this.issued++;
    const token = `fake.${randomBytes(24).toString('base64url')}`;
    const expires = this.#lifetimeS();
    this.#tokens.set(token, now + expires * 1000);
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: expires, scope: this.#scope(), ...(apiUrl === undefined ? {} : { api_url: apiUrl }) } };
  }

  #issueWithRefresh(now: number, apiUrl: string | undefined): OAuthAnswer {
    this.#refreshToken = `refresh.${randomBytes(24).toString('base64url')}`;
    const { status, body } = this.#issue(now, apiUrl);
    return { status, body: { ...body, refresh_token: this.#refreshToken } };
  }
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
