import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { browserOf, markBrowser } from '../../oauth-flow/browser.ts';
import { finish } from '../../oauth-flow/finish.ts';
import { Flows } from '../../oauth-flow/flows.ts';
import { FILES } from '../../oauth-flow/pages/files.ts';
import { document, PAGE_HEADERS, type Page, type Place } from '../../oauth-flow/pages/layout.ts';
import { problemPage } from '../../oauth-flow/pages/problem-page.ts';
import { resultPage } from '../../oauth-flow/pages/result-page.ts';
import type { Problem } from '../../oauth-flow/problems.ts';
import { DEFAULT_OAUTH_URL } from '../../zoom/addresses.ts';
import { createTransport } from '../../zoom/transport.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';
import { type About, flowFor, type GivenClient, personOf } from './begin.ts';
import { keepConnection, noteFailure } from './keep.ts';
import { OAUTH_PATH, originOf, redirectUri } from './redirect-uri.ts';

/** Where the address is cleaned to, and where a person goes on. */
const HOME = '/';
const PLACE: Place = { script: `${OAUTH_PATH}/page.js`, style: `${OAUTH_PATH}/page.css`, here: HOME };
/** Longer than any of Zoom's. */
const MOST_CHARACTERS = 500;
const client = z.string().min(1).max(MOST_CHARACTERS).optional();
const instanceId = z.string().min(1).max(MOST_CHARACTERS);

/** "Connect with Zoom" at the server's own origin: the same flow as `graph-zoom oauth`, for an instance. */
export function registerOauth(server: FastifyInstance, { platform, clock, log, stopping, oauthUrl = DEFAULT_OAUTH_URL }: ApiContext): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const flows = new Flows<About>(clock);
  const transport = createTransport({ connections: 1 });
  app.addHook('onClose', () => transport.close());

  const begin = async (request: FastifyRequest, reply: FastifyReply, id: string, given: GivenClient): Promise<string> => {
    const by = personOf(request);
    const flow = await flowFor(platform, id, given, { oauthUrl, redirectUri: redirectUri(request), by });
    const { browser, setCookie } = markBrowser(request.headers.cookie, { path: OAUTH_PATH, secure: originOf(request).startsWith('https:') });
    reply.header('set-cookie', setCookie).header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    return flows.begin(flow, browser);
  };

  const sendPage = (reply: FastifyReply, status: number, page: Page): FastifyReply => reply.status(status).headers(PAGE_HEADERS).send(document(page, PLACE));
  const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply => {
    log.warn({ reason: problem.reason }, 'an authorization at Zoom came to nothing');
    // Programs have no use for a page.
    if (!request.headers.accept?.includes('text/html')) throw new ApiError(problem.status, 'AUTHORIZATION_FAILED', problem.message, problem.hint);
    return sendPage(reply, problem.status, problemPage(problem, { href: HOME, text: 'Back to graph-zoom' }));
  };

  app.get(
    `${OAUTH_PATH}/start`,
    { config: { needs: 'administrator' }, exposeHeadRoute: false, schema: { summary: 'Sends the browser to Zoom, to connect an instance', querystring: z.object({ instance: instanceId }) } },
    async (request, reply) => reply.redirect(await begin(request, reply, request.query.instance, {}), 302),
  );

  app.post(
    `${OAUTH_PATH}/start`,
    {
      config: { needs: 'administrator' },
      schema: {
        summary: 'The same with the client of an app, which is kept once Zoom has agreed; answers with the address to go to',
        body: z.strictObject({ instance: instanceId, clientId: client, clientSecret: client }),
      },
    },
    async (request, reply) => {
      const { instance, ...given } = request.body;
      return { url: await begin(request, reply, instance, given), redirectUri: redirectUri(request) };
    },
  );

  app.get(`${OAUTH_PATH}/redirect`, { config: { needs: 'public' }, exposeHeadRoute: false, schema: { summary: 'Where Zoom sends the browser back to' } }, async (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://server');
    const finished = await finish(flows, searchParams, browserOf(request.headers.cookie), { transport, clock, signal: stopping });
    if (!finished.ok) {
      if (finished.flow) await noteFailure(platform, finished.flow.about, finished.problem);
      return sendProblem(request, reply, finished.problem);
    }
    const { connection, about } = finished;
    const kept = await keepConnection(platform, connection, about);
    if (!kept.ok) return sendProblem(request, reply, kept.problem);
    return sendPage(reply, 200, resultPage({ connection, instance: kept.instance, showToken: false, back: { href: HOME, text: 'Back to graph-zoom' } }));
  });

  for (const [path, { type, text }] of [
    [PLACE.script, FILES.script],
    [PLACE.style, FILES.style],
  ] as const)
    app.get(path, { config: { needs: 'public' }, schema: { summary: 'A file of the page that Zoom leads back to' } }, (_request, reply) => reply.headers({ ...PAGE_HEADERS, 'content-type': type }).send(text));
}
