import type { Operand, Plan } from '../plan/plan.ts';
import { type Build, type Sql, whereSql } from './build.ts';
import { type Bundle, KINDS, type Kind } from './bundle.ts';
import type { GraphType } from './catalog.ts';
import { type Chain, chainOf } from './chain.ts';
import { endsOptional, leftJoined } from './left-join.ts';
import type { Needs } from './needs.ts';
import { Stepwise } from './stepwise.ts';
import { conditionSql } from './tests.ts';
import { takesMore, type Variant, variantsOf } from './variants.ts';

/** All paths of a query as a table expression, before grouping: what each slot holds, and which types that can have. */
export interface Paths {
  /** `WITH ...`, or nothing. */
  readonly head: string;
  readonly from: string;
  readonly conditions: readonly Sql[];
  /** Undefined: the slot is bound in no path. */
  id(slot: number): string | undefined;
  bundle(slot: number, property: string): Bundle;
  types(slot: number): readonly GraphType[];
  /** Slots that are bound in some path. */
  readonly slots: readonly number[];
  /** No path can exist. */
  readonly empty: boolean;
  /** A row is an entity of the start, once. */
  readonly single: boolean;
}

/** Each optional part doubles the chains: beyond three of them they are no longer looked at one by one. */
const FEW_VARIANTS = 8;

/** The paths with WHERE applied. `keepStart`: the start's own row is needed, not only its id. */
export function pathsOf(b: Build, plan: Plan, needs: Needs, keepStart: boolean): Paths {
  const variants = variantsOf(plan);
  if (variants === undefined || variants.length > FEW_VARIANTS) {
    const paths = new Stepwise(b, plan, needs).paths();
    return paths ? { ...paths, conditions: [whereOf(b, plan, paths)] } : nothing();
  }
  if (endsOptional(plan, variants)) {
    const chain = leftJoined(b, variants, needs, keepStart);
    if (chain === undefined) return nothing();
    return { ...chain, head: '', empty: false, single: false, conditions: [...chain.conditions, whereOf(b, plan, chain)] };
  }
  const chains = variants.flatMap((variant) => {
    const chain = chainOf(b, variant, needs, keepStart);
    return chain ? [{ variant, chain }] : [];
  });
  const only = chains[0];
  if (only === undefined) return nothing();
  const single = chains.length === 1 && only.variant.hops.length === 0;
  const paths = chains.length === 1 ? { ...only.chain, head: '', single, empty: false } : union(b, chains, needs);
  return { ...paths, conditions: [...paths.conditions, whereOf(b, plan, paths)] };
}

const whereOf = (b: Build, plan: Plan, paths: Pick<Paths, 'bundle'>): Sql =>
  plan.where === undefined ? true : conditionSql(b, plan.where, (operand: Operand) => (operand.kind === 'property' && operand.slot !== undefined ? paths.bundle(operand.slot, operand.property) : {}));

const nothing = (): Paths => ({ head: '', from: '(SELECT 1 AS one) AS nothing', conditions: [false], id: () => undefined, bundle: () => ({}), types: () => [], slots: [], empty: true, single: false });

interface Link {
  readonly variant: Variant;
  readonly chain: Chain;
}

/** Chains that take different optional parts, one below the other; those that another one contains and continues are left out (section 8). */
function union(b: Build, links: readonly Link[], needs: Needs): Paths {
  const slots = [...new Set(links.flatMap(({ chain }) => chain.slots))].sort((x, y) => x - y);
  const properties = [...needs].flatMap(([slot, names]) => [...names].map((property) => ({ slot, property })));
  const columns = properties.map(({ slot, property }, index) => {
    const bundles = links.map(({ chain }) => chain.bundle(slot, property));
    return { slot, property, bundles, kinds: KINDS.filter((kind) => bundles.some((bundle) => bundle[kind] !== undefined)), name: (kind: Kind) => `q${index}_${kind}` };
  });
  const tables = links.map(({ chain }, row) => {
    const ids = slots.map((slot) => `${chain.id(slot) ?? `CAST(NULL AS ${b.d.types.id})`} AS s${slot}`);
    const values = columns.flatMap(({ bundles, kinds, name }) => kinds.map((kind) => `${bundles[row]?.[kind] ?? `CAST(NULL AS ${b.d.types[kind]})`} AS ${name(kind)}`));
    return `v${row} AS MATERIALIZED (SELECT ${[...ids, ...values].join(', ')} FROM ${chain.from}${whereSql(chain.conditions)})`;
  });
  const selects = links.map((link, row) => {
    const containing = links.flatMap((other, index) => (takesMore(other.variant, link.variant) && canContain(other, link) ? [index] : []));
    const bound = link.chain.slots.filter((slot) => !link.variant.groups.has(slot));
    const conditions = containing.map((index) => `NOT EXISTS (SELECT 1 FROM v${index} w WHERE ${bound.map((slot) => `w.s${slot} = v.s${slot}`).join(' AND ')})`);
    return `SELECT * FROM v${row} v${whereSql(conditions)}`;
  });
  const alias = 'p';
  const known = new Map(columns.map(({ slot, property, kinds, name }) => [`${slot}.${property}`, Object.fromEntries(kinds.map((kind) => [kind, `${alias}.${name(kind)}`])) as Bundle]));
  return {
    head: `WITH ${tables.join(',\n')}\n`,
    from: `(${selects.join(' UNION ALL ')}) AS ${alias}`,
    conditions: [],
    id: (slot) => (slots.includes(slot) ? `${alias}.s${slot}` : undefined),
    bundle: (slot, property) => known.get(`${slot}.${property}`) ?? {},
    types: (slot) => [...new Set(links.flatMap(({ chain }) => chain.types(slot)))],
    slots,
    empty: false,
    single: false,
  };
}

/**
 * Whether a path that took more can hold all of a path that took less. Where a required hop follows the part that was skipped, it
 * would have to leave from the same entity: the part would have to lead back to where it began, which types may exclude.
 */
function canContain(more: Link, less: Link): boolean {
  for (const [index, hop] of less.variant.hops.entries()) {
    const other = more.variant.hops.indexOf(hop);
    if (other < 0) return false;
    const here = new Set(less.chain.nodeTypes[index]);
    if (!more.chain.nodeTypes[other]?.some((type) => here.has(type))) return false;
  }
  return true;
}
