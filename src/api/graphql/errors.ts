import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { J1qlError } from '../../j1ql/diagnostic.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { type Code, codedError } from './codes.ts';

/** Codes of ours as codes that JupiterOne's clients know; what is not here is the server's fault. */
const CODES: Readonly<Record<string, Code>> = {
  'not-found': 'NOT_FOUND',
  'job-running': 'ALREADY_EXECUTING_ERROR',
  'query-slow': 'QUERY_TIMEOUT',
  'query-invalid': 'BAD_USER_INPUT',
  'config-missing': 'BAD_USER_INPUT',
  'config-invalid': 'BAD_USER_INPUT',
  'file-invalid': 'BAD_USER_INPUT',
  usage: 'BAD_USER_INPUT',
  'rule-invalid': 'BAD_USER_INPUT',
  'rule-conflict': 'BAD_USER_INPUT',
};
/** Ours whose message is for whoever asks, not for whoever runs the server. */
const TOLD = new Set(['store-full', 'secret-key-lost', ...Object.keys(CODES)]);

/** An error as it is answered. Of what nobody foresaw only the log has the details. */
export function formatError(error: GraphQLError, serviceName: string, log: Logger): GraphQLFormattedError {
  const told = toldError(error, log);
  return {
    message: told.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', serviceName, ...told.extensions },
  };
}

function toldError(error: GraphQLError, log: Logger): GraphQLError {
  const thrown = error.originalError;
  if (thrown === undefined || thrown instanceof GraphQLError) return error;
  if (thrown instanceof J1qlError) return j1qlError(thrown);
  if (thrown instanceof GraphZoomError && TOLD.has(thrown.code)) return codedError(CODES[thrown.code] ?? 'INTERNAL_SERVER_ERROR', thrown.message, { hint: thrown.hint });
  if (thrown.name === 'TimeoutError' || thrown.name === 'AbortError') return codedError('QUERY_TIMEOUT', 'The operation took too long and was given up.');
  log.error({ err: thrown, path: error.path }, 'A GraphQL resolver failed');
  return codedError('INTERNAL_SERVER_ERROR', 'Something went wrong in the server; its log has the details.');
}

/** A wrong query, in the words that JupiterOne's clients look for (reference/j1ql.md, section 21). */
export function j1qlError(error: J1qlError): GraphQLError {
  const { line, column, hint, reason } = error;
  return codedError('BAD_USER_INPUT', reason === 'syntax' || reason === 'unfinished' ? parsingText(error) : error.message, { reason, line, column, hint });
}

const PARSING = 'Error parsing query.';

/** The parser says some of it in these words already, other parts of the language in their own. */
function parsingText(error: J1qlError): string {
  const { message, line, column } = error;
  if (message.startsWith(PARSING)) return message;
  const token = unexpected(error);
  return `${PARSING} ${token ?? message.replace(/\.$/, '')} at line ${line} column ${column}. ${token ? message : ''}`.trim();
}

/** The token that a syntax error is about. */
function unexpected({ reason, span, text }: J1qlError): string | undefined {
  const token = text.slice(span.start, span.end);
  return reason === 'syntax' && token !== '' && token.length < 60 && !/\s/.test(token) ? `Unexpected token "${token}"` : undefined;
}
