import type { Dispatcher } from 'undici';
import type { Clock } from '../lib/clock.ts';
import type { RateLabel } from './define-endpoint.ts';
import type { Plan } from './limits.ts';

/** How the client proves who it is (reference/zoom-api.md, section 1). */
export type ZoomAuth =
  | { readonly kind: 'server-to-server'; readonly accountId: string; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      /** Awaited before the new access token is used: Zoom gives a new refresh token every time, and the old one dies. */
      readonly saveRefreshToken: (token: string) => Promise<void>;
    }
  | { readonly kind: 'token'; readonly accessToken: string };

/** The phases of a request, each with its own patience. */
export interface Timeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly totalMs: number;
}

export interface ZoomClientOptions {
  /** Wins over the `api_url` of the token answer. */
  readonly apiUrl?: string | undefined;
  /** The base of Zoom's OAuth endpoints, such as `https://zoom.us/oauth`. */
  readonly oauthUrl: string;
  readonly auth: ZoomAuth;
  readonly plan: Plan;
  /** The part of the plan's limits to use; other apps of the account share them. */
  readonly share?: number;
  readonly clock: Clock;
  readonly timeouts?: Partial<Timeouts>;
  /** Labels whose daily limit an earlier run met, until when (milliseconds since the epoch): each begins with one probe. */
  readonly dailyUntil?: Partial<Record<RateLabel, number>>;
  /** Replaces the connection pool. */
  readonly fetchDispatcher?: Dispatcher;
  readonly random?: () => number;
}
