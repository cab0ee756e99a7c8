import type { FastifyReply } from 'fastify';

export const SESSION_COOKIE = 'graph-zoom-session';

/** The platform ends a session earlier where it is not used; this is how long a browser keeps it at most. */
const MAX_AGE_S = 7 * 24 * 60 * 60;

export const giveCookie = (reply: FastifyReply, secret: string, secure: boolean): FastifyReply => reply.setCookie(SESSION_COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: MAX_AGE_S });

export const takeCookie = (reply: FastifyReply): FastifyReply => reply.clearCookie(SESSION_COOKIE, { path: '/' });
