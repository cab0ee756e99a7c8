import { randomBytes } from 'node:crypto';

/** What a bearer token is worth now. */
export type TokenState = { readonly kind: 'good'; readonly scopes: readonly string[] } | { readonly kind: 'expired' | 'unknown' };

interface Issued {
  readonly until: number;
  readonly scopes: readonly string[];
}

/** The access tokens that are out. Each keeps the scopes it was given with. */
export class Tokens {
  readonly #issued = new Map<string, Issued>();
  /** How many were ever given. */
  count = 0;

  issue(now: number, lifetimeS: number, scopes: readonly string[]): string {
    this.count++;
    const token = jwt();
    this.#issued.set(token, { until: now + lifetimeS * 1000, scopes });
    return token;
  }

  state(token: string, now: number): TokenState {
    const issued = this.#issued.get(token);
    if (!issued) return { kind: 'unknown' };
    return issued.until > now ? { kind: 'good', scopes: issued.scopes } : { kind: 'expired' };
  }

  revoke(token: string): boolean {
    return this.#issued.delete(token);
  }

  /** Makes every token that is out now invalid. */
  revokeAll(): void {
    this.#issued.clear();
  }
}

/** A text that looks like Zoom's tokens; nobody but this table knows what it means. */
const jwt = (): string => [Buffer.from('{"alg":"HS512","v":"2.0"}'), randomBytes(96), randomBytes(64)].map((part) => part.toString('base64url')).join('.');
