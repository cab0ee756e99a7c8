import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between the client and Zoom answers in Zoom's place; undefined lets the request through. */
export type Meddle = (path: string) => { readonly status: number; readonly body: unknown } | undefined;

/** A proxy in front of a fake Zoom. Gives its base address for the API, and how to end it. */
export async function startMeddlingProxy(apiUrl: string, meddle: Meddle): Promise<{ apiUrl: string; close: () => Promise<void> }> {
  const server = http.createServer(async (request, response) => {
    const path = request.url ?? '';
    const own = meddle(path);
    if (own) {
      response.writeHead(own.status, { 'content-type': 'application/json' });
      response.end(own.body === undefined ? undefined : JSON.stringify(own.body));
      return;
    }
    const answer = await fetch(`${new URL(apiUrl).origin}${path}`, { headers: { authorization: request.headers.authorization ?? '' } });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
