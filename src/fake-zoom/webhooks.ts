import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { OrganisationChange } from './changes.ts';
import { eventsOf, type ZoomEvent } from './events.ts';
import type { World } from './world.ts';

export interface WebhookTarget {
  readonly url: string;
  readonly secretToken: string;
  /** Shortens the waits between tries: 1 is Zoom's own schedule. */
  readonly retryScale?: number;
  /** How long a try may take; Zoom's own three seconds where not given. */
  readonly answerWithinMs?: number;
  /** Told of every try. */
  readonly onTry?: (tried: Tried) => void;
}

/** One try to deliver an event. */
export interface Tried {
  readonly event: string;
  /** The same in every try of an event. */
  readonly requestId: string;
  /** From 1. */
  readonly attempt: number;
  readonly outcome: Outcome;
  /** The wait before the next try; none when it was taken or given up. */
  readonly nextInMs?: number;
}

type Outcome = { readonly kind: 'answered'; readonly status: number; readonly body: string } | { readonly kind: 'unreachable'; readonly why: string };

const MINUTE = 60_000;
/** Waits before the second, third and fourth try, after 5xx and network failures only (reference/zoom-api.md, section 5.3). */
const RETRY_WAITS = [5 * MINUTE, 20 * MINUTE, 60 * MINUTE];
const ANSWER_WITHIN_MS = 3_000;

/** `x-zm-signature` of a body at a time in seconds. */
export const signature = (secret: string, timestamp: string, body: string): string => `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Sends one signed event for each change, and again as Zoom does where the receiver fails; the events do not wait for one another. Gives how many were taken; rejects when the signal ends a wait. */
export async function sendChangeEvents(target: WebhookTarget, world: World, changes: readonly OrganisationChange[], clock: Clock, signal?: AbortSignal): Promise<number> {
  const taken = await Promise.all(eventsOf(world, changes, clock.now()).map((event) => deliver(target, event, clock, signal)));
  return taken.filter(Boolean).length;
}

/** Asks the endpoint to prove that it knows the secret; true when it does. */
export async function challenge(target: WebhookTarget, clock: Clock): Promise<boolean> {
  const plainToken = randomUUID();
  const outcome = await post(target, { event: 'endpoint.url_validation', event_ts: clock.now(), payload: { plainToken } }, randomUUID(), clock);
  const encryptedToken = createHmac('sha256', target.secretToken).update(plainToken).digest('hex');
  return outcome.kind === 'answered' && outcome.status === 200 && outcome.body.includes(`"${plainToken}"`) && outcome.body.includes(`"${encryptedToken}"`);
}

async function deliver(target: WebhookTarget, event: ZoomEvent, clock: Clock, signal?: AbortSignal): Promise<boolean> {
  const requestId = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const outcome = await post(target, event, requestId, clock);
    const again = outcome.kind === 'unreachable' || outcome.status >= 500;
    const wait = again ? RETRY_WAITS[attempt - 1] : undefined;
    const nextInMs = wait === undefined ? undefined : wait * (target.retryScale ?? 1);
    target.onTry?.({ event: event.event, requestId, attempt, outcome, ...(nextInMs === undefined ? {} : { nextInMs }) });
    if (nextInMs === undefined) return outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
    await clock.sleep(nextInMs, signal);
  }
}

/** One try, signed over the very bytes that are sent. */
async function post(target: WebhookTarget, event: ZoomEvent, requestId: string, clock: Clock): Promise<Outcome> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(clock.now() / 1000));
  const trace = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Zoom Marketplace/1.0a',
    clientid: 'fake-client-id',
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': signature(target.secretToken, timestamp, body),
    'x-zm-request-id': requestId,
    'x-zm-trackingid': `v=2.0;clid=us06;rid=WEB_${randomBytes(16).toString('hex')}`,
    traceparent: trace,
    'zm-trace-upstream': trace,
  };
  try {
    const response = await fetch(target.url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(target.answerWithinMs ?? ANSWER_WITHIN_MS) });
    return { kind: 'answered', status: response.status, body: await response.text() };
  } catch (error) {
    return { kind: 'unreachable', why: messageOf(error) };
  }
}
