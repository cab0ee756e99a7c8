import type { Node, Plan, PlanHop, PlanNone, PlanStep } from '../plan/plan.ts';

/** A chain without choices: entities with a hop between each two. Negated parts hang on the entity that must not have them. */
export interface Variant {
  readonly nodes: readonly { readonly node: Node; readonly nones: readonly PlanNone[] }[];
  readonly hops: readonly PlanHop[];
  /** Where each alias of an optional part, or of what is missing, stands: the index of a node. */
  readonly groups: ReadonlyMap<number, number>;
  /** The optional parts that were taken. */
  readonly taken: ReadonlySet<PlanStep>;
}

/** Optional parts double the number of chains. */
export const MOST_VARIANTS = 256;

/** Every way to take and skip the optional parts (section 8); those that take less come first. Undefined: there are too many. */
export function variantsOf(plan: Pick<Plan, 'start' | 'steps'>): Variant[] | undefined {
  const begin: Variant = { nodes: [{ node: plan.start, nones: [] }], hops: [], groups: new Map(), taken: new Set() };
  return follow([begin], plan.steps);
}

function follow(begun: Variant[], steps: readonly PlanStep[]): Variant[] | undefined {
  let variants = begun;
  for (const step of steps) {
    if (step.kind === 'hop') variants = variants.map((v) => ({ ...v, nodes: [...v.nodes, { node: step.node, nones: [] }], hops: [...v.hops, step] }));
    else if (step.kind === 'none') variants = variants.map((v) => ({ ...named(v, step.slot), nodes: v.nodes.map((n, i) => (i === v.nodes.length - 1 ? { ...n, nones: [...n.nones, step] } : n)) }));
    else {
      // A part that binds nothing makes no other path.
      const binds = step.steps.some((inner) => inner.kind !== 'none' || inner.slot !== undefined);
      const taken = binds
        ? follow(
            variants.map((v) => ({ ...v, taken: new Set([...v.taken, step]) })),
            step.steps,
          )
        : [];
      if (taken === undefined) return undefined;
      variants = [...variants, ...taken];
      variants = variants.map((v) => named(v, step.slot));
    }
    if (variants.length > MOST_VARIANTS) return undefined;
  }
  return variants;
}

/** An alias for where the chain ends so far. */
const named = (v: Variant, slot: number | undefined): Variant => (slot === undefined ? v : { ...v, groups: new Map([...v.groups, [slot, v.nodes.length - 1]]) });

/** Whether one chain takes all that another takes, and more. */
export const takesMore = (more: Variant, less: Variant): boolean => more.taken.size > less.taken.size && [...less.taken].every((step) => more.taken.has(step));
