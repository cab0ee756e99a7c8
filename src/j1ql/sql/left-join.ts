import type { Plan } from '../plan/plan.ts';
import { all, type Build } from './build.ts';
import { type Bundle, entriesOf, KINDS } from './bundle.ts';
import { type Chain, chainOf } from './chain.ts';
import type { Needs } from './needs.ts';
import type { Variant } from './variants.ts';

/** Whether the only choice of a query is an optional part at its end. */
export function endsOptional(plan: Plan, variants: readonly Variant[]): variants is readonly [Variant, Variant] {
  const last = plan.steps.at(-1);
  // A part that only says what must be missing joins nothing.
  const joins = (variants[1]?.hops.length ?? 0) > (variants[0]?.hops.length ?? 0);
  return joins && variants.length === 2 && last?.kind === 'optional' && variants[1]?.taken.has(last) === true;
}

/** An optional part at the end is a left join (section 8): what comes before stays where the part leads nowhere. */
export function leftJoined(b: Build, [without, full]: readonly [Variant, Variant], needs: Needs, keepStart: boolean): Omit<Chain, 'edges' | 'nodeTypes' | 'nodeIds' | 'tables'> | undefined {
  const base = chainOf(b, without, needs, keepStart);
  if (base === undefined) return undefined;
  const at = without.nodes.length - 1;
  const groups = new Map([...full.groups].filter(([, index]) => index > at).map(([slot, index]) => [slot, index - at]));
  const first = full.nodes[at] as Variant['nodes'][number];
  const part: Variant = { nodes: [{ ...first, nones: [] }, ...full.nodes.slice(at + 1)], hops: full.hops.slice(at), groups, taken: full.taken };
  const joined = chainOf(b, part, needs, true, { id: base.nodeIds[at] ?? '', types: base.nodeTypes[at] ?? [], edges: base.edges });
  if (joined === undefined) return base;
  const isThere = `${joined.edges[0]?.id} IS NOT NULL`;
  // A constant would be there also where the part is not.
  const ifThere = (bundle: Bundle): Bundle => Object.fromEntries(entriesOf(bundle).map(([kind, sql]) => [kind, `CASE WHEN ${isThere} THEN ${sql} END`])) as Bundle;
  const own = (slot: number) => joined.id(slot) !== undefined && !without.nodes.some(({ node }) => node.slot === slot);
  /** The alias of the part is what it leads to, or what came before it. */
  const isGroup = (slot: number) => groups.has(slot);
  const either = (slot: number, property: string): Bundle => {
    const [there, before] = [joined.bundle(slot, property), base.bundle(slot, property)];
    const kinds = KINDS.filter((kind) => there[kind] !== undefined || before[kind] !== undefined);
    return Object.fromEntries(kinds.map((kind) => [kind, `CASE WHEN ${isThere} THEN ${there[kind] ?? 'NULL'} ELSE ${before[kind] ?? 'NULL'} END`])) as Bundle;
  };
  const on = all(joined.conditions);
  return {
    from: `${base.from} LEFT JOIN ${joined.tables > 1 ? `(${joined.from})` : joined.from} ON ${on === true ? 'true' : on === false ? 'false' : on}`,
    conditions: base.conditions,
    id: (slot) => (isGroup(slot) ? `CASE WHEN ${isThere} THEN ${joined.id(slot)} ELSE ${base.id(slot) ?? 'NULL'} END` : own(slot) ? joined.id(slot) : base.id(slot)),
    bundle: (slot, property) => (isGroup(slot) ? either(slot, property) : own(slot) ? ifThere(joined.bundle(slot, property)) : base.bundle(slot, property)),
    types: (slot) => [...new Set([...base.types(slot), ...joined.types(slot)])],
    slots: [...new Set([...base.slots, ...joined.slots])],
  };
}
