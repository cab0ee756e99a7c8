import type { z } from 'zod';
import type { Emitter } from '../lib/events.ts';
import type { Endpoint, RateLabel } from './define-endpoint.ts';

/** Where one request goes: values for the path's parameters and for the query. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Gives the request up, also while it waits for its turn. */
  readonly signal?: AbortSignal;
}

/** Speaks to one Zoom account. Answers are parsed and without secrets; failures are a GraphZoomError or a ZoomError. */
export interface ZoomClient {
  get<S extends z.ZodType>(endpoint: Endpoint<S>, call?: Call): Promise<z.infer<S>>;
  /** Pages of a list, each record once (by `id`, else e-mail). Restarts by itself when a page token expires. */
  list(endpoint: Endpoint, call?: Call): AsyncIterable<readonly Record<string, unknown>[]>;
  /** The scopes of the token; undefined when Zoom did not say (a ready access token). Gets a token if there is none. */
  scopes(): Promise<ReadonlySet<string> | undefined>;
  readonly stats: RequestStats;
  readonly events: Emitter<ZoomEvents>;
  /** Requests that `label` may still have waiting or in flight before more are useful: rate times latency, with reserve. */
  concurrency(label: RateLabel): number;
  close(): Promise<void>;
}

export interface RequestStats {
  total: number;
  retried: number;
  rateLimited: number;
}

/** What happens inside the client, for progress, logs and tests. Never carries a secret. */
export interface ZoomEvents {
  request: { readonly endpoint: string; readonly label: RateLabel; readonly attempt: number };
  response: { readonly endpoint: string; readonly label: RateLabel; readonly status: number; readonly ms: number; readonly trackingId?: string };
  retry: { readonly endpoint: string; readonly reason: string; readonly waitMs: number; readonly attempt: number };
  'rate-changed': { readonly label: RateLabel; readonly perSecond: number };
  'daily-limit': { readonly label: RateLabel; readonly until: number };
  token: { readonly reason: string; readonly expiresInS: number };
  'list-restarted': { readonly endpoint: string; readonly page: number };
}
