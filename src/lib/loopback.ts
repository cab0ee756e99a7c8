import { isIP } from 'node:net';

/** Whether a host, as a name or an address, is this machine and nobody else's business. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
