import { setMaxListeners } from 'node:events';
import type { z } from 'zod';
import { GraphZoomError } from '../lib/errors.ts';
import { Emitter } from '../lib/events.ts';
import { parseAnswer } from './answer.ts';
import { apiBase } from './api-base.ts';
import type { Call, ZoomClient, ZoomEvents } from './client.ts';
import type { Endpoint } from './define-endpoint.ts';
import { connectionsFor, inFlight, LabelQueues } from './label-queues.ts';
import { accountCredentials, refresh } from './oauth.ts';
import type { ZoomClientOptions } from './options.ts';
import { readPageInfo } from './page.ts';
import { paginate } from './paginate.ts';
import { createSender } from './sender.ts';
import { TokenSource } from './token.ts';
import { createTransport, type Transport } from './transport.ts';

const DEFAULT_SHARE = 0.75;

const createTokens = (options: ZoomClientOptions, transport: Transport, events: Emitter<ZoomEvents>, signal: AbortSignal): TokenSource => {
  const { auth, clock, oauthUrl, random } = options;
  return new TokenSource({
    auth,
    clock,
    request: async (refreshToken) => {
      if (auth.kind === 'token') throw new GraphZoomError('bug', 'A ready token cannot be renewed.');
      const context = { transport, clock, oauthUrl, clientId: auth.clientId, clientSecret: auth.clientSecret, signal, random };
      return auth.kind === 'server-to-server' ? accountCredentials(context, auth.accountId) : refresh(context, refreshToken ?? auth.refreshToken);
    },
    onToken: (reason, expiresInS) => events.emit('token', { reason, expiresInS }),
  });
};

/** Joins the caller's signal with the client's own; `done` forgets the listeners, which would otherwise pile up on a long-lived signal. */
const joinSignals = (own: AbortSignal, other: AbortSignal | undefined): { readonly signal: AbortSignal; readonly done: () => void } => {
  if (!other) return { signal: own, done: () => {} };
  const joined = new AbortController();
  const stop = () => joined.abort(own.aborted ? own.reason : other.reason);
  if (own.aborted || other.aborted) stop();
  own.addEventListener('abort', stop, { once: true });
  other.addEventListener('abort', stop, { once: true });
  return {
    signal: joined.signal,
    done: () => {
      own.removeEventListener('abort', stop);
      other.removeEventListener('abort', stop);
    },
  };
};

/** A client of one Zoom account: token, rate limits, retries, paging and the removal of secrets behind `get` and `list`. */
export const createZoomClient = (options: ZoomClientOptions): ZoomClient => {
  const { plan, clock, random = Math.random, share = DEFAULT_SHARE } = options;
  const events = new Emitter<ZoomEvents>();
  const stats = { total: 0, retried: 0, rateLimited: 0 };
  const closing = new AbortController();
  // One listener for each request that waits: many, and each is removed.
  setMaxListeners(0, closing.signal);
  // A wrong address is said now, not at the first request.
  apiBase(options.apiUrl, undefined);
  const transport = createTransport({ connections: connectionsFor(plan, share), timeouts: options.timeouts, dispatcher: options.fetchDispatcher });
  const tokens = createTokens(options, transport, events, closing.signal);
  const queues = new LabelQueues({ plan, share, clock, events, dailyUntil: options.dailyUntil, random });
  const sendOne = createSender({ transport, tokens, queues, clock, stats, events, random, baseOf: (token) => apiBase(options.apiUrl, token.apiUrl) });

  const send: typeof sendOne = async (endpoint, call) => {
    const { signal, done } = joinSignals(closing.signal, call.signal);
    try {
      return await sendOne(endpoint, { ...call, signal });
    } finally {
      done();
    }
  };

  const get = async <S extends z.ZodType>(endpoint: Endpoint<S>, call: Call = {}): Promise<z.infer<S>> => {
    const { body, trackingId } = await send(endpoint, call);
    return parseAnswer(endpoint, body, trackingId);
  };

  const list = (endpoint: Endpoint, call: Call = {}): AsyncIterable<readonly Record<string, unknown>[]> => {
    const { paging } = endpoint;
    if (!paging) throw new GraphZoomError('bug', `${endpoint.id} is no list.`);
    return paginate({
      endpoint: endpoint.id,
      paging,
      query: call.query ?? {},
      fetchPage: async (query) => {
        const { body, trackingId } = await send(endpoint, { ...call, query });
        const answer = parseAnswer(endpoint, body, trackingId) as Record<string, unknown>;
        return { ...readPageInfo(body), items: (answer[paging.items] ?? []) as Record<string, unknown>[] };
      },
      onRestart: (page) => events.emit('list-restarted', { endpoint: endpoint.id, page }),
    });
  };

  return {
    get,
    list,
    scopes: async () => (await tokens.get()).scopes,
    stats,
    events,
    concurrency: (label) => inFlight(plan, label, share) + 8,
    close: async () => {
      const reason = new GraphZoomError('interrupted', 'The Zoom client was closed.');
      closing.abort(reason);
      queues.close(reason);
      await transport.close();
    },
  };
};
