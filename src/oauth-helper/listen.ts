import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphZoomError } from '../lib/errors.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const listenOn = (handler: http.RequestListener, host: string, port: number): Promise<http.Server> =>
  new Promise((resolve, reject) => {
    const server = http.createServer({ keepAliveTimeout: 5000 }, handler);
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host === '::1' }, () => resolve(server));
  });

const portOf = (server: http.Server): number => (server.address() as AddressInfo).port;

const close = (server: http.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Codes of a machine that has no IPv6. */
const NO_IPV6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Listens on this machine only, by both addresses that a browser may take `localhost` for; by IPv4 alone where there is no IPv6. */
export async function listenOnLoopback(handler: http.RequestListener, port: number): Promise<Listening> {
  const servers: http.Server[] = [];
  try {
    const first = await listenOn(handler, '127.0.0.1', port);
    servers.push(first);
    servers.push(await listenOn(handler, '::1', portOf(first)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const [first] = servers;
    if (!first || !NO_IPV6.has(code ?? '')) {
      await Promise.all(servers.map(close));
      throw refused(error, code, port);
    }
  }
  return { port: portOf(servers[0] as http.Server), close: async () => void (await Promise.all(servers.map(close))) };
}

function refused(error: unknown, code: string | undefined, port: number): unknown {
  if (code === 'EACCES') return new GraphZoomError('usage', `This user may not use port ${port}.`, { hint: 'Take a port from 1024 on with --port, and register its redirect URL in the app.', cause: error });
  if (code !== 'EADDRINUSE') return error;
  // macOS keeps port 5000 for AirPlay.
  const airplay = process.platform === 'darwin' && port === 5000 ? ' (on a Mac perhaps by AirPlay Receiver: System Settings, General, AirDrop & Handoff)' : '';
  return new GraphZoomError('usage', `Port ${port} is used by another program${airplay}.`, { hint: 'End that program, or take another port with --port and register its redirect URL in the app.', cause: error });
}
