import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SECURITY_HEADERS } from '../security/headers.ts';

const STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

const body = (status: number, message: string) => ({ error: { code: status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', message } });

/** Answers what is no HTTP, or too slow or too large to be read, before there is a request. */
export function answerNoRequest({ code = '' }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUS[code] ?? 400;
  const text = JSON.stringify(body(status, status === 431 ? 'The headers of the request are too large.' : status === 408 ? 'The request took too long to arrive.' : 'This is not an HTTP request that is understood.'));
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`);
}

/** Answers an address that cannot be read: no route has been looked for, and no hook has run. */
export function answerBadAddress({ statusCode = 400 }: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(SECURITY_HEADERS).code(statusCode).send(body(statusCode, 'The address is not understood.'));
}
