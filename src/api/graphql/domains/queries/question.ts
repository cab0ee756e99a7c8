import { z } from 'zod';
import type { Variable } from '../../../../j1ql/plan/context.ts';
import type { Condition, Plan, Scalar } from '../../../../j1ql/plan/plan.ts';
import { storedVariables } from '../../../../rules/parameters.ts';
import { pointAt, prepare } from '../../../../store/ask.ts';
import type { QueryOptions, QueryResult } from '../../../../store/query-result.ts';
import { codedError } from '../../codes.ts';
import type { Asking } from '../../domain.ts';
import { withMetaColumns } from './row-metadata.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const variables = z.record(z.string(), z.union([scalar, z.null(), z.array(scalar)]));
/** Each map a set of properties that must have these values. */
const scopeFilters = z.array(z.record(z.string().min(1), z.union([scalar, z.null(), z.array(scalar)]))).max(50);

export interface QuestionArguments {
  readonly query: string;
  readonly variables?: unknown;
  readonly includeDeleted?: boolean | null;
  readonly cursor?: string | null;
  readonly scopeFilters?: unknown;
  readonly rowMetadata?: boolean | null;
  readonly variableResultSize?: boolean | null;
}

/** A question that is known to be right, and can be asked now or later. */
export interface Question {
  readonly kind: 'list' | 'table' | 'tree';
  readonly cursor: string | undefined;
  readonly variableResultSize: boolean;
  readonly ask: (options: QueryOptions) => Promise<QueryResult>;
  readonly count: (options: Pick<QueryOptions, 'signal'>) => Promise<number>;
}

/** Reads the arguments and makes the query ready. What is wrong with either is told here, before anything is asked or deferred. */
export async function readQuestion(args: QuestionArguments, { api, caller }: Pick<Asking, 'api' | 'caller'>): Promise<Question> {
  const given = variables.safeParse(args.variables ?? {});
  if (!given.success) throw codedError('BAD_USER_INPUT', `The variable ${String(given.error.issues[0]?.path[0] ?? '')} is no text, number, boolean or list of them.`);
  const { plan: written, query } = prepare(args.query, {
    now: api.clock.now(),
    includeDeleted: args.includeDeleted ?? false,
    variables: { 'me.name': caller.name, ...(await storedVariables(api.store.records, args.query)), ...(given.data as Record<string, Variable>) },
  });
  const scoped = withScope(written, args.scopeFilters);
  const { plan, strip } = args.rowMetadata ? withMetaColumns(scoped) : { plan: scoped, strip: (result: QueryResult) => result };
  return {
    kind: plan.output.kind,
    cursor: args.cursor ?? undefined,
    variableResultSize: args.variableResultSize ?? false,
    ask: (options) => pointAt(args.query, query.span, async () => strip(await api.store.query(plan, options))),
    count: (options) => pointAt(args.query, query.span, () => api.store.count(plan, options)),
  };
}

/** The entities that a query begins with must have the properties of every map. */
function withScope(plan: Plan, filters: unknown): Plan {
  if (filters === undefined || filters === null) return plan;
  const read = scopeFilters.safeParse(Array.isArray(filters) ? filters : [filters]);
  if (!read.success) throw codedError('BAD_USER_INPUT', 'scopeFilters is a list of {"property": value}; a value is a text, a number, a boolean, null or a list.');
  const conditions = read.data.flatMap((map) => Object.entries(map).map(([property, value]) => mustBe(property, value)));
  if (conditions.length === 0) return plan;
  return { ...plan, start: { ...plan.start, filter: { kind: 'and', items: [...(plan.start.filter ? [plan.start.filter] : []), ...conditions] } } };
}

function mustBe(property: string, value: Scalar | null | readonly Scalar[]): Condition {
  const operand = { kind: 'property', property } as const;
  if (value === null) return { kind: 'test', operand, test: { kind: 'absent' } };
  const equals = (one: Scalar): Condition => ({ kind: 'test', operand, test: { kind: 'equals', value: one } });
  return Array.isArray(value) ? { kind: 'or', items: value.map(equals) } : equals(value as Scalar);
}
