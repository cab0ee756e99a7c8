import type http from 'node:http';
import type { Clock } from '../lib/clock.ts';
import { Emitter } from '../lib/events.ts';
import { browserOf, markBrowser } from '../oauth-flow/browser.ts';
import { type Connection, finish } from '../oauth-flow/finish.ts';
import { FLOW_MS, Flows, type OAuthApp } from '../oauth-flow/flows.ts';
import { FILES } from '../oauth-flow/pages/files.ts';
import { problemPage } from '../oauth-flow/pages/problem-page.ts';
import { resultPage } from '../oauth-flow/pages/result-page.ts';
import { startPage } from '../oauth-flow/pages/start-page.ts';
import { notKept, type Problem } from '../oauth-flow/problems.ts';
import type { Transport } from '../zoom/transport.ts';
import { listenOnLoopback } from './listen.ts';
import { loopbackName, send, sendPage, sendText, sendTo } from './respond.ts';

export interface HelperOptions {
  readonly app: OAuthApp;
  readonly port: number;
  readonly clock: Clock;
  readonly transport: Transport;
  /** The instance that the connection is for, and what keeps it there. */
  readonly keep?: { readonly instance: string; readonly save: (connection: Connection) => Promise<void> } | undefined;
  readonly signal?: AbortSignal;
}

export interface HelperEvents {
  /** Zoom has sent a browser back, and is asked for the token. */
  returned: undefined;
  connected: Connection;
  problem: Problem;
  /** The page with the result and its files were fetched. */
  shown: undefined;
  /** What should not have happened. */
  defect: unknown;
}

export interface Helper {
  /** Where a person begins. */
  readonly url: string;
  readonly redirectUri: string;
  readonly events: Emitter<HelperEvents>;
  close(): Promise<void>;
}

/** The link on the first page is renewed this long before it ends. */
const BEFORE_END_MS = 60_000;
const PLACE = { script: '/app.js', style: '/app.css' } as const;

/** Serves the pages by which a person connects an app with Zoom, on this machine only. */
export async function startHelper(options: HelperOptions): Promise<Helper> {
  const { app, clock, keep } = options;
  const events = new Emitter<HelperEvents>();
  const flows = new Flows<undefined>(clock);
  /** What Zoom gave last, for the browser that was sent there. */
  let done: { readonly connection: Connection; readonly browser: string | undefined } | undefined;
  /** Files that the page with the result has still to fetch. */
  const unfetched = new Set<string>();

  const begin = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const { browser, setCookie } = markBrowser(request.headers.cookie, { path: '/', secure: false });
    const authorizeUrl = flows.begin({ app, redirectUri, about: undefined }, browser);
    response.setHeader('set-cookie', setCookie);
    sendPage(response, 200, startPage({ authorizeUrl, redirectUri, instance: keep?.instance, refreshS: (FLOW_MS - BEFORE_END_MS) / 1000 }), PLACE);
  };

  const fail = (response: http.ServerResponse, problem: Problem): void => {
    events.emit('problem', problem);
    sendPage(response, problem.status, problemPage(problem, { href: '/', text: 'Begin again' }), PLACE);
  };

  const showResult = (response: http.ServerResponse, connection: Connection): void => sendPage(response, 200, resultPage({ connection, instance: keep?.instance, showToken: true }), { ...PLACE, here: '/done' });

  const end = async (request: http.IncomingMessage, response: http.ServerResponse, query: URLSearchParams): Promise<void> => {
    const browser = browserOf(request.headers.cookie);
    events.emit('returned', undefined);
    const finished = await finish(flows, query, browser, options);
    if (!finished.ok) return fail(response, finished.problem);
    const { connection } = finished;
    try {
      // Stored before it is shown: should that fail, nobody believes that it is.
      await keep?.save(connection);
    } catch (error) {
      return fail(response, notKept(error, keep?.instance ?? ''));
    }
    done = { connection, browser };
    for (const path of Object.values(PLACE)) unfetched.add(path);
    events.emit('connected', connection);
    showResult(response, connection);
  };

  const sendFile = (response: http.ServerResponse, path: string, { type, text }: { type: string; text: string }): void => {
    if (unfetched.delete(path) && unfetched.size === 0) response.once('close', () => events.emit('shown', undefined));
    send(response, 200, text, { 'content-type': type });
  };

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const name = loopbackName(request.headers.host, listening.port);
    if (name === undefined) return sendText(response, 403, 'This is only for a browser on this machine, at http://localhost.');
    if (request.method !== 'GET') return sendText(response, 405, 'Only GET is answered here.');
    if (!URL.canParse(request.url ?? '', origin)) return sendText(response, 400, 'This is no address.');
    const url = new URL(request.url ?? '', origin);
    switch (url.pathname) {
      case '/':
        // The cookie belongs to the name that Zoom sends the browser back to.
        return name === 'localhost' ? begin(request, response) : sendTo(response, `${origin}/`);
      case '/redirect':
        return end(request, response, url.searchParams);
      case '/done':
        return done && browserOf(request.headers.cookie) === done.browser ? showResult(response, done.connection) : sendTo(response, '/');
      case PLACE.script:
        return sendFile(response, PLACE.script, FILES.script);
      case PLACE.style:
        return sendFile(response, PLACE.style, FILES.style);
      default:
        return sendText(response, 404, 'There is nothing here. The first page is /.');
    }
  };

  const listening = await listenOnLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else sendText(response, 500, 'This failed; the terminal says why.');
      events.emit('defect', error);
    });
  }, options.port);
  const origin = `http://localhost:${listening.port}`;
  const redirectUri = `${origin}/redirect`;
  return { url: `${origin}/`, redirectUri, events, close: () => listening.close() };
}
