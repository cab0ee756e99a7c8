import { type Html, html } from '../../lib/html.ts';
import type { Connection } from '../finish.ts';
import { mask } from '../mask.ts';
import { scopeGaps } from '../scope-gaps.ts';
import type { Page } from './layout.ts';
import { scopeList } from './scope-list.ts';

export interface Result {
  readonly connection: Connection;
  /** The instance that it is kept for. */
  readonly instance: string | undefined;
  /** Whether the access token is there to be copied. */
  readonly showToken: boolean;
  readonly back?: { readonly href: string; readonly text: string };
}

/** The last page: what Zoom gave. */
export const resultPage = ({ connection, instance, showToken, back }: Result): Page => ({
  title: 'Connected with Zoom',
  body: html`<h1 class="good">Connected with Zoom</h1>
${instance === undefined ? undefined : html`<p>The connection is kept, encrypted, for <strong>${instance}</strong>, and renewed by itself from now on.</p>`}
${back === undefined ? undefined : html`<a class="button" href="${back.href}">${back.text}</a>`}
${showToken ? token(connection) : undefined}
${scopes(connection.scopes)}`,
});

const token = ({ accessToken, expiresOn }: Connection): Html => {
  const until = new Date(expiresOn).toISOString();
  return html`<h2>ZOOM_ACCESS_TOKEN</h2>
<div class="field"><code id="secret" data-value="${accessToken}" data-masked="${mask(accessToken)}">${mask(accessToken)}</code><button type="button" data-show aria-pressed="false" aria-controls="secret" hidden>Show</button><button type="button" data-copy="secret" hidden>Copy</button></div>
<p>It works until <time datetime="${until}">${until}</time> and cannot be renewed by itself. Whoever has it can read the account as you can.</p>
<h2>For your .env</h2>
<div class="field"><code>ZOOM_ACCESS_TOKEN=${mask(accessToken)}</code><button type="button" data-copy="secret" data-before="ZOOM_ACCESS_TOKEN=" hidden>Copy line</button></div>
<p class="dim">It is used while ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET are not all set. Then <code>graph-zoom doctor</code>.</p>
<p id="said" class="visually-hidden" aria-live="polite"></p>
<noscript><p class="warn">Showing and copying needs JavaScript in this page. <code>graph-zoom oauth --json --show-token</code> prints the token instead.</p></noscript>`;
};

const scopes = (granted: ReadonlySet<string> | undefined): Html => {
  if (granted === undefined) return html`<h2>Scopes</h2>\n<p class="warn">Zoom did not say which scopes it granted; <code>graph-zoom doctor</code> finds out.</p>`;
  const gaps = scopeGaps(granted);
  const missing =
    gaps.length === 0 ? html`<p class="good">Every scope that graph-zoom uses is there.</p>` : html`<p class="warn">Missing; add them to the app in the Zoom Marketplace and connect again:</p>\n${scopeList(gaps)}`;
  return html`<h2>Scopes</h2>
${missing}
<details${gaps.length === 0 ? undefined : html` open`}><summary>Granted: ${granted.size}</summary>
<ul class="scopes">
${[...granted].sort().map((scope) => html`<li><code>${scope}</code></li>\n`)}</ul></details>`;
};
