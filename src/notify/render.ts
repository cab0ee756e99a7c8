import { html } from '../lib/html.ts';
import type { AlertSummary } from './delivery.ts';

const OVER = new Set<AlertSummary['transition']>(['cleared', 'dismissed']);

/** `HIGH: Somebody became an administrator`; of one that is over, that it is. */
export const titleOf = ({ level, ruleName, transition }: AlertSummary): string => (OVER.has(transition) ? `${transition === 'cleared' ? 'Over' : 'Dismissed'}: ${ruleName}` : `${level}: ${ruleName}`);

/** `3 of 120`. */
export const foundOf = ({ total, population }: AlertSummary): string => `${total}${population === undefined ? '' : ` of ${population}`}`;

/** What entered, left and changed, and how many more. */
export const linesOf = ({ lines, more }: AlertSummary): string[] => [...lines, ...(more > 0 ? [`... and ${more} more.`] : [])];

/** An alert as plain text: what happened to whom, why it matters, what to do, where to look. */
export const textOf = (alert: AlertSummary): string =>
  [
    titleOf(alert),
    [alert.description, `Found: ${foundOf(alert)}.`].filter((part) => part !== '').join(' '),
    linesOf(alert).join('\n'),
    alert.why === undefined ? '' : `Why it matters: ${alert.why}`,
    alert.remediation === undefined ? '' : `What to do: ${alert.remediation}`,
    alert.link ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');

/** The same as HTML, every text of it escaped. */
export const htmlOf = (alert: AlertSummary): string =>
  html`<h2>${titleOf(alert)}</h2>
<p>${alert.description} Found: ${foundOf(alert)}.</p>
<ul>${linesOf(alert).map((line) => html`<li>${line}</li>`)}</ul>
${alert.why === undefined ? '' : html`<p><b>Why it matters</b><br>${alert.why}</p>`}
${alert.remediation === undefined ? '' : html`<p><b>What to do</b><br>${alert.remediation}</p>`}
${alert.link === undefined ? '' : html`<p><a href="${alert.link}">Look at it in graph-zoom</a></p>`}`.text;

/** A text of the action itself, else of the alert, else what a test says. */
export const bodyText = (content: Readonly<Record<string, unknown>>, alert: AlertSummary | undefined): string => {
  for (const name of ['body', 'text']) if (typeof content[name] === 'string' && content[name] !== '') return content[name];
  return alert ? textOf(alert) : 'A message of graph-zoom without a text.';
};

/** The first `most` characters; whoever reads it sees that there was more. */
export const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 3)}...`);
