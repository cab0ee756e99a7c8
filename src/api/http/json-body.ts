import type { FastifyInstance } from 'fastify';
import { ApiError } from '../api-error.ts';

/** No configuration and no graph is nested deeper; what reads such a value by recursion must not run out of stack. */
export const MOST_LEVELS = 200;

/** Reads bodies of JSON for every route: an empty one counts as absent, as several clients name the type of a body that they do not send. */
export function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.toString().trim() === '') return done(null, undefined);
    void parse(request, body as string, (error, value: unknown) => {
      if (error === null && isTooNested(value, MOST_LEVELS)) done(new ApiError(400, 'BAD_REQUEST', `The body has more than ${MOST_LEVELS} levels.`));
      else done(error, value);
    });
  });
}

/** Whether a value of JSON has more levels than allowed; it is looked through without recursion. */
export function isTooNested(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
