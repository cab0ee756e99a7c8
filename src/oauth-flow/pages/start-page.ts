import { html } from '../../lib/html.ts';
import { scopesToGrant } from '../scope-gaps.ts';
import type { Page } from './layout.ts';
import { scopeList } from './scope-list.ts';

export interface Start {
  readonly authorizeUrl: string;
  readonly redirectUri: string;
  /** The instance that the connection is for. */
  readonly instance: string | undefined;
  /** The link lives only so long; the page then makes a new one. */
  readonly refreshS: number;
}

/** The first page: a link to Zoom, and what has to be set up there before. */
export const startPage = ({ authorizeUrl, redirectUri, instance, refreshS }: Start): Page => ({
  title: 'Connect with Zoom',
  refreshS,
  body: html`<h1>Connect with Zoom</h1>
<p>Zoom asks whether your app may read the account: users, settings, groups and roles. graph-zoom only reads.${instance === undefined ? undefined : html` The connection is then kept, encrypted, for <strong>${instance}</strong>.`}</p>
<a class="button" href="${authorizeUrl}">Connect with Zoom</a>
<h2>The first time, in the app's page of the Zoom Marketplace</h2>
<ol>
<li>Make the app: Develop, Build App, General App, admin-managed.</li>
<li>As OAuth redirect URL, and in the OAuth allow list, put in exactly
<div class="field"><code id="redirect">${redirectUri}</code><button type="button" data-copy="redirect" hidden>Copy</button></div>
If Zoom's page says that the redirect is invalid, it is not exactly this there.</li>
<li>Add these scopes. An app with classic names shows <code>user:read:admin</code>, <code>group:read:admin</code>, <code>role:read:admin</code> and <code>account:read:admin</code> instead.
${scopeList(scopesToGrant())}</li>
</ol>
<p id="said" class="visually-hidden" aria-live="polite"></p>`,
});
