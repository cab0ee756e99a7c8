import type { PlanHop, PlanStep } from '../plan/plan.ts';
import { all, type Build, type Sql, whereSql } from './build.ts';
import type { GraphType } from './catalog.ts';
import { candidates, type EdgeOption, endsOf, type Narrowed, narrow } from './narrow.ts';
import { edgeSource, nodeSource } from './sources.ts';
import { tooComplex } from './too-complex.ts';
import { MOST_VARIANTS, type Variant, variantsOf } from './variants.ts';

/**
 * Entities of some types from which steps can be gone: a SELECT of their ids as `a`; true if it is all of them, false if none.
 * No path is collected where it can be avoided: each step only asks whether there is a next one.
 */
export function reachable(b: Build, from: readonly GraphType[], steps: readonly PlanStep[]): Sql {
  const needed = withoutIdle(steps);
  const variants = variantsOf({ start: { slot: -1 }, steps: needed }) ?? tooComplex(`The optional parts of the query can be combined in more than ${MOST_VARIANTS} ways.`);
  const selects: string[] = [];
  for (const variant of variants) {
    const select = reachableBy(b, from, variant);
    if (select === true) return true;
    if (select !== false) selects.push(select);
  }
  return selects.length === 0 ? false : selects.join(' UNION ALL ');
}

/** The same as a condition on an entity's id. What its own row must not have is asked of that row. */
export function goesOn(b: Build, from: readonly GraphType[], steps: readonly PlanStep[], id: string): Sql {
  const [first, ...others] = steps;
  if (first?.kind === 'none' && others.length === 0) return all(lacks(b, from, [first], id));
  const some = reachable(b, from, steps);
  return typeof some === 'string' ? `${id} IN (${some})` : some;
}

/** Whether steps can be gone from these types at all, as far as the graph's shape tells. */
export function mayReach(b: Build, from: readonly GraphType[], steps: readonly PlanStep[]): boolean {
  const variants = variantsOf({ start: { slot: -1 }, steps: withoutIdle(steps) }) ?? tooComplex(`The optional parts of the query can be combined in more than ${MOST_VARIANTS} ways.`);
  return variants.some((variant) => narrow(b, from, chainOfHops(b, variant)) !== undefined);
}

const chainOfHops = (b: Build, variant: Variant) => variant.hops.map((hop, i) => ({ hop, candidates: candidates(b, (variant.nodes[i + 1] as Variant['nodes'][number]).node) }));

/** Without optional parts at the end, which change nothing about whether there is a path. */
function withoutIdle(steps: readonly PlanStep[]): readonly PlanStep[] {
  const last = steps.findLastIndex((step) => step.kind !== 'optional');
  return steps.slice(0, last + 1);
}

function reachableBy(b: Build, from: readonly GraphType[], variant: Variant): Sql {
  const narrowed = narrow(b, from, chainOfHops(b, variant));
  if (narrowed === undefined) return false;
  const first = variant.nodes[0] as Variant['nodes'][number];
  if (variant.hops.length === 0) {
    if (first.nones.length === 0) return true;
    const source = nodeSource(b, first.node, from, []);
    return `SELECT ${source.id} AS a FROM ${source.from}${whereSql([...source.conditions, ...lacks(b, from, first.nones, source.id)])}`;
  }
  return onlyNeighboursMeet(narrowed.hops) ? nested(b, variant, narrowed, 0, false) : joined(b, variant, narrowed);
}

/** Conditions that an entity has none of these chains. */
export function lacks(b: Build, types: readonly GraphType[], nones: readonly { readonly steps: readonly PlanStep[] }[], id: string): Sql[] {
  return nones.map(({ steps }) => {
    const some = reachable(b, types, steps);
    if (typeof some === 'boolean') return !some;
    const alias = b.alias('x');
    return `NOT EXISTS (SELECT 1 FROM (${some}) AS ${alias} WHERE ${alias}.a = ${id})`;
  });
}

/** Whether a relationship can be met twice only in hops that follow each other. */
const onlyNeighboursMeet = (hops: readonly (readonly EdgeOption[])[]): boolean => hops.every((options, i) => hops.slice(i + 2).every((others) => !meet(options, others)));
export const meet = (a: readonly EdgeOption[], c: readonly EdgeOption[]): boolean => a.some(({ type }) => c.some((other) => other.type === type));

/**
 * Each hop as a condition on the one before it: entities from which it can be gone on to the end, as `a`; with `withId` also the
 * relationship, as `e`. Where the next hop could turn back over the same relationship there must be another one at that entity:
 * how many there are and the first of them tell, without making the pairs.
 */
function nested(b: Build, variant: Variant, narrowed: Narrowed, index: number, withId: boolean): string {
  const hop = variant.hops[index] as PlanHop;
  const edge = edgeSource(b, hop, narrowed.hops[index] as readonly EdgeOption[], []);
  const { node, nones } = variant.nodes[index + 1] as Variant['nodes'][number];
  const types = narrowed.nodes[index + 1] as readonly GraphType[];
  const isLast = index + 1 === variant.hops.length;
  const turnsBack = !isLast && meet(narrowed.hops[index] ?? [], narrowed.hops[index + 1] ?? []);
  const more = isLast ? undefined : nested(b, variant, narrowed, index + 1, turnsBack);
  const conditions = [...edge.conditions];
  const rest = (id: string): Sql[] => [...(more === undefined || turnsBack ? [] : [`${id} IN (${more})`]), ...lacks(b, types, nones, id)];
  if (isCertain(b, narrowed, index, node)) conditions.push(...rest(edge.right));
  else {
    const source = nodeSource(b, node, types, []);
    conditions.push(`${edge.right} IN (SELECT ${source.id} FROM ${source.from}${whereSql([...source.conditions, ...rest(source.id)])})`);
  }
  let from = edge.from;
  if (turnsBack) {
    const others = b.alias('o');
    from += ` JOIN (SELECT a, count(*) AS n, min(e) AS one FROM (${more}) AS r GROUP BY a) AS ${others} ON ${others}.a = ${edge.right}`;
    conditions.push(`(${others}.n > 1 OR ${others}.one <> ${edge.id})`);
  }
  return `SELECT ${edge.left} AS a${withId ? `, ${edge.id} AS e` : ''} FROM ${from}${whereSql(conditions)}`;
}

/** Whether every relationship of a hop leads to an entity that matches: then it need not be looked at. */
export function isCertain(b: Build, narrowed: Narrowed, index: number, node: Variant['nodes'][number]['node']): boolean {
  if (b.includeDeleted || node.filter || node.words) return false;
  const types = new Map((narrowed.nodes[index + 1] ?? []).map((type) => [type.type, type]));
  return (narrowed.hops[index] ?? []).every((option) => endsOf(option).every(({ right }) => types.has(right) && matchesAll(b, node, types.get(right) as GraphType)));
}

/** Every row of the type matches the node. */
export function matchesAll(b: Build, node: Variant['nodes'][number]['node'], type: GraphType): boolean {
  if (type.columns.some(({ property }) => property === '_deleted')) return false;
  if (node.filter || node.words || b.includeDeleted) return false;
  const { names } = node;
  return names === undefined || names.types.includes(type.type) || type.classSets.every((set) => names.classes.some((name) => set.includes(name)));
}

/** Hops that could use a relationship twice: the paths are made, and those that do are left out (section 4). */
function joined(b: Build, variant: Variant, narrowed: Narrowed): string {
  const from: string[] = [];
  const conditions: Sql[] = [];
  const edges = variant.hops.map((hop, i) => edgeSource(b, hop, narrowed.hops[i] as readonly EdgeOption[], []));
  for (const [i, edge] of edges.entries()) {
    const before = edges[i - 1];
    from.push(before ? `JOIN ${edge.from} ON ${edge.left} = ${before.right}` : edge.from);
    conditions.push(...edge.conditions);
    const { node, nones } = variant.nodes[i + 1] as Variant['nodes'][number];
    const types = narrowed.nodes[i + 1] as readonly GraphType[];
    if (!isCertain(b, narrowed, i, node)) {
      const source = nodeSource(b, node, types, []);
      conditions.push(`${edge.right} IN (SELECT ${source.id} FROM ${source.from}${whereSql(source.conditions)})`);
    }
    conditions.push(...lacks(b, types, nones, edge.right), ...unlike(edges, narrowed, i));
  }
  return `SELECT ${edges[0]?.left} AS a FROM ${from.join(' ')}${whereSql(conditions)}`;
}

/** A hop's relationship is none that an earlier hop went over. */
export const unlike = (edges: readonly { readonly id: string }[], narrowed: Narrowed, index: number): Sql[] =>
  edges.slice(0, index).flatMap((earlier, i) => (meet(narrowed.hops[i] ?? [], narrowed.hops[index] ?? []) ? [`${earlier.id} <> ${edges[index]?.id}`] : []));
