import { type Html, html } from '../../lib/html.ts';
import type { ScopeGap } from '../scope-gaps.ts';

/** Scopes with what each opens. */
export const scopeList = (gaps: readonly ScopeGap[]): Html =>
  html`<ul class="scopes">
${gaps.map(({ scope, purposes, optional }) => html`<li><code>${scope}</code><span>${purposes.join('; ')}${optional ? ' (optional)' : ''}</span></li>\n`)}</ul>`;
