import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A delivery as the receiver got it; `raw` is the body byte for byte. */
export interface Delivery {
  readonly headers: http.IncomingHttpHeaders;
  readonly raw: string;
  readonly event: { readonly event: string; readonly event_ts: number; readonly payload: Record<string, unknown> };
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
}

/** A webhook endpoint that proves itself with `secret` and gives deliveries the statuses in turn, the last one for all that follow; 0 never answers. */
export async function startReceiver(secret: string, ...statuses: number[]): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const server = http.createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
    });
    request.on('end', () => {
      const event = JSON.parse(raw) as Delivery['event'];
      if (event.event === 'endpoint.url_validation') {
        const { plainToken } = event.payload;
        response.end(JSON.stringify({ plainToken, encryptedToken: createHmac('sha256', secret).update(String(plainToken)).digest('hex') }));
        return;
      }
      deliveries.push({ headers: request.headers, raw, event });
      const status = statuses[Math.min(deliveries.length, statuses.length) - 1] ?? 200;
      if (status !== 0) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
