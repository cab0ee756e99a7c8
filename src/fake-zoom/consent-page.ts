import type http from 'node:http';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const PAGE = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#232333}button{font:inherit;padding:.6rem 1.6rem;margin-right:.5rem;border:1px solid #747487;border-radius:8px;background:#fff}button[value=allow]{background:#0e71eb;border-color:#0e71eb;color:#fff}code{font-size:.9em}.fake{color:#6e7680;font-size:.85rem}</style>
</head>
<body>
<p class="fake">The fake Zoom of graph-zoom. Nothing here is real.</p>
${body}
</body>
</html>
`;

/** What Zoom asks a person before it gives a code to an app. */
export const consentPage = (query: URLSearchParams, scopes: readonly string[]): string =>
  PAGE(
    'Authorize',
    `<h1>You are about to add <em>graph-zoom</em></h1>
<p>The app will be able to use:</p>
<ul>${scopes.map((scope) => `<li><code>${escaped(scope)}</code></li>`).join('')}</ul>
<form method="post" action="/oauth/authorize">
${[...query]
  .filter(([name]) => name !== 'decision')
  .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
  .join('\n')}
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Decline</button>
</form>`,
  );

/** What Zoom shows when it would not know where to send the person, or for which app. */
export const refusedPage = (reason: string): string => PAGE('Error', `<h1>This app cannot be authorized</h1>\n<p>${escaped(reason)}</p>`);

/** Answers with one of these pages. */
export function sendConsent(response: http.ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
  response.end(page);
}
