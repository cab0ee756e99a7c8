import { J1qlError } from '../j1ql/diagnostic.ts';
import type { PlanOptions } from '../j1ql/plan/context.ts';
import { type Planned, planQuery } from '../j1ql/plan/make-plan.ts';
import type { Plan } from '../j1ql/plan/plan.ts';
import { UnsupportedPattern } from '../j1ql/sql/tests.ts';
import { TooComplex } from '../j1ql/sql/too-complex.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { QueryOptions, QueryResult } from './query-result.ts';
import type { Store } from './store.ts';

export type AskOptions = Omit<PlanOptions, 'now'> & QueryOptions & { readonly now?: number };

/** What `#CriticalAsset` is where nothing else is configured (reference/j1ql.md, section 9). */
export const SMART_CLASSES: Readonly<Record<string, string>> = {
  CriticalAsset: "FIND (Application|CodeRepo|DataStore|Function|Host|Logs) WITH tag.Production = true AND classification = 'critical'",
};

/** Makes a query ready. Throws a `J1qlError` for a wrong one. */
export function prepare(text: string, options: AskOptions): Planned {
  const { variables, includeDeleted, smartClasses, now = Date.now() } = options;
  const planned = planQuery(text, { ...options, now, smartClasses: { ...SMART_CLASSES, ...smartClasses } });
  origins.set(planned.plan, { text, options: { now, ...(variables ? { variables } : {}), ...(includeDeleted === undefined ? {} : { includeDeleted }), ...(smartClasses ? { smartClasses } : {}) } });
  return planned;
}

/** What a plan was made of. */
export interface Origin {
  readonly text: string;
  readonly options: PlanOptions;
}

/** A plan is trusted by whoever compiles it: another process is sent what it was made of, never the plan. */
const origins = new WeakMap<Plan, Origin>();

/** The text and the options that `prepare` made this plan of. */
export function originOf(plan: Plan): Origin {
  const origin = origins.get(plan);
  if (origin === undefined) throw new GraphZoomError('bug', 'A plan was asked that `prepare` did not make.');
  return origin;
}

/** Asks the graph in J1QL. Throws a `J1qlError` for a wrong query, a `GraphZoomError` where it took too long. */
export async function ask(store: Pick<Store, 'query'>, text: string, options: AskOptions = {}): Promise<QueryResult> {
  const { plan, query } = prepare(text, options);
  return pointAt(text, query.span, () => store.query(plan, options));
}

/** Counts the rows of an answer without reading them. */
export async function count(store: Pick<Store, 'count'>, text: string, options: AskOptions = {}): Promise<number> {
  const { plan, query } = prepare(text, options);
  return pointAt(text, query.span, () => store.count(plan, options));
}

/** Errors of the compiler, which knows no text, as errors in the text. */
export async function pointAt<T>(text: string, span: { start: number; end: number }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooComplex) throw new J1qlError(text, { reason: 'too-complex', span, message: error.message, hint: 'Ask for it in several queries.' });
    if (error instanceof UnsupportedPattern) {
      const start = Math.max(0, text.indexOf(`/${error.pattern}/`));
      throw new J1qlError(text, {
        reason: 'pattern',
        span: { start, end: start + error.pattern.length + 2 },
        message: `/${error.pattern}/ takes too long: it needs look-around, a back-reference or many repetitions, and there are too many values to try it on.`,
        hint: 'Write it without, perhaps as two conditions joined by AND.',
      });
    }
    throw error;
  }
}
