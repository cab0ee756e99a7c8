import type { ErrorCode } from '../lib/errors.ts';
import type { RateLabel } from './define-endpoint.ts';
import type { Headers } from './rate-limit-headers.ts';

/** What one answer, or its absence, leads to. `skip-item`: this object only; `skip-step`: everything of its kind; `stop`: the call failed. */
export type Action = 'ok' | 'retry' | 'refresh' | 'restart-list' | 'skip-item' | 'skip-step' | 'stop';

/** Why. Every reason has the error code that a call ends with when it cannot go on. */
export const REASONS = {
  ok: 'bug',
  'rate-limited': 'zoom-unavailable',
  'rate-limited-too-long': 'zoom-unavailable',
  'daily-limit': 'zoom-daily-limit',
  'token-expired': 'zoom-token',
  'token-refused': 'zoom-token',
  'scope-missing': 'zoom-scope',
  'plan-or-role': 'zoom-plan',
  'feature-unavailable': 'zoom-plan',
  forbidden: 'zoom-plan',
  'api-denied': 'zoom-denied',
  'page-token-expired': 'zoom-answer',
  'validation-failed': 'zoom-answer',
  'object-gone': 'zoom-not-found',
  'object-elsewhere': 'zoom-not-found',
  'invitation-expired': 'zoom-not-found',
  'account-missing': 'zoom-not-found',
  'unknown-endpoint': 'zoom-not-found',
  'endpoint-retired': 'zoom-not-found',
  'not-found': 'zoom-not-found',
  'try-again': 'zoom-unavailable',
  'server-error': 'zoom-unavailable',
  'unreadable-answer': 'zoom-answer',
  'answer-too-large': 'zoom-answer',
  redirected: 'zoom-answer',
  refused: 'zoom-answer',
  'connection-lost': 'zoom-unreachable',
  unreachable: 'zoom-unreachable',
  'certificate-refused': 'zoom-unreachable',
} as const satisfies Record<string, ErrorCode>;
export type Reason = keyof typeof REASONS;

/** What the body turned out to be. `failure`: HTTP 200 with a body that reports an error. */
export type BodyKind = 'json' | 'failure' | 'html' | 'empty' | 'invalid';

export interface Situation {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code?: number | undefined;
  readonly message?: string | undefined;
  readonly headers: Headers;
  readonly bodyKind: BodyKind;
  /** The code of the transport's error, such as ECONNRESET. */
  readonly networkError?: string | undefined;
  readonly label: RateLabel;
  /** The endpoint's path with its `{parameters}`. */
  readonly path: string;
  readonly now: number;
  /** How often this request has failed before, refusals for the rate limit not counted. */
  readonly attempt: number;
  /** The token was renewed for this request as often as it may be. */
  readonly renewed?: boolean;
  /** A newer token than the first was refused as well. */
  readonly refusedAgain?: boolean;
  /** How long this label has been refused without any success in between. */
  readonly limitedForMs?: number;
  /** A number from 0 to 1 that spreads the waiting. */
  readonly jitter?: number;
}

export interface Decision {
  readonly action: Action;
  readonly reason: Reason;
  /** Before a retry. */
  readonly waitMs?: number;
  /** When a daily limit ends. */
  readonly until?: number;
}
