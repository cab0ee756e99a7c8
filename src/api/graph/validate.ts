import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { J1qlError } from '../../j1ql/diagnostic.ts';
import { prepare } from '../../store/ask.ts';
import { ApiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';

/** What `validate-question-file` sends at once at most. */
const MOST_QUERIES = 250;
const MOST_TEXT = 100_000;
const bodySchema = z.looseObject({ queries: z.array(z.string().max(MOST_TEXT)).max(MOST_QUERIES) });

/** `POST /j1ql/validate`: whether queries are right, without asking them. */
export function registerValidate(app: FastifyInstance, context: ApiContext): void {
  app.post('/j1ql/validate', { config: { needs: 'reader' } }, async ({ body }) => {
    const read = bodySchema.safeParse(body);
    if (!read.success) throw new ApiError(400, 'BAD_REQUEST', `${read.error.issues[0]?.path.join('.') || 'The body'}: ${read.error.issues[0]?.message}. The body is {"queries": [...]}, at most ${MOST_QUERIES} of them.`);
    return read.data.queries.map((query) => ({ query, ...verdict(query, context.clock.now()) }));
  });
}

interface Verdict {
  readonly valid: boolean;
  readonly error?: { readonly message: string; readonly code: string; readonly line: number; readonly column: number; readonly hint: string };
}

/** Parameters get some value each, for theirs are given when the query is asked. */
function verdict(query: string, now: number, variables: Readonly<Record<string, string>> = {}): Verdict {
  try {
    prepare(query, { now, variables });
    return { valid: true };
  } catch (error) {
    if (!(error instanceof J1qlError)) throw error;
    const name = error.reason === 'parameter' ? NO_VALUE.exec(error.message)?.[1] : undefined;
    if (name !== undefined && !Object.hasOwn(variables, name)) return verdict(query, now, { ...variables, [name]: '1' });
    return { valid: false, error: { message: error.message, code: error.reason, line: error.line, column: error.column, hint: error.hint } };
  }
}

/** How the planner says that a parameter has none (j1ql/plan/literals.ts). */
const NO_VALUE = /^The parameter (.+) has no value\.$/;
