import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../api-error.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether an address to listen at is seen by this machine alone. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.has(host) || /^127(?:\.\d{1,3}){3}$/.test(host);

/**
 * Refuses requests for a host that is not ours. A web page can make a name of its own lead to this machine (DNS rebinding); it
 * cannot do that with an address, nor with `localhost`.
 */
export function assertHost(request: FastifyRequest, allowed: readonly string[]): void {
  const name = request.hostname.toLowerCase();
  if (LOOPBACK.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0 || allowed.includes(name)) return;
  throw new ApiError(421, 'HOST_NOT_ALLOWED', `This server does not answer for the host ${JSON.stringify(name.slice(0, 100))}.`, 'Start it with --allowed-host NAME if it should.');
}

/**
 * Refuses a request that changes something on the word of a cookie and comes from another page. Browsers send `Origin` with every
 * such request, and `Sec-Fetch-Site` where they know it.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own = `${request.protocol}://${request.host}`;
  if (origin === undefined ? site === 'same-origin' : origin === own) return;
  throw new ApiError(403, 'CROSS_ORIGIN', 'A page of another origin may not do this with your session.');
}
