import { GraphZoomError } from '../lib/errors.ts';
import type { Action, Reason } from './decision.ts';
import { REASONS } from './decision.ts';
import { networkWords } from './network-words.ts';
import { safeText } from './secret-text.ts';

export interface ZoomErrorDetails {
  /** The endpoint's id. */
  readonly endpoint: string;
  readonly action: Exclude<Action, 'ok' | 'retry' | 'refresh'>;
  readonly reason: Reason;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number | undefined;
  readonly zoomCode?: number | undefined;
  /** Zoom's own message. */
  readonly zoomMessage?: string | undefined;
  /** Zoom's `x-zm-trackingid`, the one thing its support asks for. */
  readonly trackingId?: string | undefined;
  /** What the transport said when there was no answer. */
  readonly networkError?: string | undefined;
  /** Host and port that were asked. */
  readonly host?: string | undefined;
  readonly hint?: string | undefined;
  /** When a daily limit ends. */
  readonly until?: number | undefined;
}

const HINTS: Partial<Record<Reason, string>> = {
  'unknown-endpoint': 'Zoom knows no such path: the product is not enabled for the account, or ZOOM_API_URL is wrong (it ends in /v2).',
  'validation-failed': 'Zoom refused the parameters; report it with the tracking id.',
  'certificate-refused': 'Check ZOOM_API_URL / ZOOM_OAUTH_URL; where a proxy opens TLS, give its certificate authority in NODE_EXTRA_CA_CERTS.',
  'rate-limited-too-long': "Other apps use up the account's rate limit; run at another hour, or slow those apps down.",
  'unreadable-answer': "What answers is no JSON: a proxy or a sign-in page in between, or ZOOM_API_URL / ZOOM_OAUTH_URL is not Zoom's.",
  redirected: "Zoom's API never redirects: check ZOOM_API_URL and any proxy in between.",
  'page-token-expired': 'The list kept expiring while it was read; run again when Zoom answers faster.',
};

const describe = (details: ZoomErrorDetails): string => {
  const parts: string[] = [];
  if (details.status) parts.push(`Zoom answered ${details.status}${details.zoomCode === undefined ? '' : `, code ${details.zoomCode}`}`);
  else parts.push(details.networkError ? `${networkWords(details.networkError, details.host ?? 'Zoom')} (${details.networkError}), no answer` : 'No answer from Zoom');
  parts.push(` to ${details.endpoint}`);
  if (details.zoomMessage) parts.push(`: ${safeText(details.zoomMessage)}`);
  if (details.until !== undefined) parts.push(` Reset at ${new Date(details.until).toISOString()}.`);
  parts.push(` [${details.reason}${details.trackingId ? `; tracking id ${safeText(details.trackingId)}` : ''}]`);
  return parts.join('');
};

/** A request to Zoom that did not end with an answer to use: what Zoom said, and what the client decided about it. */
export class ZoomError extends GraphZoomError {
  readonly endpoint: string;
  readonly action: ZoomErrorDetails['action'];
  readonly reason: Reason;
  readonly status: number | undefined;
  readonly zoomCode: number | undefined;
  readonly trackingId: string | undefined;
  readonly until: number | undefined;

  constructor(details: ZoomErrorDetails) {
    const hint = details.hint ?? HINTS[details.reason];
    super(REASONS[details.reason], describe(details), hint === undefined ? {} : { hint });
    this.name = 'ZoomError';
    this.endpoint = details.endpoint;
    this.action = details.action;
    this.reason = details.reason;
    this.status = details.status;
    this.zoomCode = details.zoomCode;
    this.trackingId = details.trackingId;
    this.until = details.until;
  }
}
