import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** `extensions.code` of errors: those of JupiterOne that clients look at, and ours beside them. */
export type Code =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'ALREADY_EXECUTING_ERROR'
  | 'FORBIDDEN'
  | 'NOT_SUPPORTED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_TOO_LARGE'
  | 'QUERY_TIMEOUT'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR';

/** An error with a code, and what else a client may want to know of it. */
export const codedError = (code: Code, message: string, more: Readonly<Record<string, unknown>> = {}, options: GraphQLErrorOptions = {}): GraphQLError =>
  new GraphQLError(message, { ...options, extensions: { code, ...more } });
