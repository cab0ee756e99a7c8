import type { FastifyInstance } from 'fastify';
import { html } from '../../lib/html.ts';
import type { ApiContext } from '../context.ts';
import { page } from '../pages/page.ts';
import { giveCookie, takeCookie } from './cookies.ts';

/** Tries of one address in a minute: a link is opened once, and its token cannot be guessed. */
const MOST_TRIES = 20;

/** Sign-in by the one-time link that the program prints, as Jupyter does. */
export function registerLogin(app: FastifyInstance, context: ApiContext): void {
  const { sessions } = context.platform;
  const rateLimit = { max: MOST_TRIES, timeWindow: '1 minute' };

  app.get<{ Querystring: { token?: string } }>('/login', { config: { needs: 'public', rateLimit } }, async (request, reply) => {
    const { token } = request.query;
    const entered = typeof token === 'string' ? await sessions.login(token) : undefined;
    if (entered) return giveCookie(reply, entered.secret, request.protocol === 'https').redirect('/', 303);
    if (request.caller?.kind === 'session') return reply.redirect('/', 303);
    return reply
      .code(401)
      .type('text/html; charset=utf-8')
      .send(needsLink(token !== undefined));
  });

  app.post('/logout', { config: { needs: 'reader' } }, async (request, reply) => {
    if (request.caller?.kind === 'session') await sessions.end(request.caller.id);
    return takeCookie(reply).send({});
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
