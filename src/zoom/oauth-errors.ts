import { GraphZoomError } from '../lib/errors.ts';
import { safeText } from './secret-text.ts';

/** The grants the client uses, and how their failures are to be repaired. */
export type Grant = 'account_credentials' | 'authorization_code' | 'refresh_token';

/** What the token endpoint says: `{reason, error}`, in places with numeric reasons (reference/zoom-api.md, 1.5). */
export interface OAuthRefusal {
  readonly status: number;
  readonly error: string;
  readonly reason: string;
}

interface Explanation {
  readonly when: (refusal: OAuthRefusal, grant: Grant) => boolean;
  readonly message: string;
  readonly hint: string;
}

const says =
  (pattern: RegExp) =>
  (refusal: OAuthRefusal): boolean =>
    pattern.test(`${refusal.error} ${refusal.reason}`);

/** Tried in order: the particular before the general. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    when: says(/disabled|deactivat|\b4717\b|\b4738\b/i),
    message: 'The app is not activated in the Zoom Marketplace.',
    hint: 'Open the app in the Zoom Marketplace and activate it (Activation); an admin may have disabled it.',
  },
  {
    when: says(/unsupported_grant_type|\b4705\b/i),
    message: 'This kind of Zoom app does not offer this way to get a token.',
    hint: 'For ZOOM_ACCOUNT_ID with client id and secret, create a Server-to-Server OAuth app; a General app needs the authorization in the browser (`graph-zoom oauth`).',
  },
  { when: says(/\b4709\b|redirect/i), message: 'The redirect address is not the one registered in the app.', hint: "Register exactly the address that the authorization uses in the app's OAuth settings." },
  { when: says(/\b4733\b|\b4734\b/), message: 'The authorization code has expired or was used.', hint: 'Authorize again: a code lives 5 minutes and works once.' },
  { when: says(/\b4735\b/), message: 'The person who authorized the app is no longer in the account.', hint: 'Let another admin authorize the app again.' },
  {
    when: says(/invalid_client|\b4702\b|\b4704\b|\b4706\b/i),
    message: 'Zoom does not know this client id, or the client secret is wrong.',
    hint: "Copy ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET again from the app's credentials.",
  },
  {
    when: (refusal, grant) => grant === 'refresh_token' && says(/invalid_grant|invalid token|\b4700\b|\b4711\b|\b4737\b|\b474[01]\b/i)(refusal),
    message: 'The authorization was revoked, or its refresh token was already used.',
    hint: 'Connect it again, with "Connect with Zoom" or `graph-zoom oauth --instance NAME`: an account has one valid authorization for an app, and a later one ends it.',
  },
  { when: (refusal, grant) => grant === 'authorization_code' && says(/invalid_grant/i)(refusal), message: 'The authorization code is not valid.', hint: 'Authorize again: a code lives 5 minutes and works once.' },
  {
    when: (refusal, grant) => grant === 'account_credentials' && says(/invalid_request|bad request|invalid_grant|account/i)(refusal),
    message: 'Zoom does not know the account id, or it is not the account of this app.',
    hint: "Copy ZOOM_ACCOUNT_ID again from the app's credentials; it is not the account number.",
  },
];

/** The error for a refused token request: which of the credentials is wrong, and what to do. */
export const explainOAuthRefusal = (refusal: OAuthRefusal, grant: Grant, trackingId?: string): GraphZoomError => {
  const found = EXPLANATIONS.find(({ when }) => when(refusal, grant));
  const said = safeText([refusal.error, refusal.reason].filter((part) => part !== '').join(': '));
  const tracking = trackingId ? `; tracking id ${safeText(trackingId)}` : '';
  const message = `${found?.message ?? 'Zoom refused to give an access token.'} (Zoom answered ${refusal.status}${said ? `, ${said}` : ''}${tracking})`;
  return new GraphZoomError('zoom-credentials', message, found ? { hint: found.hint } : {});
};
