import { html } from '../../lib/html.ts';
import type { Problem } from '../problems.ts';
import type { Page } from './layout.ts';

/** What went wrong and what to do; `again` is where one begins anew, and how that link is called. */
export const problemPage = ({ title, message, hint }: Pick<Problem, 'title' | 'message' | 'hint'>, again: { readonly href: string; readonly text: string }): Page => ({
  title,
  body: html`<h1 class="bad">${title}</h1>
<p>${message}</p>
<p>${hint}</p>
<a class="button" href="${again.href}">${again.text}</a>`,
});
