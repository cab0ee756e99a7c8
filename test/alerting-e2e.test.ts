import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { type Served, whileServing } from './support/serving.ts';

interface Received {
  readonly headers: Record<string, unknown>;
  readonly body: { event: string; alert: { ruleName: string; level: string; lines: string[]; remediation: string; link: string; transition: string } };
}

/** A listener of ours that answers 200 and tells of what it gets. */
async function listen() {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      raw += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body: JSON.parse(raw) });
      response.end();
      for (const one of waiting.filter(({ count }) => received.length >= count)) one.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    has: (count: number) => (received.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve }))),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

let fake: FakeZoom;
let hook: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  fake = await startFakeZoom({ users: 12, plan: 'unlimited' });
  hook = await listen();
});
afterEach(async () => {
  await fake.close();
  await hook.close();
});

const edit = (change: object) => fetch(`${fake.url}/control/edit`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });

async function collect(served: Served, instanceId: string): Promise<void> {
  const ended = new Promise<string>((resolve) => {
    const off = served.operation.platform.events.on('job-changed', ({ status }) => {
      if (status !== 'COMPLETED' && status !== 'FAILED') return;
      off();
      resolve(status);
    });
  });
  await served.ask(`/api/instances/${instanceId}/run`, { as: 'operator', body: {} });
  expect(await ended).toBe('COMPLETED');
}

describe('a change in Zoom', () => {
  it('becomes one alert and one message that names the person, what changed, and what to do; undone, it clears', async () => {
    await whileServing(
      async (served) => {
        const instance = await served.addZoom(fake, { polling: { interval: 'DISABLED' } });
        await collect(served, instance);
        expect((await served.ask('/api/channels', { as: 'administrator', body: { name: 'soc', kind: 'webhook', config: { url: hook.url, secret: 'twelve letters' } } })).status).toBeLessThan(300);
        const enabled = await served.ask('/api/rules/packs/enable', { as: 'administrator', body: { rules: ['new-administrator'], channel: { name: 'soc' } } });
        expect(enabled.status).toBeLessThan(300);
        await served.operation.watch.settled();
        expect((await served.ask('/api/alerts', { as: 'reader' })).json.items).toEqual([]);

        const { json: members } = await served.ask('/graphql', {
          as: 'reader',
          body: { query: '{ queryV1(query: "FIND zoom_user WITH isAdmin = false AND active = true RETURN zoom_user.email AS email, zoom_user.displayName AS name LIMIT 1") { data } }' },
        });
        const { email, name } = members.data.queryV1.data[0];
        await edit({ user: Array.isArray(email) ? email[0] : email, role: 'admin' });
        await collect(served, instance);
        await hook.has(1);
        await served.operation.watch.settled();
        const { items } = (await served.ask('/api/alerts', { as: 'reader' })).json;
        expect(items).toMatchObject([{ status: 'ACTIVE', level: 'HIGH', ruleName: 'Somebody became an administrator' }]);
        const [{ headers, body }] = hook.received as [Received];
        expect(body).toMatchObject({ event: 'alert.opened', alert: { link: `${served.url}/alerts/${items[0].id}`, remediation: expect.stringContaining('take the role away') } });
        expect(body.alert.lines).toEqual([expect.stringMatching(new RegExp(`^New: ${name} \\(.*\\): isAdmin was false, is true; .*roleName was Member, is Admin`))]);
        expect(headers['x-graph-zoom-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);

        await edit({ user: Array.isArray(email) ? email[0] : email, role: 'member' });
        await collect(served, instance);
        await served.operation.watch.settled();
        expect((await served.ask('/api/alerts', { as: 'reader' })).json.items).toMatchObject([{ status: 'INACTIVE', endReason: 'AUTO_CLEARED' }]);
        expect(hook.received).toHaveLength(1);
        expect((await served.ask('/api/deliveries', { as: 'reader' })).json.items).toMatchObject([{ status: 'delivered', attempts: 1 }]);
      },
      { env: { GRAPH_ZOOM_ALLOW_ADDRESSES: '127.0.0.1' } },
    );
  });
});
