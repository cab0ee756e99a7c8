import type { Connection } from '../../oauth-flow/finish.ts';
import { mask } from '../../oauth-flow/mask.ts';
import { type ScopeGap, scopeGaps } from '../../oauth-flow/scope-gaps.ts';
import { PROGRAM } from '../program-name.ts';
import { scopeTable } from './scopes.ts';
import { table } from './table.ts';

export interface Told {
  readonly clientId: string;
  /** The variable that named the app. */
  readonly from: string;
  readonly url: string;
  readonly redirectUri: string;
  readonly instance: string | undefined;
  readonly isNew: boolean;
}

/** What to do, before anything happens. */
export const renderSteps = ({ clientId, from, url, redirectUri, instance, isNew }: Told): string => `The first time, in the page of your app in the Zoom Marketplace (Develop, Build App, General App, admin-managed):

1. As OAuth redirect URL, and in the OAuth allow list, put in exactly
   ${redirectUri}
2. Add these scopes; an older app shows the classic names:

${scopeTable()}

The app is ${clientId} (${from}). ${
  instance === undefined
    ? 'Connecting it ends what this Zoom account had connected it for before, such as an instance; for one, use --instance.'
    : `The connection is kept for ${isNew ? 'a new instance' : 'the instance'} "${instance}".`
}

Open this in a browser on this machine, and choose "Connect with Zoom":

   ${url}

Ctrl-C ends.`;

/** What Zoom gave. The token itself only where it is asked for. */
export function renderConnection(connection: Connection, { instance, showToken }: { instance: string | undefined; showToken: boolean }): string {
  const { accessToken, expiresOn, scopes } = connection;
  const gaps = scopeGaps(scopes);
  return [
    'Connected with Zoom.',
    instance === undefined ? undefined : `Kept for the instance "${instance}", which renews it by itself. Next: ${PROGRAM} instances run ${JSON.stringify(instance)}`,
    showToken
      ? `ZOOM_ACCESS_TOKEN=${accessToken}`
      : `ZOOM_ACCESS_TOKEN=${mask(accessToken)}  (whole in the browser's page; works until ${new Date(expiresOn).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })})`,
    scopes === undefined ? `Zoom did not say which scopes it granted; ${PROGRAM} doctor finds out.` : gaps.length === 0 ? 'Every scope that graph-zoom uses is there.' : missing(gaps),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

const missing = (gaps: readonly ScopeGap[]): string =>
  `These scopes are missing; add them to the app and connect again:\n\n${table(
    ['scope', 'for'],
    gaps.map(({ scope, purposes, optional }) => [scope, `${purposes.join('; ')}${optional ? ' (optional)' : ''}`]),
    { sentences: true },
  )}`;

/** The same for programs. Null where Zoom did not say. */
export function connectionJson({ accessToken, expiresOn, scopes }: Connection, { instance, showToken }: { instance: string | undefined; showToken: boolean }) {
  const gaps = scopeGaps(scopes);
  const named = (optional: boolean) => (scopes === undefined ? null : gaps.filter((gap) => gap.optional === optional).map(({ scope }) => scope));
  return {
    status: 'connected',
    expiresOn,
    scopes: scopes === undefined ? null : [...scopes].sort(),
    missingScopes: named(false),
    missingOptionalScopes: named(true),
    ...(instance === undefined ? {} : { instance }),
    ...(showToken ? { accessToken } : {}),
  };
}
