import type http from 'node:http';
import { failure, notRecognized } from './answers.ts';
import { consentPage, refusedPage, sendConsent } from './consent-page.ts';
import type { OAuth } from './oauth.ts';
import { readBody } from './read-body.ts';
import { html, send, sendToken } from './wire.ts';

/** Answers what lies below `/oauth/`: authorize, token and revoke. */
export async function handleOAuth(oauth: OAuth, request: http.IncomingMessage, response: http.ServerResponse, url: URL, context: { now: number; outage: boolean }): Promise<void> {
  if (context.outage) return html(response, 503);
  switch (url.pathname) {
    case '/oauth/authorize':
      return authorize(oauth, request, response, url, context.now);
    case '/oauth/token':
    case '/oauth/revoke':
      break;
    default:
      return send(response, notRecognized);
  }
  if (request.method !== 'POST') return send(response, failure(405, 405, 'Method not allowed'));
  // Zoom takes parameters from the body and from the query.
  const form = new URLSearchParams(await readBody(request));
  for (const [name, value] of url.searchParams) if (!form.has(name)) form.set(name, value);
  const { authorization } = request.headers;
  const { status, body } = url.pathname === '/oauth/revoke' ? oauth.revoke(authorization, form) : oauth.token(authorization, form, context.now);
  sendToken(response, status, body);
}

/**
 * Asks the person in a browser, by a page; agrees at once where no page is wanted, so that programs need not click.
 * What the person chose comes back as a form.
 */
async function authorize(oauth: OAuth, request: http.IncomingMessage, response: http.ServerResponse, url: URL, now: number): Promise<void> {
  const chosen = request.method === 'POST';
  if (!chosen && request.method !== 'GET') return send(response, failure(405, 405, 'Method not allowed'));
  const query = chosen ? new URLSearchParams(await readBody(request)) : url.searchParams;
  const page = chosen || (request.headers.accept ?? '').includes('text/html');
  const refused = oauth.refusal(query);
  if (refused) return page ? sendConsent(response, refused.status, refusedPage(String(refused.body.reason))) : sendToken(response, refused.status, refused.body);
  if (page && !chosen) return sendConsent(response, 200, consentPage(query, oauth.scopes()));
  const back = new URL(query.get('redirect_uri') as string);
  if (chosen && query.get('decision') !== 'allow') back.searchParams.set('error', 'access_denied');
  else back.searchParams.set('code', oauth.code(query, now));
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  response.writeHead(302, { location: back.href });
  response.end();
}
