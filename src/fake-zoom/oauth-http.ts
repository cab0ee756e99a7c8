import type http from 'node:http';
import { failure, notRecognized } from './answers.ts';
import type { OAuth } from './oauth.ts';
import { readBody } from './read-body.ts';
import { html, send, sendToken } from './wire.ts';

/** Answers what lies below `/oauth/`: authorize, token and revoke. */
export async function handleOAuth(oauth: OAuth, request: http.IncomingMessage, response: http.ServerResponse, url: URL, context: { now: number; outage: boolean }): Promise<void> {
  if (context.outage) return html(response, 503);
  switch (url.pathname) {
    case '/oauth/authorize':
      return authorize(oauth, response, url, context.now);
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

function authorize(oauth: OAuth, response: http.ServerResponse, url: URL, now: number): void {
  const code = oauth.authorize(url.searchParams, now);
  if (typeof code !== 'string') {
    sendToken(response, code.status, code.body);
    return;
  }
  const back = new URL(url.searchParams.get('redirect_uri') as string);
  back.searchParams.set('code', code);
  const state = url.searchParams.get('state');
  if (state !== null) back.searchParams.set('state', state);
  response.writeHead(302, { location: back.href });
  response.end();
}
