import type { FastifyReply, FastifyRequest } from 'fastify';

/** The platform ends a session earlier where it is not used; this is how long a browser keeps it at most. */
const MAX_AGE_S = 7 * 24 * 60 * 60;

/** Browsers send the cookies of a host to all its ports: by its name each server of a machine knows its own. */
const nameOf = ({ socket }: FastifyRequest): string => `graph-zoom-session-${socket.localPort}`;

export const sessionSecret = (request: FastifyRequest): string | undefined => request.cookies[nameOf(request)];

export const giveCookie = (request: FastifyRequest, reply: FastifyReply, secret: string): FastifyReply =>
  reply.setCookie(nameOf(request), secret, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', maxAge: MAX_AGE_S });

export const takeCookie = (request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.clearCookie(nameOf(request), { path: '/' });
