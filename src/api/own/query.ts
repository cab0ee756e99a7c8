import { z } from 'zod';
import { J1qlError } from '../../j1ql/diagnostic.ts';
import { complete } from '../../j1ql/editor/complete.ts';
import { format } from '../../j1ql/editor/format.ts';
import { storedVariables } from '../../rules/parameters.ts';
import { type AskOptions, pointAt, prepare } from '../../store/ask.ts';
import { completionSource } from '../../store/completion-source.ts';
import type { ApiContext } from '../context.ts';
import type { Answers } from './answers.ts';
import type { OwnApp } from './register.ts';
import { variables } from './schemas.ts';

const reader = { config: { needs: 'reader' as const } };
const text = z.string().min(1).max(100_000).meta({ description: 'J1QL.' });
const queryInput = z.strictObject({
  query: text,
  variables: variables.optional(),
  pageSize: z.int().min(1).max(5_000).optional(),
  cursor: z.string().max(10_000).optional(),
  includeDeleted: z.boolean().optional(),
  total: z.boolean().optional().meta({ description: 'Also count all rows.' }),
});
const explainInput = queryInput.pick({ query: true, variables: true });
const checkInput = z.strictObject({ query: z.string().max(100_000), format: z.boolean().optional() });
const completeInput = z.strictObject({ query: z.string().max(100_000), offset: z.int().min(0) });

/** Asking in J1QL, as an editor does it: page by page, with the place of a mistake, and with proposals. */
export function queryRoutes(app: OwnApp, { store, clock }: ApiContext): void {
  app.post('/api/query', { ...reader, schema: { summary: 'Answers a query, one page; a mistake is answered with its place', body: queryInput } }, async (request, reply) => {
    const { query, variables: given, pageSize = 250, cursor, includeDeleted, total } = request.body;
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const started = performance.now();
    try {
      const options: AskOptions = {
        now: clock.now(),
        signal: gone.signal,
        pageSize,
        variables: { ...(await storedVariables(store.records, query)), ...given },
        includeDeleted: includeDeleted === true,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const { plan, query: parsed, warnings } = prepare(query, options);
      const answer = await pointAt(query, parsed.span, () => store.query(plan, options));
      const rows = total ? { total: await store.count(plan, { signal: gone.signal }) } : {};
      return { ...answer, ...rows, warnings, ms: Math.round(performance.now() - started) };
    } catch (error) {
      if (!(error instanceof J1qlError)) throw error;
      return reply.code(400).send({ error: mistake(error) });
    }
  });

  app.post('/api/query/check', { ...reader, schema: { summary: 'Whether a query can be read, and where it cannot', body: checkInput } }, (request): Answers['POST /api/query/check'] => {
    const { query, format: formatted } = request.body;
    if (query.trim() === '') return {};
    try {
      const { warnings } = prepare(query, { now: clock.now() });
      return { warnings, ...(formatted ? { formatted: format(query) } : {}) };
    } catch (error) {
      // A parameter gets its value when the query is asked.
      if (error instanceof J1qlError) return error.reason === 'parameter' ? (formatted ? { formatted: format(query) } : {}) : { error: mistake(error) };
      throw error;
    }
  });

  app.post('/api/query/explain', { ...reader, schema: { summary: 'How a query would be answered: plan, SQL, and what the database makes of it', body: explainInput } }, async (request, reply) => {
    const { query, variables: given } = request.body;
    try {
      const { plan, query: parsed } = prepare(query, { now: clock.now(), variables: { ...(await storedVariables(store.records, query)), ...given } });
      const explained: Answers['POST /api/query/explain'] = { ...(await pointAt(query, parsed.span, () => store.explain(plan))), plan };
      return explained;
    } catch (error) {
      if (!(error instanceof J1qlError)) throw error;
      return reply.code(400).send({ error: mistake(error) });
    }
  });

  app.post('/api/query/complete', { ...reader, schema: { summary: 'What may stand at a place of a query', body: completeInput } }, async (request) =>
    complete(request.body.query, request.body.offset, await completionSource(store)),
  );
}

const mistake = ({ code, message, hint, line, column, span, reason }: J1qlError) => ({ code, message, hint, line, column, start: span.start, end: span.end, reason });
