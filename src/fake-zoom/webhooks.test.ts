import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { startFakeZoom } from './server.ts';
import { challenge, sendChangeEvents, signature } from './webhooks.ts';

const SECRET = 'a secret token of the subscription';

it('proves events by signature, asks the endpoint to prove itself, and sends again what a 500 refused', async () => {
  const received: { event: string; id: string | undefined; good: boolean }[] = [];
  let refuse = 1;
  const receiver = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const event = JSON.parse(body);
      const timestamp = String(request.headers['x-zm-request-timestamp']);
      if (event.event === 'endpoint.url_validation') {
        const { plainToken } = event.payload;
        response.end(JSON.stringify({ plainToken, encryptedToken: createHmac('sha256', SECRET).update(plainToken).digest('hex') }));
        return;
      }
      received.push({ event: event.event, id: request.headers['x-zm-request-id'] as string, good: request.headers['x-zm-signature'] === signature(SECRET, timestamp, body) && /^\d{10}$/.test(timestamp) });
      response.writeHead(refuse-- > 0 ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const fake = await startFakeZoom({ users: 30 });
  const target = { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, secretToken: SECRET, retryScale: 0 };

  expect(await challenge(target, systemClock)).toBe(true);
  expect(await sendChangeEvents(target, fake.world, fake.change(2), systemClock)).toBe(2);

  expect(received.map(({ event }) => event)).toEqual(['user.settings_updated', 'user.settings_updated', 'user.deactivated']);
  expect(received[0]?.id).toBe(received[1]?.id);
  expect(received.every(({ good }) => good)).toBe(true);
  await fake.close();
  receiver.close();
});
