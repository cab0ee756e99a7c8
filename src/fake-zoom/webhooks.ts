import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { OrganisationChange } from './changes.ts';
import type { World } from './world.ts';

export interface WebhookTarget {
  readonly url: string;
  readonly secretToken: string;
  /** Shortens the waits between tries: 1 is Zoom's own schedule. */
  readonly retryScale?: number;
}

const MINUTE = 60_000;
/** Waits before the second, third and fourth try, after 5xx and network failures only (reference/zoom-api.md, section 5.3). */
const RETRY_WAITS = [5 * MINUTE, 20 * MINUTE, 60 * MINUTE];
const ANSWER_WITHIN_MS = 3_000;

const EVENTS: Readonly<Record<OrganisationChange['kind'], string>> = {
  'settings-changed': 'user.settings_updated',
  deactivated: 'user.deactivated',
  promoted: 'user.updated',
  hired: 'user.created',
  left: 'user.deleted',
  moved: 'user.updated',
  'group-joined': 'group.member_added',
};

/** `x-zm-signature` of a body at a time in seconds. */
export const signature = (secret: string, timestamp: string, body: string): string => `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Sends one signed event for each change, and again as Zoom does where the receiver fails. Gives how many were taken. */
export async function sendChangeEvents(target: WebhookTarget, world: World, changes: readonly OrganisationChange[], clock: Clock): Promise<number> {
  let taken = 0;
  for (const change of changes) {
    const person = world.org.person(change.index);
    const object = { id: person?.id ?? '', email: person?.list.email, ...(change.kind === 'promoted' ? { role: person?.roleId } : {}), ...(change.kind === 'moved' ? { dept: person?.list.dept } : {}) };
    const event = { event: EVENTS[change.kind], event_ts: clock.now(), payload: { account_id: world.org.accountId, operator: 'admin@example.com', time_stamp: clock.now(), object } };
    if (await deliver(target, event, clock)) taken++;
  }
  return taken;
}

/** Asks the endpoint to prove that it knows the secret; true when it does. */
export async function challenge(target: WebhookTarget, clock: Clock): Promise<boolean> {
  const plainToken = randomUUID();
  const response = await post(target, { event: 'endpoint.url_validation', event_ts: clock.now(), payload: { plainToken } }, randomUUID(), clock);
  const answer = response?.ok ? ((await response.json()) as { encryptedToken?: string }) : undefined;
  return answer?.encryptedToken === createHmac('sha256', target.secretToken).update(plainToken).digest('hex');
}

async function deliver(target: WebhookTarget, event: object, clock: Clock): Promise<boolean> {
  const id = randomUUID(); // the same in every try
  for (let attempt = 0; ; attempt++) {
    const response = await post(target, event, id, clock);
    if (response?.ok) return true;
    const wait = RETRY_WAITS[attempt];
    if (wait === undefined || (response && response.status < 500)) return false;
    await clock.sleep(wait * (target.retryScale ?? 1));
  }
}

/** One try; undefined when there was no answer in time. */
async function post(target: WebhookTarget, event: object, id: string, clock: Clock): Promise<Response | undefined> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(clock.now() / 1000));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Zoom Marketplace/1.0a',
    'x-zm-request-timestamp': timestamp,
    'x-zm-signature': signature(target.secretToken, timestamp, body),
    'x-zm-request-id': id,
  };
  return fetch(target.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => undefined);
}
