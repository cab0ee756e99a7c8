import type { FastifyInstance } from 'fastify';
import { html } from '../../lib/html.ts';
import type { ApiContext } from '../context.ts';
import { page } from '../pages/page.ts';
import { giveCookie, takeCookie } from './cookies.ts';

/** Tries of one address in a minute: a link is opened once, and its token cannot be guessed. */
const MOST_TRIES = 20;
const HTML = 'text/html; charset=utf-8';

/** Sign-in by the one-time link that the program prints, as Jupyter does. */
export function registerLogin(app: FastifyInstance, context: ApiContext): void {
  const { sessions, audit } = context.platform;
  const rateLimit = { max: MOST_TRIES, timeWindow: '1 minute' };

  // No HEAD: what only looks whether there is something, such as a preview, must not use the link up.
  app.get<{ Querystring: { token?: string } }>('/login', { config: { needs: 'public', rateLimit }, exposeHeadRoute: false, schema: { summary: 'Signs a browser in by a one-time link' } }, async (request, reply) => {
    const { token } = request.query;
    const entered = typeof token === 'string' ? await sessions.login(token) : undefined;
    if (entered) return giveCookie(request, reply, entered.secret).redirect('/', 303);
    if (request.caller?.kind === 'session') return reply.redirect('/', 303);
    if (token !== undefined) await audit.add({ who: request.ip, role: 'reader', action: 'login', detail: 'The link was used, too old, or never one.', outcome: 'refused' });
    return reply
      .code(401)
      .type(HTML)
      .send(needsLink(token !== undefined));
  });

  void app.register(async (scope) => {
    // The form of the page has no fields.
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
    scope.post('/logout', { config: { needs: 'reader' }, schema: { summary: 'Ends the session of a browser' } }, async (request, reply) => {
      if (request.caller?.kind === 'session') await sessions.end(request.caller.id);
      return takeCookie(request, reply).redirect('/', 303);
    });
  });
}

/** What somebody sees who is not signed in. */
export const needsLink = (tried = false): string =>
  page(
    'Sign in',
    html`<h1>${tried ? 'This link has been used, or is too old' : 'Sign in with a link'}</h1>
      <p>A link signs one browser in, once. The server printed one when it started; for another, run this on the machine where it runs, and open what it prints:</p>
      <pre>graph-zoom login-link</pre>`,
  );
