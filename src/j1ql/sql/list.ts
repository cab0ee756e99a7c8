import type { Plan } from '../plan/plan.ts';
import { type Build, whereSql } from './build.ts';
import { goesOn, mayReach } from './exists.ts';
import { expressionSql, plainScope } from './expressions.ts';
import { candidates } from './narrow.ts';
import { needsOf, slotsOf } from './needs.ts';
import { type OrderTerm, type Page, paged, termsOf } from './page.ts';
import { type Paths, pathsOf } from './paths.ts';
import { nodeSource } from './sources.ts';
import type { Statement } from './statement.ts';
import { conditionSql } from './tests.ts';

/** Start entities, each once (section 4). Where only their own properties are asked for no path is collected. */
export function listStatement(b: Build, plan: Plan, page: Page): Statement {
  const onlyStart = [...slotsOf(plan)].every((slot) => slot === plan.start.slot);
  const { rows, terms, types } = onlyStart ? byReach(b, plan) : byPaths(b, plan);
  const { sql, keys, size } = paged(
    b,
    rows,
    ['CAST(id AS VARCHAR) AS id'],
    terms.map((_, index) => `k${index}`),
    terms,
    page,
    plan,
  );
  return { ...b.finish(sql), rows: { kind: 'list', types }, keys, ...(size === undefined ? {} : { size }) };
}

interface Ordered {
  readonly rows: string;
  readonly terms: readonly OrderTerm[];
  readonly types: readonly string[];
}

const tieBreak = (b: Build, key: string, id: string): OrderTerm[] => [
  { sql: key, descending: false, type: b.d.types.string },
  { sql: id, descending: false, type: b.d.types.id },
];

const withTerms = (id: string, terms: readonly OrderTerm[]): string => [`${id} AS id`, ...terms.map(({ sql }, index) => `${sql} AS k${index}`)].join(', ');

function byReach(b: Build, plan: Plan): Ordered {
  const all = candidates(b, plan.start);
  // Each type by itself: from some of them no relationship of that kind leads anywhere.
  const open = all.filter((type) => mayReach(b, [type], plan.steps));
  const needs = needsOf(plan, true).get(plan.start.slot) ?? new Set();
  const source = nodeSource(b, plan.start, open, [...needs]);
  if (open.length === 0) return { rows: `SELECT CAST(NULL AS ${b.d.types.id}) AS id WHERE false`, terms: [], types: [] };
  const conditions = [...source.conditions, goesOn(b, open, plan.steps, source.id)];
  const scope = plainScope({ id: () => source.id, bundle: (_, property) => source.bundle(property) });
  if (plan.where) conditions.push(conditionSql(b, plan.where, (operand) => (operand.kind === 'property' && operand.slot !== undefined ? source.bundle(operand.property) : {})));
  const terms = [...plan.order.flatMap(({ key, descending }) => (key.kind === 'column' ? [] : termsOf(b, expressionSql(b, key, scope), descending))), ...tieBreak(b, source.bundle('_key').string as string, source.id)];
  return { rows: `SELECT ${withTerms(source.id, terms)} FROM ${source.from}${whereSql(conditions)}`, terms, types: open.map(({ type }) => type) };
}

/** Conditions or an order over the rest of the path: the paths are made. An order over it takes each start's first. */
function byPaths(b: Build, plan: Plan): Ordered {
  const paths = pathsOf(b, plan, needsOf(plan, true), true);
  const id = paths.id(plan.start.slot);
  if (paths.empty || id === undefined) return { rows: `SELECT CAST(NULL AS ${b.d.types.id}) AS id WHERE false`, terms: [], types: [] };
  const scope = plainScope(paths);
  const terms = [
    ...plan.order.flatMap(({ key, descending }) => (key.kind === 'column' ? [] : termsOf(b, expressionSql(b, key, scope), descending).map((term) => ({ ...term, sql: `${descending ? 'max' : 'min'}(${term.sql})` })))),
    ...tieBreak(b, `min(${startKey(paths, plan)})`, id),
  ];
  return { rows: `${paths.head}SELECT ${withTerms(id, terms)} FROM ${paths.from}${whereSql(paths.conditions)} GROUP BY ${id}`, terms, types: paths.types(plan.start.slot).map(({ type }) => type) };
}

const startKey = (paths: Paths, plan: Plan): string => paths.bundle(plan.start.slot, '_key').string as string;
