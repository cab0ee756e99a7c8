import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiContext } from '../context.ts';
import { needsLink } from '../security/login.ts';
import { homePage } from './home.ts';
import { STYLE } from './page.ts';

/** What a browser sees. */
export function registerPages(app: FastifyInstance, context: ApiContext): void {
  app.get('/style.css', { config: { needs: 'public' }, schema: { hide: true } }, async (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(STYLE));
  // A person without a session is told how to get one; a program gets the same answer with 401.
  app.get('/', { config: { needs: 'public' }, schema: { hide: true } }, async (request, reply) => {
    reply.type('text/html; charset=utf-8');
    if (request.caller) return reply.send(await homePage(context, request.caller));
    // Whoever comes by a link on another site, such as a login link in a chat, does not bring the cookie; asked again, they do.
    if (request.headers['sec-fetch-site'] === 'cross-site' && isNavigation(request)) reply.header('refresh', '0; url=/');
    return reply.code(401).send(needsLink());
  });
}

const isNavigation = ({ headers }: FastifyRequest): boolean => headers['sec-fetch-mode'] === 'navigate';
