import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../lib/loopback.ts';
import { ApiError } from '../api-error.ts';

/** Whether a request comes from this machine itself, and not by a proxy on it that says so. */
export function isLocal({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers.forwarded ?? headers['x-forwarded-for'];
  // A server that listens at all addresses sees those of version 4 as mapped ones.
  return forwarded === undefined && isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}

/**
 * Refuses requests for a host that is not ours. A web page can make a name of its own lead to this machine (DNS rebinding); it
 * cannot do that with an address, nor with `localhost`.
 */
export function assertHost(request: FastifyRequest, allowed: readonly string[]): void {
  const name = request.hostname.toLowerCase();
  if (isLoopback(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0 || allowed.includes(name)) return;
  throw new ApiError(421, 'HOST_NOT_ALLOWED', `This server does not answer for the host ${JSON.stringify(name.slice(0, 100))}.`, 'Start it with --allowed-host NAME if it should.');
}

/**
 * Refuses a request that changes something on the word of a cookie and comes from another page. Browsers say where a request comes
 * from in `Sec-Fetch-Site`, which no page can write; where they do not, such as over plain http on a network, in `Origin`.
 */
export function assertSameOrigin({ method, headers, protocol, host }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  // A form of our own pages has the origin `null`, for they send no referrer.
  if (site === undefined ? headers.origin === `${protocol}://${host}` : site === 'same-origin') return;
  throw new ApiError(403, 'CROSS_ORIGIN', 'A page of another origin may not do this with your session.');
}
