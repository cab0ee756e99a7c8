import type { FastifyRequest } from 'fastify';

/** Where "Connect with Zoom" is. */
export const OAUTH_PATH = '/oauth/zoom';

type Asked = Pick<FastifyRequest, 'protocol' | 'host'>;

/** As the browser sees the server; a proxy in front tells it (`--behind-proxy`). */
export const originOf = ({ protocol, host }: Asked): string => new URL(`${protocol}://${host}`).origin;

/** Where Zoom sends the browser back to: what is entered at the app must be the same, letter by letter. */
export const redirectUri = (request: Asked): string => `${originOf(request)}${OAUTH_PATH}/redirect`;
