import type { Node, PlanHop } from '../plan/plan.ts';
import type { Build } from './build.ts';
import type { GraphType } from './catalog.ts';
import { matchSql, verbSql } from './element.ts';

/** A relationship type that a hop can go over, in one direction. */
export interface EdgeOption {
  readonly type: GraphType;
  /** `out`: from the entity before the hop to the one behind it. */
  readonly direction: 'out' | 'in';
}

/** Which types can stand where: what the graph cannot have is never looked at. */
export interface Narrowed {
  /** By position; the first is the start. */
  readonly nodes: readonly (readonly GraphType[])[];
  readonly hops: readonly (readonly EdgeOption[])[];
}

/** Types of entities that can match a node at all. */
export function candidates(b: Build, node: Node): GraphType[] {
  return b.catalog.types.filter((type) => type.kind === 'entity' && matchSql(b, node, type, 'x') !== false);
}

/** Narrows types along a chain by the ends that relationships have in this graph. Undefined: no path can exist. */
export function narrow(b: Build, start: readonly GraphType[], chain: readonly { readonly hop: PlanHop; readonly candidates: readonly GraphType[] }[]): Narrowed | undefined {
  const nodes: (readonly GraphType[])[] = [start, ...chain.map((link) => link.candidates)];
  const hops = chain.map(({ hop }) => optionsOf(b, hop));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [i, options] of hops.entries()) {
      const left = new Set(nodes[i]?.map(({ type }) => type));
      const right = new Set(nodes[i + 1]?.map(({ type }) => type));
      const pairs = options.flatMap((option) =>
        endsOf(option)
          .filter((ends) => left.has(ends.left) && right.has(ends.right))
          .map((ends) => ({ option, ...ends })),
      );
      const keep = (types: readonly GraphType[], side: 'left' | 'right') => types.filter(({ type }) => pairs.some((pair) => pair[side] === type));
      const now = [keep(nodes[i] ?? [], 'left'), keep(nodes[i + 1] ?? [], 'right'), options.filter((option) => pairs.some((pair) => pair.option === option))] as const;
      if (now[0].length < left.size || now[1].length < right.size || now[2].length < options.length) changed = true;
      nodes[i] = now[0];
      nodes[i + 1] = now[1];
      hops[i] = now[2];
    }
  }
  return nodes.some((types) => types.length === 0) ? undefined : { nodes, hops };
}

function optionsOf(b: Build, hop: PlanHop): EdgeOption[] {
  const types = b.catalog.types.filter((type) => type.kind === 'relationship' && verbSql(b, type, 'x', hop.verbs) !== false);
  const directions = hop.direction === 'either' ? (['out', 'in'] as const) : [hop.direction];
  return types.flatMap((type) => directions.map((direction) => ({ type, direction })));
}

/** The ends of an option as the hop sees them. */
export const endsOf = ({ type, direction }: EdgeOption): { left: string; right: string }[] => type.ends.map(({ from, to }) => (direction === 'out' ? { left: from, right: to } : { left: to, right: from }));
