import { afterEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../test/support/webhook-receiver.ts';
import type { Clock } from '../lib/clock.ts';
import { faultsOf } from './faults.ts';
import { startFakeZoom } from './server.ts';
import { challenge, sendChangeEvents, signature, type Tried, type WebhookTarget } from './webhooks.ts';
import { World } from './world.ts';

const SECRET = 'a secret token of the subscription';
const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const world = () => new World({ users: 30, seed: 1, locks: { meetingAuthentication: false, recordingAuthentication: false }, e2ee: true, canaries: false, pageTokenLifetimeMs: MINUTE }, faultsOf('none'));

/** A clock on which every wait is over at once, and remembered. */
function leapingClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = NOON;
  return {
    waits,
    now: () => now,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  };
}

let receiver: Receiver;
afterEach(() => receiver.close());

async function deliverOne(statuses: number[], more: Partial<WebhookTarget> = {}) {
  receiver = await startReceiver(SECRET, ...statuses);
  const [clock, tries, company] = [leapingClock(), [] as Tried[], world()];
  const taken = await sendChangeEvents({ url: receiver.url, secretToken: SECRET, onTry: (tried) => tries.push(tried), ...more }, company, company.change(1), clock);
  return { taken, clock, tries, deliveries: receiver.deliveries };
}

describe('a delivery', () => {
  it('is signed over its very bytes, with the time in seconds, while the body has milliseconds', async () => {
    const { deliveries } = await deliverOne([204]);

    const [{ headers, raw, event }] = deliveries as [(typeof deliveries)[number]];
    expect(headers['x-zm-request-timestamp']).toBe(String(NOON / 1000));
    expect(headers['x-zm-signature']).toBe(signature(SECRET, String(NOON / 1000), raw));
    expect(event.event_ts).toBe(NOON);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['user-agent']).toBe('Zoom Marketplace/1.0a');
    for (const name of ['x-zm-request-id', 'x-zm-trackingid', 'traceparent', 'zm-trace-upstream', 'clientid']) expect(headers[name], name).toBeTruthy();
  });

  it('is tried again after 5, 20 and 60 minutes, with the same request id and a new signature, and then never', async () => {
    const { taken, clock, deliveries, tries } = await deliverOne([500, 503, 502, 500]);

    expect(taken).toBe(0);
    expect(clock.waits).toEqual([5 * MINUTE, 20 * MINUTE, 60 * MINUTE]);
    expect(new Set(deliveries.map(({ headers }) => headers['x-zm-request-id'])).size).toBe(1);
    expect(new Set(deliveries.map(({ headers }) => headers['x-zm-signature'])).size).toBe(4);
    expect(tries.map(({ attempt, nextInMs }) => [attempt, nextInMs])).toEqual([
      [1, 5 * MINUTE],
      [2, 20 * MINUTE],
      [3, 60 * MINUTE],
      [4, undefined],
    ]);
  });

  it('ends with the first answer that takes it', async () => {
    const { taken, deliveries } = await deliverOne([500, 200]);

    expect([taken, deliveries.length]).toEqual([1, 2]);
  });

  it.each([400, 404, 302])('is never tried again after %i', async (status) => {
    const { taken, deliveries, clock } = await deliverOne([status]);

    expect([taken, deliveries.length, clock.waits]).toEqual([0, 1, []]);
  });

  it('is tried again when no answer comes in time; the schedule can be compressed', async () => {
    const { taken, clock, tries } = await deliverOne([0, 204], { answerWithinMs: 50, retryScale: 0.01 });

    expect(taken).toBe(1);
    expect(clock.waits).toEqual([3000]);
    expect(tries[0]?.outcome.kind).toBe('unreachable');
  });
});

describe('events', () => {
  it('carry only what changed, with the former values under old_object', async () => {
    receiver = await startReceiver(SECRET, 204);
    const [company, clock] = [world(), leapingClock()];
    const changes = company.change(8);
    expect(await sendChangeEvents({ url: receiver.url, secretToken: SECRET }, company, changes, clock)).toBe(8);

    const byName = new Map(receiver.deliveries.map(({ event }) => [event.event, event.payload]));
    expect([...byName.keys()].sort()).toEqual(['group.member_added', 'user.created', 'user.deactivated', 'user.deleted', 'user.settings_updated', 'user.updated']);
    const settings = byName.get('user.settings_updated') as { object: { id: string; settings: object }; old_object: { settings: object }; time_stamp: number };
    expect(paths(settings.object.settings)).toEqual(paths(settings.old_object.settings));
    expect(paths(settings.object.settings).length).toBeLessThan(3);
    expect(settings.object.settings).not.toEqual(settings.old_object.settings);
    expect(settings.time_stamp).toBe(NOON);
    const updated = byName.get('user.updated') as { object: Record<string, unknown>; old_object: Record<string, unknown> };
    expect(Object.keys(updated.object)).toEqual(Object.keys(updated.old_object));
    expect(Object.keys(updated.object)).toHaveLength(2);
    // Who left is gone from the API, but the event still says who he was.
    const left = company.org.person(changes.find(({ kind }) => kind === 'left')?.index ?? -1, {});
    expect(byName.get('user.deleted')).toMatchObject({ object: { id: left?.id, email: left?.list.email } });
    expect(byName.get('user.deleted')).not.toHaveProperty('old_object');
    expect(byName.get('user.created')).toMatchObject({ creation_type: 'create', account_id: company.org.accountId });
    expect(byName.get('group.member_added')).toMatchObject({ object: { members: [{ email: expect.stringContaining('@') }] } });
  });

  it('come by themselves when a running fake changes, and close() ends the wait for a retry', async () => {
    receiver = await startReceiver(SECRET, 500);
    let tried: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      tried = resolve;
    });
    const fake = await startFakeZoom({ users: 30, webhook: { url: receiver.url, secretToken: SECRET, onTry: () => tried() } });
    fake.change(1);

    await first;
    await fake.close();

    expect(receiver.deliveries).toHaveLength(1);
  });
});

describe('the challenge', () => {
  it('is passed by an endpoint that knows the secret, and by no other', async () => {
    receiver = await startReceiver(SECRET);

    expect(await challenge({ url: receiver.url, secretToken: SECRET }, leapingClock())).toBe(true);
    expect(await challenge({ url: receiver.url, secretToken: 'another secret' }, leapingClock())).toBe(false);
    expect(await challenge({ url: 'http://127.0.0.1:1', secretToken: SECRET }, leapingClock())).toBe(false);
  });
});

const paths = (value: object): string[] => Object.entries(value).flatMap(([key, child]) => (typeof child === 'object' && child !== null ? paths(child).map((path) => `${key}.${path}`) : [key]));
