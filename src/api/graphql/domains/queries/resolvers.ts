import { randomUUID } from 'node:crypto';
import { type GraphQLResolveInfo, Kind } from 'graphql';
import { J1qlError } from '../../../../j1ql/diagnostic.ts';
import { GraphZoomError } from '../../../../lib/errors.ts';
import { deferredUrl } from '../../deferred/route.ts';
import type { Asking, Domain } from '../../domain.ts';
import { j1qlError } from '../../errors.ts';
import { csvOf } from './csv.ts';
import { withPlatformMetadata } from './metadata.ts';
import { askPage, countAll } from './pages.ts';
import { type Question, type QuestionArguments, readQuestion } from './question.ts';
import { sdl } from './schema.graphql.ts';

/** With OPTIONAL an answer that takes longer is deferred. */
const PATIENCE_MS = 5_000;

interface QueryV1Arguments extends Omit<QuestionArguments, 'rowMetadata' | 'variableResultSize'> {
  readonly dryRun?: boolean | null;
  readonly deferredResponse?: 'DISABLED' | 'OPTIONAL' | 'FORCE' | null;
  readonly deferredFormat?: 'JSON' | 'CSV' | null;
  readonly flags?: { readonly rowMetadata?: boolean | null; readonly variableResultSize?: boolean | null; readonly allPages?: boolean | null } | null;
}

interface QueryV1Response {
  readonly type: string;
  readonly data?: unknown;
  readonly url?: string;
  readonly totalCount?: number | (() => Promise<number>);
  readonly cursor?: string;
  readonly correlationId: string;
}

export const queries: Domain = {
  name: 'queries',
  about: 'Questions in J1QL.',
  serviceName: 'query',
  sdl,
  Query: {
    queryV1: { needs: 'reader', resolve: queryV1 },
    queryV2: {
      needs: 'reader',
      async resolve({ returnRowMetadata, ...args }: QuestionArguments & { returnRowMetadata?: boolean }, asking) {
        const question = await readQuestion({ ...args, rowMetadata: returnRowMetadata ?? false, variableResultSize: true }, asking);
        return defer(question, asking, 'JSON').response;
      },
    },
  },
};

async function queryV1({ dryRun, deferredResponse, deferredFormat, flags, ...args }: QueryV1Arguments, asking: Asking, info: GraphQLResolveInfo): Promise<QueryV1Response> {
  const question = await readQuestion({ ...args, rowMetadata: flags?.rowMetadata ?? false, variableResultSize: flags?.variableResultSize ?? flags?.allPages ?? false }, asking);
  if (dryRun) return { type: question.kind, correlationId: randomUUID() };
  if (deferredResponse === 'FORCE') return defer(question, asking, deferredFormat ?? 'JSON').response;
  if (deferredResponse !== 'OPTIONAL') return asking.inTurn(() => inline(question, asking, selects(info, 'totalCount')));
  const { response, done } = defer(question, asking, deferredFormat ?? 'JSON');
  const enough = new AbortController();
  const late = asking.api.clock.sleep(PATIENCE_MS, enough.signal).then(
    () => response,
    () => response,
  );
  const finished = await Promise.race([done, late]);
  enough.abort();
  return finished ?? response;
}

async function inline(question: Question, asking: Asking, counted: boolean): Promise<QueryV1Response> {
  const result = await withPlatformMetadata(await askPage(question, asking.signal), asking);
  return {
    type: result.type,
    data: result.data,
    ...('cursor' in result ? { cursor: result.cursor } : {}),
    ...(counted ? { totalCount: await countAll(question, result, asking.signal) } : {}),
    correlationId: randomUUID(),
  };
}

/** Begins to answer, and says where the answer will be. `done` gives the answer itself where it is small enough to be given at once. */
function defer(question: Question, asking: Asking, format: 'JSON' | 'CSV'): { response: QueryV1Response; done: Promise<QueryV1Response | undefined> } {
  const correlationId = randomUUID();
  const urlOf = (token: string) => deferredUrl(asking.origin, token);
  let answered: QueryV1Response | undefined;
  const { token, done } = asking.deferred.start(correlationId, async (signal) => {
    try {
      const { data, ...rest } = await inline(question, { ...asking, signal }, question.cursor === undefined);
      if (format === 'JSON') answered = { data, ...rest, correlationId };
      // No key `cursor` where there is no next page: the Python client looks whether it is there (section 3.1, trap 6).
      // Node clients before 2.0 take the answer from the address that this document gives.
      return { status: 'COMPLETED', url: urlOf(token), ...rest, correlationId, data: format === 'CSV' ? csvOf({ type: rest.type, data } as never) : data };
    } catch (error) {
      if (!(error instanceof GraphZoomError) || error.code === 'bug') throw error;
      return { status: 'FAILED', correlationId, error: error instanceof J1qlError ? j1qlError(error).message : error.message };
    }
  });
  return { response: { type: 'deferred', url: urlOf(token), correlationId }, done: done.then(() => answered) };
}

/** Whether a field below this one is asked for; where fragments are used, it may be. */
const selects = ({ fieldNodes }: GraphQLResolveInfo, name: string): boolean =>
  fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some((selection) => selection.kind !== Kind.FIELD || selection.name.value === name));
