import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTransport, type TransportOptions } from './transport.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server that answers with `handler`, and a way to ask it. */
const serve = async (handler: RequestListener, options: Partial<TransportOptions> = {}) => {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = createTransport({ connections: 2, env: {}, ...options });
  open.push(
    () => {
      server.closeAllConnections();
      server.close();
    },
    () => transport.close(),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, ask: (signal?: AbortSignal) => transport.send({ method: 'GET', url, authorization: 'Bearer t', signal }) };
};

describe('the transport', () => {
  it('sends who it is, and never a cookie', async () => {
    const seen: object[] = [];
    const { ask } = await serve((request, response) => {
      const { cookie, authorization, 'user-agent': agent } = request.headers;
      seen.push({ cookie, authorization, agent });
      response.setHeader('set-cookie', ['cred=1', '_zm_aid=2']).setHeader('content-type', 'application/json').end('{"a":"ü"}');
    });
    expect(await ask()).toMatchObject({ status: 200, bodyKind: 'json', body: { a: 'ü' } });
    await ask();
    expect(seen[1]).toEqual({ cookie: undefined, authorization: 'Bearer t', agent: expect.stringMatching(/^graph-zoom\/\d/) });
  });

  it.each([
    ['<html>no</html>', 'text/html', 'html'],
    ['<!DOCTYPE html>', 'application/json', 'html'],
    ['{"a":', 'application/json', 'invalid'],
    [' ', 'application/json', 'empty'],
  ])('says what %j is', async (body, type, bodyKind) => {
    const { ask } = await serve((_, response) => void response.setHeader('content-type', type).end(body));
    expect(await ask()).toMatchObject({ status: 200, bodyKind });
  });

  it('does not follow redirects: the token must not travel on', async () => {
    const { ask } = await serve((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect((await ask()).status).toBe(302);
  });

  it('gives the code of a connection that broke, before and in the middle of an answer', async () => {
    const { ask } = await serve((request) => void request.socket.destroy());
    expect((await ask()).networkError).toBeTruthy();
    const half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100', 'content-type': 'application/json' });
      response.write('{"a":1}', () => response.socket?.destroy());
    });
    expect((await half.ask()).networkError).toBeTruthy();
  });

  it('gives the code of an address where nobody is', async () => {
    const transport = createTransport({ connections: 1, env: {} });
    open.push(() => transport.close());
    expect((await transport.send({ method: 'GET', url: 'http://127.0.0.1:1/', authorization: '' })).networkError).toBe('ECONNREFUSED');
  });

  it('gives up an answer that takes too long', async () => {
    const { ask } = await serve(() => undefined, { timeouts: { totalMs: 30 } });
    expect((await ask()).networkError).toBe('TOTAL_TIMEOUT');
  });

  it('gives up an answer that is too large', async () => {
    const { ask } = await serve((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect((await ask()).networkError).toBe('ANSWER_TOO_LARGE');
  });

  it('ends at once when its caller does', async () => {
    const caller = new AbortController();
    const { ask } = await serve(() => caller.abort(new Error('enough')));
    await expect(ask(caller.signal)).rejects.toThrow('enough');
  });
});
