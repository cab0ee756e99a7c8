import type { Clock } from '../lib/clock.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { ZoomAuth } from './options.ts';
import { scopesOf, type TokenAnswer } from './token-answer.ts';

export interface Token {
  readonly accessToken: string;
  readonly expiresAt: number;
  /** From here on it is renewed before use. */
  readonly renewAt: number;
  readonly scopes: ReadonlySet<string> | undefined;
  readonly apiUrl: string | undefined;
  /** Asked for because Zoom had refused the one before it. */
  readonly afterRefusal: boolean;
}

export interface TokenSourceOptions {
  readonly auth: ZoomAuth;
  readonly clock: Clock;
  /** Asks Zoom for a token: with the given refresh token, or with the account's credentials. */
  readonly request: (refreshToken: string | undefined) => Promise<TokenAnswer>;
  readonly onToken?: (reason: string, expiresInS: number) => void;
}

const RENEWAL_MS = 60_000;
/** New tokens that Zoom may refuse one after the other before the credentials are taken for dead, although it accepted a token before. */
const MOST_REFUSED_IN_A_ROW = 30;

/** The one access token of a client, shared by all its requests: one renewal at a time, ahead of expiry, never in a loop. */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;
  #refreshToken: string | undefined;
  /** The current token came from a renewal that a refusal had caused, and Zoom has accepted it nowhere yet. */
  #onProbation = false;
  #accepted = false;
  #refusedInARow = 0;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
    const { auth } = options;
    if (auth.kind === 'oauth') this.#refreshToken = auth.refreshToken;
    if (auth.kind === 'token') {
      this.#token = { accessToken: auth.accessToken, expiresAt: Number.POSITIVE_INFINITY, renewAt: Number.POSITIVE_INFINITY, scopes: undefined, apiUrl: undefined, afterRefusal: false };
    }
  }

  /** The token if it can be used now; undefined when `get` would have to ask Zoom. */
  current(): Token | undefined {
    return this.#token && this.#options.clock.now() < this.#token.renewAt ? this.#token : undefined;
  }

  async get(): Promise<Token> {
    return this.current() ?? (await this.#renew(this.#token ? 'expiring' : 'first'));
  }

  /** Zoom accepted the token. */
  accepted(token: Token): void {
    this.#accepted = true;
    if (token !== this.#token) return;
    this.#onProbation = false;
    this.#refusedInARow = 0;
  }

  /**
   * Zoom refused `token`: resolves when there is a newer one, with true if it had to be asked for now; rejects when a newer
   * one would be refused as well.
   */
  async refused(token: Token): Promise<boolean> {
    if (this.#token !== undefined && this.#token !== token) return false;
    if (this.#options.auth.kind === 'token') {
      throw new GraphZoomError('zoom-token', 'Zoom refused the access token: it has expired, was revoked, or is not a token for this API.', {
        hint: 'A ready token lives one hour. Create a new one, or use Server-to-Server credentials, which renew themselves.',
      });
    }
    // Where Zoom accepts our tokens elsewhere, a second refusal is about the call that met it.
    if (this.#onProbation && !this.#renewal && (!this.#accepted || ++this.#refusedInARow >= MOST_REFUSED_IN_A_ROW)) {
      throw new GraphZoomError('zoom-token', 'Zoom refused the access token that it had just given.', { hint: 'Check that ZOOM_API_URL and ZOOM_OAUTH_URL belong to the same Zoom, and that the app is activated.' });
    }
    await this.#renew('refused');
    return true;
  }

  #renew(reason: string): Promise<Token> {
    this.#renewal ??= this.#request(reason).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #request(reason: string): Promise<Token> {
    const { auth, clock, request, onToken } = this.#options;
    const askedAt = clock.now();
    const answer = await request(this.#refreshToken);
    if (auth.kind === 'oauth' && answer.refresh_token !== undefined) {
      // Kept first: should saving fail, the next renewal must not use the dead one.
      this.#refreshToken = answer.refresh_token;
      await auth.saveRefreshToken(answer.refresh_token);
    }
    const lifeMs = answer.expires_in * 1000;
    const token: Token = {
      accessToken: answer.access_token,
      expiresAt: askedAt + lifeMs,
      renewAt: askedAt + lifeMs - Math.min(RENEWAL_MS, lifeMs / 10),
      scopes: scopesOf(answer),
      apiUrl: answer.api_url,
      afterRefusal: reason === 'refused',
    };
    this.#token = token;
    this.#onProbation = reason === 'refused';
    onToken?.(reason, answer.expires_in);
    return token;
  }
}
