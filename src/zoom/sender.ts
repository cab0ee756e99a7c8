import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/events.ts';
import { situationOf } from './answer.ts';
import type { Call, RequestStats, ZoomEvents } from './client.ts';
import { decide } from './decide.ts';
import type { Decision, Situation } from './decision.ts';
import type { Endpoint } from './define-endpoint.ts';
import type { LabelQueues } from './label-queues.ts';
import { header } from './rate-limit-headers.ts';
import { requestUrl } from './request-url.ts';
import { missingScopeMessage } from './scopes.ts';
import type { Token, TokenSource } from './token.ts';
import type { Incoming, Transport } from './transport.ts';
import { ZoomError } from './zoom-error.ts';

export interface SenderOptions {
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly queues: LabelQueues;
  readonly clock: Clock;
  readonly stats: RequestStats;
  readonly events: Emitter<ZoomEvents>;
  readonly baseOf: (token: Token) => string;
  readonly random: () => number;
}

/** An accepted answer, as Zoom sent it: still with its secrets, so it goes no further than the parser. */
export interface Accepted {
  readonly body: Record<string, unknown>;
  readonly trackingId: string | undefined;
}

/**
 * One request may meet the end of several tokens when another app revokes them; a token that Zoom has just given and accepts
 * nowhere ends the run at once, whatever this number (token.ts).
 */
const MAX_RENEWALS = 3;

/** How one request fared so far. */
interface Course {
  sent: number;
  failed: number;
  renewals: number;
  /** It was refused, and goes on with a newer token, whoever asked for that. */
  refused: boolean;
  limitedSince: number | undefined;
}

/** Sends one request until it has an answer or is given up: token, turn, exchange, decision. */
export const createSender = (options: SenderOptions): ((endpoint: Endpoint, call: Call) => Promise<Accepted>) => {
  const { transport, tokens, queues, clock, stats, events } = options;

  const exchange = async (endpoint: Endpoint, call: Call, course: Course): Promise<{ readonly answer: Incoming; readonly token: Token; readonly startedAt: number }> => {
    for (;;) {
      await tokens.get();
      const slot = await queues.acquire(endpoint, { urgent: course.sent > 0, ...(call.signal ? { signal: call.signal } : {}) });
      try {
        // The wait for a turn may have outlived the token.
        const token = tokens.current();
        if (!token) continue;
        const url = requestUrl(options.baseOf(token), endpoint, call);
        stats.total++;
        if (course.sent++ > 0) stats.retried++;
        events.emit('request', { endpoint: endpoint.id, label: endpoint.label, attempt: course.sent });
        const answer = await transport.send({ method: 'GET', url, authorization: `Bearer ${token.accessToken}`, signal: call.signal });
        const trackingId = header(answer.headers, 'x-zm-trackingid');
        events.emit('response', { endpoint: endpoint.id, label: endpoint.label, status: answer.status, ms: clock.now() - slot.startedAt, ...(trackingId ? { trackingId } : {}) });
        return { answer, token, startedAt: slot.startedAt };
      } finally {
        slot.release();
      }
    }
  };

  const situation = (endpoint: Endpoint, answer: Incoming, token: Token, course: Course): Situation => {
    const limitedSince = Math.max(course.limitedSince ?? clock.now(), queues.lastSuccess(endpoint.label));
    return {
      ...situationOf(answer, endpoint),
      label: endpoint.label,
      path: endpoint.path,
      now: clock.now(),
      attempt: course.failed,
      renewed: course.renewals >= MAX_RENEWALS,
      refusedAgain: course.refused || token.afterRefusal,
      limitedForMs: clock.now() - limitedSince,
      jitter: options.random(),
    };
  };

  const pause = async (endpoint: Endpoint, decision: Decision, course: Course, signal: AbortSignal | undefined): Promise<void> => {
    const waitMs = decision.waitMs ?? 0;
    events.emit('retry', { endpoint: endpoint.id, reason: decision.reason, waitMs, attempt: course.sent });
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  };

  return async (endpoint, call) => {
    const course: Course = { sent: 0, failed: 0, renewals: 0, refused: false, limitedSince: undefined };
    for (;;) {
      const { answer, token, startedAt } = await exchange(endpoint, call, course);
      const met = situation(endpoint, answer, token, course);
      const decision = decide(met);
      const trackingId = header(answer.headers, 'x-zm-trackingid');
      if (met.status !== 0 && met.status !== 401 && met.status !== 429 && met.status < 500 && decision.action !== 'refresh') tokens.accepted(token);
      switch (decision.action) {
        case 'ok':
          queues.succeeded(endpoint.label);
          return { body: answer.body as Record<string, unknown>, trackingId };
        case 'retry':
          if (decision.reason === 'rate-limited') {
            stats.rateLimited++;
            course.limitedSince ??= clock.now();
            queues.refused(endpoint.label, startedAt);
          } else {
            course.failed++;
          }
          await pause(endpoint, decision, course, call.signal);
          break;
        case 'refresh':
          if (await tokens.refused(token)) course.renewals++;
          course.refused = true;
          await pause(endpoint, decision, course, call.signal);
          break;
        default:
          if (decision.until !== undefined) {
            stats.rateLimited++;
            throw queues.stopForToday(endpoint, decision.until);
          }
          throw new ZoomError({
            endpoint: endpoint.id,
            action: decision.action,
            reason: decision.reason,
            status: met.status,
            zoomCode: met.code,
            zoomMessage: met.message,
            networkError: met.networkError,
            host: new URL(options.baseOf(token)).host,
            trackingId,
            hint: decision.reason === 'scope-missing' ? missingScopeMessage(endpoint, token.scopes) : undefined,
          });
      }
    }
  };
};
