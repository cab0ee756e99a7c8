import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/platform.ts';
import type { ApiContext } from '../context.ts';
import { pathOf } from '../http/path.ts';
import { needsLink } from '../security/login.ts';
import { homePage } from './home.ts';
import { STYLE } from './page.ts';
import { registerAssets, sendWeb, WEB_ROUTES, webFolder } from './web.ts';

const HTML = 'text/html; charset=utf-8';

/** What a browser sees. */
export function registerPages(app: FastifyInstance, context: ApiContext): void {
  app.get('/style.css', { config: { needs: 'public' }, schema: { hide: true } }, async (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(STYLE));
  const folder = webFolder();
  if (folder !== undefined) registerAssets(app, folder);
  // A person without a session is told how to get one; a program gets the same answer with 401.
  const show = (page: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.caller) return page(request, reply);
    // Whoever comes by a link on another site, such as a login link in a chat, does not bring the cookie; asked again, they do.
    if (request.headers['sec-fetch-site'] === 'cross-site' && isNavigation(request)) reply.header('refresh', `0; url=${pathOf(request.url)}`);
    return reply.code(401).type(HTML).send(needsLink());
  };
  const plain = show(async (request, reply) => reply.type(HTML).send(await homePage(context, request.caller as Caller)));
  app.get('/plain', { config: { needs: 'public' }, schema: { hide: true } }, plain);
  for (const url of WEB_ROUTES) app.get(url, { config: { needs: 'public' }, schema: { hide: true } }, folder === undefined ? plain : show((_request, reply) => sendWeb(reply, folder)));
}

const isNavigation = ({ headers }: FastifyRequest): boolean => headers['sec-fetch-mode'] === 'navigate';
