import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { J1qlError } from '../j1ql/diagnostic.ts';
import { type ErrorCode, GraphZoomError } from '../lib/errors.ts';
import { explainSystemError } from '../lib/system-error.ts';
import { ApiError } from './api-error.ts';
import { drain } from './http/drain.ts';
import { pathOf } from './http/path.ts';
import { NO_SUCH_PAGE } from './pages/page.ts';

/** Of our own codes those that are the caller's doing; every other one of them is 502 where it is Zoom's, and 500 where it is ours. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'config-invalid': 400,
  'config-missing': 400,
  usage: 400,
  'file-invalid': 400,
  'query-invalid': 400,
  'query-slow': 422,
  'not-found': 404,
  'job-running': 409,
  'secret-key-lost': 409,
  'rule-invalid': 400,
  'rule-conflict': 409,
  'channel-invalid': 400,
  'delivery-failed': 422,
  'address-refused': 422,
  interrupted: 503,
  'store-full': 507,
  'zoom-credentials': 422,
  'zoom-token': 422,
  'zoom-scope': 422,
  'zoom-plan': 422,
  'zoom-denied': 422,
  'zoom-daily-limit': 422,
  'zoom-unreachable': 422,
  'zoom-unavailable': 422,
  'zoom-answer': 422,
  'zoom-not-found': 422,
};

/** What the server's own machinery refuses, by its codes. */
const FASTIFY: Readonly<Record<string, { code: string; message: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'RequestEntityTooLargeException', message: 'The body of the request is too large.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'This content type is not understood here; send application/json.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'BAD_REQUEST', message: 'The body is not JSON.' },
};

/** The status of a route's own limit of requests, which has no code. */
const TOO_MANY = 429;
const TOO_MANY_TOLD = { code: 'TOO_MANY_REQUESTS', message: 'Too many requests; wait a minute.' };

interface Told {
  readonly status: number;
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** What a caller is told of an error; undefined for what is nobody's business but ours. */
export function tell(thrown: unknown): Told | undefined {
  if (thrown instanceof ApiError) return { status: thrown.status, error: { code: thrown.code, message: thrown.message, ...(thrown.hint === undefined ? {} : { hint: thrown.hint }) } };
  if (thrown instanceof J1qlError) return { status: 400, error: { code: thrown.code, message: thrown.message, hint: thrown.hint } };
  if (thrown instanceof GraphZoomError) {
    const status = STATUS[thrown.code];
    return status === undefined ? undefined : { status, error: { code: thrown.code, message: thrown.message, hint: thrown.hint } };
  }
  const { code = '', statusCode, message, validation } = (thrown ?? {}) as Partial<FastifyError>;
  if (validation) return { status: 400, error: { code: 'BAD_REQUEST', message: describeValidation(validation) } };
  const known = statusCode === TOO_MANY ? TOO_MANY_TOLD : FASTIFY[code];
  if (known) return { status: statusCode ?? 400, error: known };
  // What the machinery or the HTTP parser says of a request.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { status: statusCode, error: { code: code || 'BAD_REQUEST', message: message ?? 'The request is not understood.' } };
  return undefined;
}

/** The first thing that is wrong, with its place. */
function describeValidation(validation: NonNullable<FastifyError['validation']>): string {
  const first = validation[0];
  const place = first?.instancePath.replace(/^\//, '').replaceAll('/', '.');
  return `${place ? `${place}: ` : ''}${first?.message ?? 'The request has another shape.'}`;
}

const TOO_LARGE = 413;
/** The server stops, or whoever asked has gone: nothing has failed. */
const UNAVAILABLE = 503;

/** The one place that answers errors: `{"error":{"code","message","hint"?}}`; the caller's own faults are never 5xx. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = explainSystemError(thrown);
    const told = tell(error);
    if (told?.status === TOO_LARGE) await drain(request);
    if (told && told.status >= 500 && told.status !== UNAVAILABLE) request.log.error({ err: error }, 'a request could not be answered');
    if (told) return reply.code(told.status).send({ error: told.error });
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).send({ error: { code: 'INTERNAL_SERVER_ERROR', message: `The server failed. Its log says why, at request ${request.id}.` } });
  });
  app.setNotFoundHandler((request, reply) =>
    fromBrowser(request)
      ? reply.code(404).type('text/html; charset=utf-8').send(NO_SUCH_PAGE)
      : reply.code(404).send({ error: { code: 'NOT_FOUND', message: `There is nothing at ${request.method} ${pathOf(request.url)}.`, hint: '/api/docs lists what there is.' } }),
  );
}

/** Somebody who typed an address; programs ask for JSON, or for anything. */
const fromBrowser = ({ method, headers }: FastifyRequest): boolean => method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '');
