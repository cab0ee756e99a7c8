import { type Html, html } from '../../lib/html.ts';

/** Where a page finds its two files, and what its address should look like after it was loaded. */
export interface Place {
  readonly script: string;
  readonly style: string;
  /** Replaces an address that has a code in it. */
  readonly here?: string;
}

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** After so many seconds the page is loaded again. */
  readonly refreshS?: number;
}

/** A whole document. No script, style or image from elsewhere, and none inline. */
export const document = ({ title, body, refreshS }: Page, { script, style, here }: Place): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refreshS === undefined ? undefined : html`<meta http-equiv="refresh" content="${refreshS}">\n`}<title>${title} - graph-zoom</title>
<link rel="stylesheet" href="${style}">
<script src="${script}" defer></script>
</head>
<body${here === undefined ? undefined : html` data-here="${here}"`}>
<main>
<p class="brand">graph-zoom</p>
${body}
</main>
</body>
</html>
`.text;

/** For pages: nothing may frame them, keep them, or learn their address, and only their own files run. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
